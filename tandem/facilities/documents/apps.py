from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.documents"
    label = "documents"

    def ready(self) -> None:
        from django.core.checks import Tags, register

        from tandem.facilities.documents import checks, personal_data
        from tandem.facilities.documents.messages import INFECTED
        from tandem.facilities.documents.wording import ACTS
        from tandem.facilities.notifications.registry import add_kind
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        register(checks.somebody_looks_for_viruses, Tags.security, deploy=True)
        register(checks.documents_lie_outside_of_what_is_handed_out, Tags.security)
        add_kind(INFECTED)
        registry.add_acts(ACTS)
        registry.add_personal_data(
            "documents.Document", export=personal_data.export, erase=personal_data.erase, retention=Retention.FILE
        )
