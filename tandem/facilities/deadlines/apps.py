from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from tandem.facilities.deadlines.messages import KINDS
        from tandem.facilities.notifications.registry import add_kind

        for kind in KINDS:
            add_kind(kind)
