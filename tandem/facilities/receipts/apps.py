from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.facilities.receipts"
    label = "receipts"

    def ready(self) -> None:
        from django.core import checks

        from tandem.facilities.receipts import personal_data
        from tandem.facilities.receipts.checks import keys_are_kept
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        registry.append_only("receipts.Receipt")
        registry.add_personal_data(
            "receipts.Receipt",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.EVIDENCE,
        )
        checks.register(keys_are_kept, checks.Tags.database)
