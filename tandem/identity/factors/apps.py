from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.factors"
    label = "factors"

    def ready(self) -> None:
        from tandem.foundation import secrets, slots
        from tandem.identity.access.enums import AuthorityKind
        from tandem.identity.accounts.registry import add_news
        from tandem.identity.accounts.signals import account_closed
        from tandem.identity.factors import adapter, banner, links, notes, receivers
        from tandem.identity.factors.registry import add_signer
        from tandem.identity.factors.services import HELPER

        add_news(*notes.NEWS)
        add_signer(AuthorityKind.MANDATE, HELPER)
        secrets.register("factors.authenticators", adapter.reencrypt)
        slots.fill("page.banner", banner.suggestion)
        slots.fill("login.other_ways", links.passkey)
        slots.fill("accounts.account.rows", links.row)
        account_closed.connect(receivers.forget, dispatch_uid="factors.forget")
        banner.install()
