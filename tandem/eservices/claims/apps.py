from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.claims"
    label = "claims"

    def ready(self) -> None:
        from tandem.eservices.claims.procedure import PROCEDURE
        from tandem.eservices.claims.sources import (
            CLAIMED,
            SAID,
            SOURCES,
            claimed,
            claims,
            known_to_calculators,
            said_before,
        )
        from tandem.eservices.entitlement.registry import add_known
        from tandem.eservices.procedures import registry
        from tandem.eservices.registration.selectors import REGISTERED
        from tandem.identity.people.registry import add_mark

        add_mark(CLAIMED, claims)
        registry.add_prefills(dict.fromkeys(SOURCES, ()), claimed, marks=(CLAIMED,))
        registry.add_prefills(SAID, said_before, marks=(CLAIMED, REGISTERED))
        registry.add(PROCEDURE)
        add_known(known_to_calculators)
