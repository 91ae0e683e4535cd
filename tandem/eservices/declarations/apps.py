from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.declarations"
    label = "declarations"

    def ready(self) -> None:
        from tandem.eservices.declarations import deadlines, selectors
        from tandem.eservices.declarations import personal_data as data
        from tandem.eservices.declarations.incapacity import INCAPACITY
        from tandem.eservices.declarations.links import ask_employer
        from tandem.eservices.declarations.monthly import MONTHLY
        from tandem.eservices.declarations.sources import SOURCES, opening_listed, openings, opens_on
        from tandem.eservices.declarations.wording import ACTS
        from tandem.eservices.procedures.registry import add, add_prefill, add_prefills
        from tandem.facilities.deadlines.registry import add_requests
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people.registry import add_list, add_mark

        slots.fill("procedures.document", ask_employer)
        add_requests("declarations", deadlines.of_people)
        add(MONTHLY)
        add(INCAPACITY)
        for mark, rows in selectors.MARKS.items():
            add_mark(mark, rows)
        for names, loader, marks in SOURCES:
            add_prefills(names, loader, marks=marks)
        add_list(selectors.OPENINGS, selectors.all_openings, column="fund_id", of="fund_id")
        add_prefill(
            "declarations.opens_on", opens_on, many=openings, listed=opening_listed, of_list=selectors.OPENINGS
        )
        registry.add_acts(ACTS)
        registry.add_personal_data(
            "declarations.Incapacity",
            export=data.export_incapacities,
            erase=data.erase_incapacities,
            retention=Retention.FILE,
        )
        registry.add_personal_data(
            "declarations.AskedPaper", export=data.export_papers, erase=data.erase_papers, retention=Retention.FILE
        )
        registry.add_personal_data(
            "declarations.Measure", export=data.export_measures, erase=data.erase_measures, retention=Retention.FILE
        )
