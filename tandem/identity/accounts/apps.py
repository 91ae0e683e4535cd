from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import email_changed

        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.accounts import header, notices, selectors

        slots.fill("header.account", header.account)
        registry.add_names("user", selectors.names_of)
        email_changed.connect(notices.tell_new_address)
