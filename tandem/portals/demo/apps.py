from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.portals.demo"
    label = "demo"
