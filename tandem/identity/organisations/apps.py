from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.organisations"
    label = "organisations"

    def ready(self) -> None:
        from tandem.identity.access import registry
        from tandem.identity.organisations import hats, selectors

        registry.add_hats(hats.organisation_hats)
        registry.add_names("organisation", selectors.names_of)
