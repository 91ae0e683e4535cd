from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.receipts"
    label = "receipts"
