from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.organisations"
    label = "organisations"

    def ready(self) -> None:
        from tandem.identity.access import registry
        from tandem.identity.organisations import hats, selectors

        registry.add_hats(hats.ORGANISATIONS)
        # Somebody who looks for work and helps her mother is first of all herself.
        registry.add_hats(hats.HELPER, last=True)
        registry.add_names("organisation", selectors.names_of)
        registry.add_colleagues(selectors.somebody_else_could_answer)
        registry.append_only("organisations.HistoryEntry")
