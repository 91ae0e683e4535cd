from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.authorities.counselling"
    label = "counselling"

    def ready(self) -> None:
        from tandem.authorities.counselling import links
        from tandem.foundation import slots

        slots.fill("people.person.back", links.way_back)
        slots.fill("people.person.actions", links.actions)
