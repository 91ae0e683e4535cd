from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.reference.occupations"
    label = "occupations"
