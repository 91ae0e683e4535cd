from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.factors"
    label = "factors"

    def ready(self) -> None:
        from tandem.foundation import secrets, slots
        from tandem.identity.factors import adapter, banner, links

        secrets.register("factors.authenticators", adapter.reencrypt)
        slots.fill("page.banner", banner.suggestion)
        slots.fill("login.other_ways", links.passkey)
        banner.install()
