from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.helplog"
    label = "helplog"

    def ready(self) -> None:
        from tandem.assistance.helplog import pages, personal_data, receivers
        from tandem.assistance.helplog.wording import ACTS
        from tandem.assistance.second_look.signals import look_answered
        from tandem.assistance.sessions.signals import session_ended
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        registry.add_acts(ACTS)
        session_ended.connect(receivers.session_over, dispatch_uid="helplog.session_over")
        look_answered.connect(receivers.look_given, dispatch_uid="helplog.look_given")
        slots.fill("mandates.mine.more", pages.way_to_notes)
        registry.add_personal_data(
            "helplog.Note",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.CONVENIENCE,
        )
