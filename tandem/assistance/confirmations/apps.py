from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.confirmations"
    label = "confirmations"

    def ready(self) -> None:
        from tandem.assistance.confirmations import kinds, messages, pages, personal_data, receivers, selectors
        from tandem.assistance.confirmations.phone import open_question
        from tandem.assistance.confirmations.registry import add_kind
        from tandem.assistance.confirmations.wording import ACTS
        from tandem.facilities.notifications.registry import add_kind as add_message
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.mandates.registry import add_questions
        from tandem.identity.people.registry import add_mark, add_sign

        registry.add_acts(ACTS)
        registry.append_only("confirmations.Step")
        registry.add_personal_data(
            "confirmations.Act", export=personal_data.export, erase=personal_data.erase, retention=Retention.FILE
        )
        for kind in kinds.KINDS:
            add_kind(kind)
        for message in messages.KINDS:
            add_message(message)
        add_questions(open_question)
        receivers.connect()
        add_sign(selectors.WAITING, selectors.all_open)
        add_mark(selectors.WAITING, selectors.all_open)
        slots.fill("home.news", pages.news)
        slots.fill("procedures.check.send", pages.send_in_place)
        slots.fill("receipt.how", pages.how_it_was_made)
        slots.fill("helper.home.sections", pages.desk)
        slots.fill("people.person.actions", pages.months_to_send)
        slots.fill("efforts.of_person", pages.month_to_send)
