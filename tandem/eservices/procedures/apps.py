from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.procedures"
    label = "procedures"

    def ready(self) -> None:
        from tandem.eservices.procedures import papers
        from tandem.eservices.procedures import personal_data as data
        from tandem.eservices.procedures.deadlines import deadlines
        from tandem.eservices.procedures.readings import form
        from tandem.eservices.procedures.registry import add_prefills, add_reader
        from tandem.eservices.procedures.selectors import OUTSTANDING
        from tandem.eservices.procedures.sources import PEOPLE, people
        from tandem.eservices.procedures.types import FORM
        from tandem.eservices.procedures.wording import ACTS
        from tandem.facilities.deadlines.registry import add_source
        from tandem.facilities.documents import registry as documents
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people.registry import add_sign

        add_sign(OUTSTANDING, papers.all_outstanding, person="filing__person_id")
        add_source("procedures", deadlines)
        documents.add_reader("procedures", papers.was_handed_in_to)
        documents.add_holder("procedures", papers.were_handed_in)
        add_reader(FORM, form)
        registry.add_acts(ACTS)
        registry.append_only("procedures.Filing", "procedures.Withdrawal")
        for model, export, erase, retention in (
            ("procedures.Attachment", data.export_attachments, data.erase_attachments, Retention.FILE),
            ("procedures.Draft", data.export_drafts, data.erase_drafts, Retention.FILE),
            ("procedures.Filing", data.export_filings, data.erase_filings, Retention.FILE),
        ):
            registry.add_personal_data(model, export=export, erase=erase, retention=retention)
        add_prefills(PEOPLE, people)
        from tandem.eservices.procedures import checks  # noqa: F401 - registers the check
