from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.accounts import header, selectors

        slots.fill("header.account", header.account)
        registry.add_names("user", selectors.names_of)
