from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.entitlement"
    label = "entitlement"

    def ready(self) -> None:
        from tandem.eservices.entitlement.registry import add_known
        from tandem.eservices.entitlement.services import own_age

        add_known(own_age)
