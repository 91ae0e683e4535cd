from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.procedures"
    label = "procedures"

    def ready(self) -> None:
        from tandem.eservices.procedures import personal_data as data
        from tandem.eservices.procedures.deadlines import deadlines
        from tandem.eservices.procedures.receivers import tell_received
        from tandem.eservices.procedures.registry import add_prefills
        from tandem.eservices.procedures.signals import filed
        from tandem.eservices.procedures.sources import PEOPLE, people
        from tandem.eservices.procedures.wording import ACTS
        from tandem.facilities.deadlines.registry import add_source
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention

        add_source("procedures", deadlines)
        filed.connect(tell_received, dispatch_uid="procedures.tell_received")
        registry.add_acts(ACTS)
        registry.append_only("procedures.Filing", "procedures.Withdrawal")
        for model, export, erase, retention in (
            ("procedures.Draft", data.export_drafts, data.erase_drafts, Retention.FILE),
            ("procedures.Filing", data.export_filings, data.erase_filings, Retention.FILE),
        ):
            registry.add_personal_data(model, export=export, erase=erase, retention=retention)
        add_prefills(PEOPLE, people)
        from tandem.eservices.procedures import checks  # noqa: F401 - registers the check
