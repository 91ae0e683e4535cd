from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.market.ads"
    label = "ads"

    def ready(self) -> None:
        from tandem.market.ads import search, shared

        search.register()
        shared.tell()
