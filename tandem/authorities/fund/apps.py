from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.authorities.fund"
    label = "fund"

    def ready(self) -> None:
        from tandem.authorities.fund import links, personal_data
        from tandem.authorities.fund.wording import ACTS
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        registry.add_acts(ACTS)
        registry.add_personal_data(
            "fund.CheckedForm",
            export=personal_data.export_checks,
            erase=personal_data.erase_checks,
            retention=Retention.FILE,
        )
        slots.fill("people.person.back", links.way_back)
        slots.fill("people.person.actions", links.actions)
