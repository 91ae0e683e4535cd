from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.second_look"
    label = "second_look"

    def ready(self) -> None:
        from tandem.assistance.second_look import personal_data, places, receivers, selectors
        from tandem.assistance.second_look.notices import ANSWERED
        from tandem.assistance.second_look.wording import ACTS
        from tandem.eservices.efforts.signals import proof_filed
        from tandem.eservices.procedures.signals import discarded, filed
        from tandem.facilities.notifications.registry import add_kind
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people.registry import add_mark

        registry.add_acts(ACTS)
        registry.add_look(selectors.was_looked_at, mark=selectors.OPEN)
        add_mark(selectors.OPEN, selectors.all_open)
        registry.add_personal_data(
            "second_look.Look", export=personal_data.export, erase=personal_data.erase, retention=Retention.CONVENIENCE
        )
        add_kind(ANSWERED)
        filed.connect(receivers.form_filed, dispatch_uid="second_look.form_filed")
        proof_filed.connect(receivers.proof_filed, dispatch_uid="second_look.proof_filed")
        discarded.connect(receivers.form_removed, dispatch_uid="second_look.form_removed")
        slots.fill("helper.home.sections", places.asked_of_helper)
        slots.fill("procedures.check", places.of_form)
        slots.fill("procedures.answer", places.remarks_on_answer)
        slots.fill("efforts.file", places.of_proof)
        slots.fill("efforts.effort", places.remarks_on_effort)
        slots.fill("dossier.document", places.of_paper)
