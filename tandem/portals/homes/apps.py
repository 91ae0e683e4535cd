from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.portals.homes"
    label = "homes"

    def ready(self) -> None:
        from tandem.eservices.efforts.registry import add_prefill
        from tandem.foundation import slots
        from tandem.portals import wiring
        from tandem.portals.homes import menus

        add_prefill(wiring.AD, wiring.prefill_from_ad)
        slots.fill("ads.detail.actions", wiring.applied_button)
        slots.fill("header.navigation", menus.navigation)
        slots.fill("footer.links", menus.footer)
