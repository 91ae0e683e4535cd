from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.foundation.live"
    label = "live"
