from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.activation"
    label = "activation"

    def ready(self) -> None:
        from tandem.identity.access import registry as access
        from tandem.identity.access.enums import Retention
        from tandem.identity.activation import personal_data, registry, selectors, sources
        from tandem.identity.activation.wording import ACTS
        from tandem.identity.people.registry import add_sign

        registry.add_source("people", sources.personal_facts)
        add_sign(selectors.OPEN, selectors.all_open)
        access.add_acts(ACTS)
        access.add_personal_data(
            "activation.PriorEntry",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.FILE,
        )
