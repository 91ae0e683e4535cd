from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.dossier"
    label = "dossier"

    def ready(self) -> None:
        from tandem.eservices.dossier import pages, personal_data, selectors, shared
        from tandem.eservices.dossier.procedure import PROCEDURE
        from tandem.eservices.dossier.readings import paper
        from tandem.eservices.dossier.types import PAPER
        from tandem.eservices.dossier.wording import ACTS
        from tandem.eservices.procedures import registry as readings
        from tandem.facilities.documents.registry import add_holder, add_reader
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        slots.fill("people.person.actions", pages.of_person)
        shared.tell()
        readings.add(PROCEDURE)
        registry.add_acts(ACTS)
        readings.add_reader(PAPER, paper)
        add_reader("dossier", selectors.was_sent_to)
        add_holder("dossier", selectors.were_sent)
        registry.add_personal_data(
            "dossier.Transmission", export=personal_data.export, erase=personal_data.erase, retention=Retention.FILE
        )
