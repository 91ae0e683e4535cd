from django.apps import AppConfig
from django.core.checks import Tags, register


class Config(AppConfig):
    name = "tandem.foundation.sending"
    label = "sending"

    def ready(self) -> None:
        from tandem.foundation import secrets
        from tandem.foundation.sending import checks, letters

        secrets.register("sending.letters", letters.reencrypt)
        register(checks.carriers_reach_somebody, Tags.security, deploy=True)
