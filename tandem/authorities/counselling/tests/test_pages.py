import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, EffortTargetFactory, filed
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def noon(clock):
    """3 April 2026: the proofs of March are due on the 7th."""
    clock.freeze(NOON)


@pytest.fixture
def counsellor(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


def file_of(counsellor, *, efforts=0, unfiled=0, **facts):
    person = PersonFactory(counsellor=counsellor, with_account=True, canton="ZH", **facts)
    EffortFactory.create_batch(efforts, person=person)
    if efforts:
        filed(person)
    EffortFactory.create_batch(unfiled, person=person, company="Not filed AG")
    return person


def page_of(person, month=MARCH):
    return reverse("counselling:efforts", args=[person.pk, month])


class TestCaseload:
    url = "/en/caseload/"

    def test_shows_who_filed_how_many_and_when_it_is_due(self, client, counsellor):
        person = file_of(counsellor, efforts=2, family_name="Anker")
        EffortTargetFactory(person=person, number=8)
        file_of(counsellor, unfiled=3, family_name="Zbinden")

        page = client.get(self.url).content.decode()

        assert page.index("Anker") < page.index("Zbinden")
        assert "2 files" in page
        assert "7.4.2026" in page
        assert "1 proof has come in" in page
        assert "1 person has not filed yet" in page

    def test_tells_namesakes_apart_by_their_birthdays(self, client, counsellor):
        for family_name, year in (("Anker", 1970), ("Anker", 1985), ("Zbinden", 1990)):
            file_of(counsellor, family_name=family_name, given_name="Rosa", birth_date=datetime.date(year, 5, 17))

        page = client.get(self.url).content.decode()

        assert "Anker Rosa (17.5.1970)</a>" in page
        assert "Anker Rosa (17.5.1985)</a>" in page
        assert "Zbinden Rosa</a>" in page

    def test_never_counts_what_was_not_filed(self, client, counsellor):
        file_of(counsellor, unfiled=7)

        [row] = client.get(self.url).context["caseload"].files

        assert (row.filing.number, row.filing.filed_at) == (0, None)

    def test_shows_only_the_counsellors_own_files(self, client, counsellor):
        file_of(MembershipFactory(organisation=counsellor.organisation), family_name="Elsewhere")

        assert "Elsewhere" not in client.get(self.url).content.decode()

    @pytest.mark.parametrize(("show", "names"), [("filed", ["Anker"]), ("waiting", ["Zbinden"]), ("late", [])])
    def test_shows_a_part(self, client, counsellor, show, names):
        file_of(counsellor, efforts=1, family_name="Anker")
        file_of(counsellor, family_name="Zbinden")

        found = client.get(self.url, {"show": show}).context["caseload"]

        assert [file.person.family_name for file in found.files] == names

    def test_shows_what_is_late_once_the_due_date_has_passed(self, client, counsellor, clock):
        clock.freeze(NOON + datetime.timedelta(days=5))
        client.force_login(counsellor.user)
        file_of(counsellor, family_name="Zbinden")

        page = client.get(self.url, {"show": "late"})

        assert [file.person.family_name for file in page.context["caseload"].files] == ["Zbinden"]
        assert "1 person has not filed, and the due date has passed." in page.content.decode()

    @pytest.mark.parametrize(
        ("sort", "names"),
        [("name", ["Anker", "Zbinden"]), ("number", ["Zbinden", "Anker"]), ("filed", ["Anker", "Zbinden"])],
    )
    def test_sorts(self, client, counsellor, sort, names):
        file_of(counsellor, family_name="Zbinden")
        file_of(counsellor, efforts=2, family_name="Anker")

        found = client.get(self.url, {"sort": sort}).context["caseload"]

        assert [file.person.family_name for file in found.files] == names

    @pytest.mark.parametrize(
        ("query", "suggestion"),
        [
            ({"show": "lat"}, "late"),
            ({"sort": "nam"}, "name"),
            ({"month": "2026-13"}, "2026-03"),
            ({"month": "x"}, "2026-03"),
        ],
    )
    def test_answers_an_unknown_value_with_what_is_known(self, client, counsellor, query, suggestion):
        page = client.get(self.url, query)

        assert page.status_code == 400
        assert suggestion in page.context["unknown"].suggestions

    def test_costs_the_same_for_one_file_and_for_thirty(self, client, counsellor):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(self.url)
            return len(queries)

        EffortTargetFactory(person=file_of(counsellor, efforts=1))
        client.get(self.url)
        cost_of_one = cost()
        for _number in range(29):
            EffortTargetFactory(person=file_of(counsellor, efforts=1))

        assert cost() == cost_of_one

    def test_leaves_no_row_for_names_alone(self, client, counsellor):
        file_of(counsellor)

        client.get(self.url)

        assert not LedgerEntry.objects.filter(verb="access.open_file").exists()

    def test_is_hidden_from_everybody_else(self, client):
        person = PersonFactory(with_account=True)
        for user in (person.user, MembershipFactory(fund_officer=True).user):
            client.force_login(user)
            assert client.get(self.url).status_code == 404


class TestFiledEfforts:
    def test_are_shown_as_they_were_filed_and_the_person_sees_who_looked(self, client, counsellor):
        person = file_of(counsellor, efforts=1, unfiled=1)

        page = client.get(page_of(person)).content.decode()

        assert "Muster" in page
        assert "Not filed AG" not in page
        row = LedgerEntry.objects.get(person=person, verb="access.open_file")
        assert (row.user, row.purpose) == (counsellor.user, Purpose.EFFORTS)

    def test_never_say_who_helped(self, client, counsellor):
        person = PersonFactory(counsellor=counsellor, with_account=True)
        EffortFactory(person=person, presence=Presence.TOGETHER_HELPER_HANDS)
        filed(person)

        page = client.get(page_of(person)).content.decode()

        assert "helper" not in page.split("</header>")[1].split("<footer")[0].lower()

    def test_of_an_empty_month_say_when_they_are_due(self, client, counsellor):
        page = client.get(page_of(file_of(counsellor))).content.decode()

        assert "Nothing filed for this month" in page
        assert "Tuesday 7 April 2026" in page

    def test_are_hidden_from_another_counsellor_of_the_same_office(self, client, counsellor):
        person = file_of(MembershipFactory(organisation=counsellor.organisation), efforts=1)

        assert client.get(page_of(person)).status_code == 404
        assert not LedgerEntry.objects.filter(verb="access.open_file").exists()

    def test_are_hidden_at_this_desk_from_the_person_herself(self, client):
        person = PersonFactory(with_account=True, with_counsellor=True)
        client.force_login(person.user)

        assert client.get(page_of(person)).status_code == 404

    def test_cost_the_same_for_one_filing_and_for_three(self, client, counsellor):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(page_of(person))
            return len(queries)

        person = file_of(counsellor, efforts=1)
        client.get(page_of(person))
        cost_of_one = cost()
        for _number in range(2):
            EffortFactory(person=person)
            filed(person)

        assert cost() == cost_of_one


class TestAgreement:
    def url(self, person):
        return reverse("counselling:target", args=[person.pk])

    def test_is_written_down_and_shown_to_both(self, client, counsellor):
        person = file_of(counsellor)

        answer = client.post(self.url(person), {"number": "8", "valid_from": "2026-05-01"}, follow=True)

        assert "The agreement is written down." in answer.content.decode()
        client.force_login(person.user)
        own = client.get(reverse("efforts:month", args=[datetime.date(2026, 5, 1)])).content.decode()
        assert "8 efforts a month are agreed, from May 2026 on" in own
        assert counsellor.user.name in own

    @pytest.mark.parametrize(
        ("number", "month", "sentence"),
        [
            ("", "2026-04-01", "Enter how many efforts a month you have agreed on."),
            ("many", "2026-04-01", "Enter a whole number, for example 8."),
            ("8", "", "Select the month from which the number counts."),
            ("8", "2026-03-01", "2026-03-01"),
            ("99", "2026-04-01", "40"),
        ],
    )
    def test_says_what_is_missing_and_keeps_the_answers(self, client, counsellor, number, month, sentence):
        person = file_of(counsellor)

        page = client.post(self.url(person), {"number": number, "valid_from": month}).content.decode()

        assert sentence in page
        assert "Please check these points" in page
        assert not number or f'value="{number}"' in page

    def test_is_hidden_from_another_counsellor(self, client, counsellor):
        person = file_of(MembershipFactory(organisation=counsellor.organisation))

        assert client.get(self.url(person)).status_code == 404
        assert client.post(self.url(person), {"number": "1", "valid_from": "2026-04-01"}).status_code == 404
