import dataclasses
import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from tandem.foundation import clock, paper
from tandem.identity.access import registry
from tandem.identity.access.contests import answer_contest, contest_visit
from tandem.identity.access.enums import AuthorityKind, Deed, Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.registry import Act
from tandem.identity.access.selectors import PAGE_SIZE
from tandem.identity.access.services import open_file, open_own_file, record
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import Authority
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tests.ledger import night_file


@pytest.fixture
def counsellor():
    office = OrganisationFactory(name="RAV Beispielstadt")
    return MembershipFactory(organisation=office, user__name="Renata Muster")


@pytest.fixture
def person(counsellor, client):
    """Logged in."""
    person = PersonFactory(with_account=True, counsellor=counsellor)
    client.force_login(person.user)
    return person


def look(member, person, *, at=NOON, purpose=Purpose.EFFORTS):
    open_file(acting_as_member(member), person.pk, purpose, now=at)


def page(language="en"):
    with translation.override(language):
        return reverse("access:who_looked")


class TestWhoLookedPage:
    def test_says_who_for_whom_as_what_what_for_and_why(self, client, person, counsellor):
        look(counsellor, person)

        response = client.get(page())

        assertContains(response, "Renata Muster (Counsellor, RAV Beispielstadt) opened your file.")
        assertContains(response, "Purpose: Job-search efforts")
        assertContains(response, "Basis: Legal duty (Art.\u00a026\u00a0para.\u00a03\u00a0AVIV)")
        assertContains(response, "authorship--office")
        assertContains(response, "12:00")  # in Swiss time

    @pytest.mark.parametrize(
        ("language", "article"),
        [("de", "Art. 26 Abs. 3 AVIV"), ("fr", "art. 26 al. 3 OACI"), ("it", "art. 26 cpv. 3 OADI")],
    )
    def test_cites_the_law_in_the_readers_language(self, client, person, counsellor, language, article):
        look(counsellor, person)

        assertContains(client.get(page(language)), article.replace(" ", "\u00a0"))

    def test_puts_a_visit_under_the_day_it_happened_on_in_switzerland(self, client, person, counsellor):
        before_midnight = datetime.datetime(2026, 6, 30, 21, 59, tzinfo=datetime.UTC)
        look(counsellor, person, at=before_midnight)
        look(counsellor, person, at=before_midnight + datetime.timedelta(minutes=1))

        days = client.get(page()).context["days"]

        assert [day.date for day in days] == [datetime.date(2026, 7, 1), datetime.date(2026, 6, 30)]

    def test_shows_acts_of_others_and_of_the_platform_and_not_ones_own(self, client, person, monkeypatch):
        own = open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON)
        record(own, verb="access.open_file", purpose=Purpose.EFFORTS, now=NOON)
        with monkeypatch.context() as patch:
            patch.setitem(registry.acts, "tests.of_a_feature_that_is_gone", Act(Deed.LOOK, "%(who)s"))
            record(night_file(person), verb="tests.of_a_feature_that_is_gone", purpose=Purpose.EFFORTS, now=NOON)

        (day,) = client.get(page()).context["days"]

        (visit,) = day.visits
        assert visit.sentences == ["The platform itself did something in your file."]
        assert (visit.author, visit.basis) == ("system", "Legal duty (nightly schedule)")

    def test_shows_what_was_done_together_as_such(self, client, person, counsellor):
        together = dataclasses.replace(acting_as_member(counsellor), presence=Presence.TOGETHER_OWN_HANDS)
        open_file(together, person.pk, Purpose.EFFORTS, now=NOON)

        assertContains(client.get(page()), "authorship--together")

    def test_names_an_account_that_was_closed_without_a_name(self, client, person, counsellor):
        look(counsellor, person)
        counsellor.user.name = ""
        counsellor.user.save()

        assertContains(client.get(page()), "An account that no longer exists (Counsellor, RAV Beispielstadt)")

    def test_escapes_a_name_that_is_no_name(self, client, person, counsellor):
        counsellor.user.name = "<script>alert(1)</script>"
        counsellor.user.save()
        look(counsellor, person)

        assertNotContains(client.get(page()), "<script>alert")

    def test_says_what_will_be_here_while_nobody_has_looked(self, client, person):
        assertContains(client.get(page()), "Nobody has looked yet")

    def test_leaves_no_row_itself(self, client, person):
        client.get(page())

        assert not LedgerEntry.objects.exists()

    def test_shows_nobody_elses_visits(self, client, person, counsellor):
        look(counsellor, PersonFactory(counsellor=counsellor))

        assertContains(client.get(page()), "Nobody has looked yet")

    def test_is_hidden_from_somebody_who_acts_for_an_office(self, client, counsellor):
        client.force_login(counsellor.user)

        assert client.get(page()).status_code == 404

    def test_sends_a_visitor_to_the_login_page(self, client):
        response = client.get(page())

        assert response.url == f"/en/log-in/?next={page()}"

    @pytest.mark.parametrize("number", ["2", "last", "0", "99999999999999999999", "x"])
    def test_takes_any_page_number(self, client, person, counsellor, number):
        for minute in range(PAGE_SIZE + 1):
            look(counsellor, person, at=NOON + datetime.timedelta(minutes=minute))

        assert client.get(page(), {"page": number}).status_code == 200

    def test_costs_the_same_for_one_visit_and_for_a_full_page(self, client, person, counsellor):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page()).status_code == 200
            return len(queries)

        look(counsellor, person)
        cost_of_one = cost()
        for minute in range(PAGE_SIZE + 5):
            another = MembershipFactory()
            person.counsellor, person.office = another, another.organisation
            person.save()
            look(another, person, at=NOON + datetime.timedelta(minutes=minute))

        assert cost() == cost_of_one


class TestVisit:
    """What one request did is one visit."""

    def test_holds_what_was_read_and_done_in_one_request(self, client, person, counsellor):
        acting = dataclasses.replace(acting_as_member(counsellor), request_id="a" * 32)
        file = open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
        record(file, verb="efforts.agree_target", purpose=Purpose.EFFORTS, now=NOON)

        (day,) = client.get(page()).context["days"]

        (visit,) = day.visits
        assert [sentence.split(") ")[1] for sentence in visit.sentences] == [
            "opened your file.",
            "wrote down how many efforts a month were agreed with you.",
        ]
        assert visit.behalf == ""  # her office's, which the sentence names

    def test_says_when_a_helper_looked_on_her_behalf(self, client, person):
        helper = acting_as_member(MembershipFactory(helper=True))
        mandate = Authority(AuthorityKind.MANDATE, "mandate 7", Reach.READ)
        file = helper.concerning(person.pk, mandate, Purpose.EFFORTS)
        record(file, verb="access.open_file", purpose=Purpose.EFFORTS, now=NOON)

        assertContains(client.get(page()), "On your behalf")

    def test_hides_no_sentence_when_a_request_id_is_used_again(self, client, person, counsellor):
        acting = dataclasses.replace(acting_as_member(counsellor), request_id="a" * 32)
        for minute in range(3):
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON + datetime.timedelta(minutes=minute))

        (day,) = client.get(page()).context["days"]

        assert sum(len(visit.sentences) for visit in day.visits) == 3

    def test_of_another_actor_under_the_same_request_id_stands_by_itself(self, client, person, counsellor):
        stand_in = MembershipFactory(organisation=counsellor.organisation)
        for member, purpose in ((counsellor, Purpose.EFFORTS), (stand_in, Purpose.ASSIGNMENT)):
            acting = dataclasses.replace(acting_as_member(member), request_id="a" * 32)
            open_file(acting, person.pk, purpose, now=NOON)

        (day,) = client.get(page()).context["days"]

        assert len(day.visits) == 2

    def test_names_no_third_person(self, client, person):
        """Whatever a row says: somebody who only looks for work herself is never named to somebody else."""
        third = PersonFactory(with_account=True, given_name="Third", family_name="Person")
        row = open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON)
        night = night_file(person)
        record(
            night,
            verb="access.open_file",
            purpose=Purpose.EFFORTS,
            object_type="people.Person",
            object_id=third.pk,
            now=NOON,
        )
        record(
            dataclasses.replace(row, user_id=third.user_id), verb="access.open_file", purpose=Purpose.EFFORTS, now=NOON
        )

        assertNotContains(client.get(page()), "Third")


def letter(language="en"):
    with translation.override(language):
        return reverse("access:who_looked_letter")


@pytest.fixture
def printed(monkeypatch):
    """The words of each sheet on its way to the printer, which prints all the same."""
    sheets, print_it = [], paper.pdf

    def keep(template, words, **options):
        sheets.append(words)
        return print_it(template, words, **options)

    monkeypatch.setattr(paper, "pdf", keep)
    return sheets


class TestLetter:
    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("de", "Wer in Ihrem Dossier nachgesehen hat"),
            ("fr", "Qui a consulté votre dossier"),
            ("it", "Chi ha consultato il Suo incarto"),
            ("en", "Who looked at your file"),
        ],
    )
    def test_is_a_tagged_pdf_in_the_language_of_the_page(self, client, person, printed, language, expected):
        look(person.counsellor, person, at=clock.now())

        response = client.get(letter(language))

        assert (response["Content-Type"], b"pdfuaid" in response.content) == ("application/pdf", True)
        assert printed[-1]["title"] == expected
        assert printed[-1]["address"][0] == person.name
        assert "Renata Muster" in str(printed[-1]["days"])

    def test_says_when_nobody_looked(self, client, person, printed):
        client.get(letter())

        assert printed[-1]["none"] == "Nobody has looked in this time."

    def test_says_what_was_contested_and_answered(self, client, person, counsellor, printed):
        look(counsellor, person, at=clock.now())
        colleague = MembershipFactory(organisation=counsellor.organisation)
        file = open_own_file(acting_as(person), Purpose.WHO_LOOKED, now=NOON)
        contest = contest_visit(file, entry_id=LedgerEntry.objects.get().pk, reason="Not agreed.", now=NOON)
        answer_contest(acting_as_member(colleague), contest_id=contest.pk, answer="Monthly check.", now=NOON)

        client.get(letter())

        assert "You contested: Not agreed." in str(printed[-1])
        assert "Answer: Monthly check." in str(printed[-1])

    def test_leaves_no_row_and_holds_nobody_elses_visits(self, client, person, counsellor, printed):
        look(counsellor, PersonFactory(counsellor=counsellor), at=clock.now())

        client.get(letter())

        assert printed[-1]["days"] == []
        assert not LedgerEntry.objects.filter(person=person).exists()

    def test_is_hidden_from_somebody_who_acts_for_an_office(self, client, counsellor):
        client.force_login(counsellor.user)

        assert client.get(letter()).status_code == 404


class TestHats:
    @pytest.fixture
    def member(self, client):
        """Works for an office, and looks for work herself."""
        member = MembershipFactory(organisation__name="RAV Beispielstadt")
        PersonFactory(user=member.user)
        client.force_login(member.user)
        return member

    def test_are_shown_on_every_page_and_changed_in_one_step(self, client, member):
        response = client.get(reverse("accounts:language"))
        assertContains(response, "Counsellor, RAV Beispielstadt")
        assertContains(response, "Switch to: For myself")

        before = client.session.session_key
        client.post(reverse("access:hat"), {"hat": "self:"})

        assert client.session.session_key != before  # one that somebody read opens nothing any more
        assert client.get(page()).status_code == 200
        assertContains(client.get(page()), "Switch to: Counsellor, RAV Beispielstadt")

    @pytest.mark.parametrize("forged", ["operator:", "counsellor:999999", "", "self:1"])
    def test_that_the_account_does_not_have_are_not_found(self, client, member, forged):
        assert client.post(reverse("access:hat"), {"hat": forged}).status_code == 404

    def test_that_were_taken_away_fall_back_to_the_first_one_left(self, client, member):
        client.post(reverse("access:hat"), {"hat": f"counsellor:{member.organisation_id}"})
        member.ends_before = datetime.date(2020, 2, 1)
        member.save()

        assert client.get(page()).status_code == 200  # she acts for herself now

    def test_of_an_account_without_any_open_no_page_of_a_person(self, client):
        client.force_login(UserFactory())

        assert client.get(page()).status_code == 404

    def test_keep_their_names_unambiguous_to_a_forged_session(self, client, member):
        session = client.session
        session["hat"] = ["counsellor", {"x": 1}]
        session.save()

        assert client.get(reverse("accounts:language")).status_code == 200
