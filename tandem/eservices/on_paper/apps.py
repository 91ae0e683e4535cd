from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.on_paper"
    label = "on_paper"

    def ready(self) -> None:
        from tandem.eservices.on_paper import personal_data
        from tandem.eservices.on_paper.messages import KIND
        from tandem.eservices.on_paper.wording import ACTS
        from tandem.facilities.notifications.registry import add_kind
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        registry.add_acts(ACTS)
        # After the drafts: what is registered later is erased earlier.
        registry.add_personal_data(
            "on_paper.PaperSheet", export=personal_data.export, erase=personal_data.erase, retention=Retention.FILE
        )
        add_kind(KIND)
