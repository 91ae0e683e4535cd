from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.market.ads"
    label = "ads"
