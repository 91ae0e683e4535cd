from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.lessons"
    label = "lessons"

    def ready(self) -> None:
        from tandem.assistance.lessons.offers import link, offer
        from tandem.foundation import slots

        slots.fill("page.lesson", offer)
        slots.fill("sessions.lesson", link)
