from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from tandem.facilities.deadlines import pages, personal_data, shared
        from tandem.facilities.deadlines.messages import KINDS
        from tandem.facilities.deadlines.wording import ACTS
        from tandem.facilities.notifications.registry import add_kind
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        for kind in KINDS:
            add_kind(kind)
        shared.tell()
        registry.add_acts(ACTS)
        slots.fill("home.news", pages.next_deadlines)
        slots.fill("messages.more", pages.calendar_link)
        slots.fill("people.person.actions", pages.desk_link)
        registry.add_personal_data(
            "deadlines.Reminder",
            export=personal_data.export_reminders,
            erase=personal_data.erase_reminders,
            retention=Retention.FILE,
        )
        registry.add_personal_data(
            "deadlines.CalendarLink",
            export=personal_data.export_links,
            erase=personal_data.erase_links,
            retention=Retention.CONVENIENCE,
        )
        registry.add_personal_data(
            "deadlines.CalendarEntry",
            export=personal_data.export_entries,
            erase=personal_data.erase_entries,
            retention=Retention.CONVENIENCE,
        )
