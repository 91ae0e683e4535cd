from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.tokens"
    label = "tokens"

    def ready(self) -> None:
        from tandem.foundation import slots
        from tandem.identity.accounts.signals import account_closed
        from tandem.identity.tokens import links, receivers

        slots.fill("accounts.account.rows", links.row)
        account_closed.connect(receivers.forget, dispatch_uid="tokens.forget")
