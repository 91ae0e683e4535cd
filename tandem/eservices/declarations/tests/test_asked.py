"""Exactly the papers that an answer asks for."""

import datetime

import pytest

from tandem.eservices.declarations import asked
from tandem.eservices.declarations.enums import Asked
from tandem.eservices.procedures.types import Context, DocumentAsked

pytestmark = pytest.mark.without_database


def kinds(papers, *, required=None):
    return [paper.kind for paper in papers if required in (None, paper.required)]


def spell(days, reason="illness"):
    first = datetime.date(2026, 11, 2)
    return {"from_day": first, "to_day": first + datetime.timedelta(days=days - 1), "reason": reason, "degree": 100}


class TestAsked:
    @pytest.mark.parametrize(
        "of",
        [
            asked.of_work,
            asked.of_own_business,
            asked.of_measures,
            asked.of_incapacity,
            asked.of_service,
            asked.of_other_benefits,
            asked.of_changes,
        ],
    )
    def test_is_nothing_when_there_is_nothing_to_report(self, of):
        assert of({}) == ()

    def test_is_a_certificate_of_each_employer(self):
        work = {"worked": True, "employers": [{"employer": "Beck"}, {"employer": "Blumen AG"}]}

        papers = asked.of_work(work)

        assert kinds(papers, required=True) == [Asked.EARNINGS_CERTIFICATE] * 2
        assert [name in str(paper.sentence) for name, paper in zip(["Beck", "Blumen AG"], papers, strict=False)] == [
            True,
            True,
        ]

    @pytest.mark.parametrize(("days", "needed"), [(3, False), (4, True)])
    def test_is_a_medical_certificate_from_the_fourth_day(self, days, needed):
        papers = asked.of_incapacity({"incapable": True, "incapacities": [spell(days)]})

        assert (Asked.MEDICAL_CERTIFICATE in kinds(papers)) is needed

    def test_is_the_accident_sheet_of_an_accident(self):
        papers = asked.of_incapacity({"incapable": True, "incapacities": [spell(1, reason="accident")]})

        assert Asked.ACCIDENT_SHEET in kinds(papers)

    def test_is_what_shows_each_change(self):
        papers = asked.of_changes({"changed": True, "changes": ["account", "address", "children"]})

        assert kinds(papers) == [Asked.ACCOUNT_PROOF, Asked.CHILD_DOCUMENT]

    def test_may_all_be_brought_later(self):
        work = asked.of_work({"worked": True, "employers": [{"employer": "Beck"}]})

        assert all(paper.deferrable for paper in work)


class TestIsThere:
    def asked(self, employer):
        return DocumentAsked(kind=Asked.EARNINGS_CERTIFICATE, about=employer, sentence="")

    def known(self, *employers):
        return Context(
            person_id=1,
            subject="2026-11",
            today=datetime.date(2026, 11, 25),
            language="de",
            known={"declarations.certified_employers": list(employers)},
        )

    def test_knows_an_employer_who_has_certified_the_month_however_his_name_is_written(self):
        assert asked.is_there(self.asked("beck  am Bach"), self.known("Beck am Bach"))
        assert not asked.is_there(self.asked("Hotel Post"), self.known("Beck am Bach"))

    def test_knows_no_other_paper(self):
        contract = DocumentAsked(kind=Asked.CONTRACT, about="Beck am Bach", sentence="")
        assert not asked.is_there(contract, self.known("Beck am Bach"))
