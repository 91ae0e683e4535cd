from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.accounts"
    label = "accounts"
