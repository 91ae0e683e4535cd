from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.foundation.sending"
    label = "sending"
