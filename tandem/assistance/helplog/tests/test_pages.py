import csv
import io
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.tests.factories import noted
from tandem.foundation import clock as time
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.mandates.tests.factories import a_person, granted
from tandem.identity.organisations.models import Membership
from tandem.identity.organisations.tests.factories import MembershipFactory

NOW = "2026-04-03 12:00"
ROW = re.compile(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>")


@pytest.fixture(autouse=True)
def _noon(clock):
    clock.freeze(NOW)


@pytest.fixture
def membership():
    return MembershipFactory(helper=True, manager=True)


@pytest.fixture
def helper(membership):
    return acting_as_member(membership)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def page(client, membership):
    client.force_login(membership.user)
    return client


def chosen(response) -> dict[str, str]:
    """What the page has chosen already, as a browser sends it when only the button is pressed."""
    form = response.context["form"]
    said = {name: form[name].value() for name in form.fields}
    day = said.pop("helped_on")
    said |= {f"helped_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {name: "" if value is None else value for name, value in said.items()}


class TestNotingHelp:
    def test_needs_nothing_but_the_button_when_it_was_as_usual(self, page):
        address = reverse("helplog:one")

        response = page.post(address, chosen(page.get(address)), follow=True)

        assertContains(response, "Noted.")
        given = HelpGiven.objects.get()
        assert (given.minutes, given.level, given.mark) == (15, "together_own_hands", "")

    def test_chooses_the_screen_and_the_theme_from_where_the_helper_comes(self, page):
        came_from = f"http://testserver{reverse('ads:search')}"

        response = page.get(reverse("helplog:one"), headers={"referer": came_from})

        assert chosen(response)["screen"] == "search"
        assert chosen(response)["theme"] == "search"

    def test_takes_no_screen_from_another_site(self, page):
        response = page.get(reverse("helplog:one"), headers={"referer": "https://elsewhere.example/en/jobs/"})

        assert chosen(response)["screen"] == ""

    def test_remembers_what_is_usual_for_the_helper(self, page):
        address = reverse("helplog:one")
        page.post(address, {**chosen(page.get(address)), "place": "distance", "minutes": "45"})

        assert chosen(page.get(address))["place"] == "distance"
        assert chosen(page.get(address))["minutes"] == 45

    def test_offers_by_name_only_whoever_gave_this_helper_a_mandate(self, page, helper, person):
        granted(person, helper, now=time.now())
        other = a_person(phone="", given_name="Elsa")
        granted(other, acting_as_member(MembershipFactory(helper=True)), now=time.now())

        response = page.get(reverse("helplog:one") + f"?person={person.pk}")

        assert chosen(response)["person"] == person.pk
        assertNotContains(response, "Elsa")

    def test_refuses_another_helpers_person_and_keeps_what_was_typed(self, page, person):
        address = reverse("helplog:one")

        response = page.post(address, {**chosen(page.get(address)), "person": str(person.pk), "minutes": "90"})

        assertContains(response, "Please check these points")
        assert response.context["form"]["minutes"].value() == "90"
        assert not HelpGiven.objects.exists()

    def test_can_be_taken_back_in_the_same_log_in(self, page, helper, person):
        granted(person, helper, now=time.now())
        address = reverse("helplog:one")
        page.post(address, {**chosen(page.get(address)), "person": str(person.pk)})
        assert Note.objects.count() == 1

        page.post(reverse("helplog:take_back"))

        assert (Note.objects.count(), HelpGiven.objects.count()) == (0, 0)
        assert page.post(reverse("helplog:take_back")).status_code == 404

    def test_costs_as_many_queries_for_one_person_as_for_twelve(
        self, page, helper, person, django_assert_max_num_queries
    ):
        granted(person, helper, now=time.now())
        with django_assert_max_num_queries(16) as first:
            page.get(reverse("helplog:one"))
        for _number in range(11):
            granted(a_person(phone=""), helper, now=time.now())

        with django_assert_max_num_queries(len(first)):
            page.get(reverse("helplog:one"))


class TestWorkshops:
    def test_ask_how_many_and_not_who(self, page):
        address = reverse("helplog:workshop")

        page.post(address, {**chosen(page.get(address)), "people": "12"})

        assert HelpGiven.objects.get().people == 12

    def test_without_a_number_are_asked_again(self, page):
        address = reverse("helplog:workshop")

        assertContains(page.post(address, chosen(page.get(address))), "Please check these points")


class TestThePersonsPage:
    @pytest.fixture
    def note_id(self, helper, person, client):
        granted(person, helper, now=time.now())
        client.force_login(person.user)
        return noted(helper, now=time.now(), person_id=person.pk).note_id

    def test_shows_what_was_noted_and_no_minutes(self, client, note_id):
        response = client.get(reverse("helplog:mine"))

        rows = dict(ROW.findall(response.content.decode()))
        assert list(rows) == ["Day", "Helper", "Structure", "How far you did it yourself", "Where", "How it came here"]
        assert rows["How far you did it yourself"] == "Together, own hands"
        # Names and addresses are numbered in tests, and any number may be that of the minutes.
        assert not re.search("15|minute", " ".join({**rows, "Helper": "", "Structure": ""}.values()))

    def test_is_reached_from_her_helpers(self, client, note_id):
        assertContains(client.get(reverse("mandates:mine")), reverse("helplog:mine"))

    def test_takes_her_words_and_shows_them_to_the_helper_on_her_desk(self, client, note_id, membership):
        response = client.post(reverse("helplog:contest", args=[note_id]), {"words": "I did it."})
        assertRedirects(response, reverse("helplog:mine"))

        client.force_login(membership.user)
        assertContains(client.get(reverse("homes:home")), "I did it.")

    def test_erases_a_note(self, client, note_id):
        client.post(reverse("helplog:erase", args=[note_id]))

        assert not Note.objects.exists()


class TestTheReport:
    def months_help(self, helper):
        for theme, times in (("monthly_form", 9), ("efforts", 7), ("search", 2)):
            for _time in range(times):
                noted(helper, now=time.now(), theme=theme)

    def test_hides_the_small_number_and_the_next_one_in_every_form(self, page, helper):
        self.months_help(helper)

        response = page.get(reverse("helplog:report_csv", args=[time.today().replace(day=1)]))
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        themes = {row[1]: row[2] for row in rows if row[0] == "What it was about"}

        assert themes == {"Looking for jobs": "hidden", "Noting efforts": "hidden", "The month's forms": "9"}

    def test_says_why_something_is_hidden(self, page, helper):
        self.months_help(helper)

        shown = page.get(reverse("helplog:report", args=[time.today().replace(day=1)]))

        assertContains(shown, "fewer than 5 people")
        [themes] = [table for table in shown.context["report"]["tables"] if table["title"] == "What it was about"]
        hidden = [row["label"] for row in themes["rows"] if row["is_hidden"]]
        assert hidden == ["Looking for jobs", "Noting efforts"]

    def test_says_hidden_once_a_row(self, page, helper):
        self.months_help(helper)
        content = page.get(reverse("helplog:report", args=[time.today().replace(day=1)])).content.decode()
        rows = re.findall(r"<tr.*?</tr>", content, re.DOTALL)

        assert {row.count("hidden</td>") for row in rows} == {0, 1}

    def test_is_a_tagged_pdf(self, page, helper):
        self.months_help(helper)

        content = page.get(reverse("helplog:report_pdf", args=[time.today().replace(day=1)])).content

        assert content.startswith(b"%PDF")
        assert b"pdfuaid:part" in content or b"/MarkInfo" in content

    def test_has_words_for_a_month_without_help(self, page):
        response = page.get(reverse("helplog:reports"), follow=True)

        assertContains(response, "No help is noted for this month")

    def test_is_not_the_members(self, client, membership):
        other = MembershipFactory(helper=True, organisation=membership.organisation)
        client.force_login(other.user)

        assert client.get(reverse("helplog:reports"), follow=True).status_code == 404


class TestAbsencesPage:
    def absent(self, helper_id, stand_in=""):
        said = {"helper": helper_id, "stand_in": stand_in}
        for name, day in (("starts_on", 3), ("last_day", 10)):
            said |= {f"{name}_day": day, f"{name}_month": 4, f"{name}_year": 2026}
        return said

    def test_lets_a_member_say_her_own_and_nobody_elses(self, client, membership):
        member = MembershipFactory(helper=True, organisation=membership.organisation)
        client.force_login(member.user)
        address = reverse("helplog:absences")

        client.post(address, self.absent(member.user_id, membership.user_id))
        refused = client.post(address, self.absent(membership.user_id))

        assertContains(refused, "Please check these points")
        assertContains(client.get(address), f"{membership.user.name} stands in.")

    def test_lets_the_manager_end_it(self, page, membership):
        address = reverse("helplog:absences")
        page.post(address, self.absent(membership.user_id))
        (line,) = page.get(address).context["lines"]

        page.post(reverse("helplog:end_absence", args=[line.absence_id]))

        assertContains(page.get(address), "Nobody of your team is away.")

    def test_is_not_for_whoever_helps_alone(self, client):
        assert Membership.objects.count() == 0
        from tandem.identity.accounts.models import User  # noqa: PLC0415
        from tandem.identity.mandates.tests.factories import a_relative  # noqa: PLC0415

        client.force_login(User.objects.get(pk=a_relative().user_id))
        assert client.get(reverse("helplog:absences")).status_code == 404


class TestThePublicPage:
    def test_ranks_screens_of_whole_months_for_everybody(self, client, clock, helper):
        for _time in range(6):
            noted(helper, now=time.now(), screen="log_in")
        assertContains(client.get(reverse("helplog:screens")), "There is too little to show yet")

        clock.freeze("2026-05-02 12:00")

        assertContains(client.get(reverse("helplog:screens")), "Logging in: name, password, code")
