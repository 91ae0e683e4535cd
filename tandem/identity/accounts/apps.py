from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tandem.identity.access import registry
        from tandem.identity.accounts import selectors

        registry.add_names("user", selectors.names_of)
