from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.presence_codes"
    label = "presence_codes"

    def ready(self) -> None:
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.presence_codes import pages, personal_data
        from tandem.identity.presence_codes.wording import ACTS

        registry.add_acts(ACTS)
        registry.add_personal_data(
            "presence_codes.PresenceList",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.CONVENIENCE,
        )
        slots.fill("recovery.desk", pages.desk_link)
