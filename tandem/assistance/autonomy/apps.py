from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.autonomy"
    label = "autonomy"

    def ready(self) -> None:
        from tandem.assistance.autonomy import pages, receivers, selectors
        from tandem.assistance.autonomy import personal_data as data
        from tandem.assistance.autonomy.wording import ACTS
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.mandates.registry import set_step_down

        registry.add_acts(ACTS)
        for model, export, erase in (
            ("autonomy.Observation", data.export_observations, data.erase_observations),
            ("autonomy.OwnWord", data.export_own_words, data.erase_own_words),
            ("autonomy.Share", data.export_shares, data.erase_shares),
        ):
            registry.add_personal_data(model, export=export, erase=erase, retention=Retention.CONVENIENCE)
        set_step_down(selectors.propose)
        receivers.connect()
        slots.fill("receipt.after", pages.next_time)
        slots.fill("mandates.renewal", pages.why_this_renewal)
        slots.fill("people.me.more", pages.link)
        slots.fill("people.person.actions", pages.shown_to_helper)
