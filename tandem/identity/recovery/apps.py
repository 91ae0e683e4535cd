from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.recovery"
    label = "recovery"

    def ready(self) -> None:
        from tandem.foundation import slots
        from tandem.foundation.sending.signals import settled
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.accounts.signals import news_without_channel
        from tandem.identity.people.registry import add_notices
        from tandem.identity.recovery import account_news, notice, personal_data, receivers
        from tandem.identity.recovery.wording import ACTS

        registry.add_acts(ACTS)
        registry.add_personal_data(
            "recovery.Recovery",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.FILE,
        )
        slots.fill("factors.notices", notice.waiting)
        slots.fill("login.other_ways", notice.link)
        slots.fill("people.person.actions", notice.desk_link)
        settled.connect(receivers.follow, dispatch_uid="recovery.follow")
        add_notices(*account_news.KINDS)
        news_without_channel.connect(receivers.tell_person, dispatch_uid="recovery.tell_person")
