from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.mandates"
    label = "mandates"

    def ready(self) -> None:
        from tandem.foundation.sending.signals import sms_received
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.mandates import grounds, messengers, notices, personal_data, receivers
        from tandem.identity.mandates.wording import ACTS
        from tandem.identity.people.registry import add_helpers, add_notices

        for ground in grounds.ALL:
            registry.add_ground(ground)
        registry.add_acts(ACTS)
        add_helpers(messengers.reads_messages)
        add_notices(*notices.KINDS)
        sms_received.connect(receivers.take_sms, dispatch_uid="mandates.take_sms")
        registry.add_personal_data(
            "mandates.Mandate",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.FILE,
        )
