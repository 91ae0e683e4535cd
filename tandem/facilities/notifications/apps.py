from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.notifications"
    label = "notifications"

    def ready(self) -> None:
        from tandem.facilities.notifications import news, personal_data, receivers
        from tandem.foundation import slots
        from tandem.foundation.sending.signals import settled
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        settled.connect(receivers.follow, dispatch_uid="notifications.follow")
        slots.fill("home.news", news.unread_messages)
        registry.add_personal_data(
            "notifications.Message",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.FILE,
        )
