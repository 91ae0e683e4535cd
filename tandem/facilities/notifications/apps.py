from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.notifications"
    label = "notifications"

    def ready(self) -> None:
        from tandem.facilities.notifications import news, notices, personal_data, receivers, selectors, shared
        from tandem.facilities.notifications.registry import add_kind
        from tandem.foundation import slots
        from tandem.foundation.sending.signals import settled
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people import registry as people

        for notice in people.notice_kinds.values():  # rooms below are ready before
            add_kind(notices.kind_of_notice(notice))
        shared.tell()
        people.carry_notices_with(notices.carry)
        settled.connect(receivers.follow, dispatch_uid="notifications.follow")
        people.add_sign(selectors.UNREAD, selectors.all_unread)
        slots.fill("home.news", news.unread_messages)
        registry.add_personal_data(
            "notifications.Message",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.FILE,
        )
