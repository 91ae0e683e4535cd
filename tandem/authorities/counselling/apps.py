from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.authorities.counselling"
    label = "counselling"
