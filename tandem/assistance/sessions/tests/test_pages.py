"""The pages of both sides, each in a browser of its own."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.assistance.sessions.enums import EndReason, Hands, MarkKind, Way
from tandem.assistance.sessions.models import AssistedSession, Mark
from tandem.eservices.procedures.models import Answer, Filing
from tandem.eservices.procedures.services import open_draft
from tandem.eservices.procedures.tests.factories import KEY, answered, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.identity.access.enums import AuthorityKind, Presence, Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import CodeListFactory, code_of, with_app
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import a_helper, a_person, a_relative, granted, own_file
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory

TOGETHER = {"areas": ["efforts", "monthly_form"], "way": Way.DISTANCE}


def browser_of(user_id) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    return client


@pytest.fixture
def person():
    person = a_person()
    CodeListFactory(user=person.user)
    return person


@pytest.fixture
def helper():
    acting = a_helper()
    with_app(User.objects.get(pk=acting.user_id))
    return acting


@pytest.fixture
def hers(person):
    return browser_of(person.user_id)


@pytest.fixture
def his(helper):
    return browser_of(helper.user_id)


@pytest.fixture
def draft(person, declared):  # noqa: F811 - a fixture
    declared(purpose=Purpose.EFFORTS)
    now = clock.now()
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    return open_draft(file, key=KEY, subject=f"{clock.today():%Y-%m}", now=now)


def session_of(person) -> AssistedSession:
    return AssistedSession.objects.filter(person=person).order_by("-pk")[0]


def ask(hers, person, **facts) -> str:
    """She taps, chooses, and gets the code."""
    hers.post(reverse("sessions:start"), {**TOGETHER, **facts})
    return session_of(person).code


def meet(hers, his, person, **facts) -> AssistedSession:
    his.post(reverse("sessions:join"), {"code": ask(hers, person, **facts)})
    hers.post(reverse("sessions:accept"))
    return session_of(person)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def step_url(draft) -> str:
    return reverse("procedures:step", args=[draft.pk, "work"])


class TestStart:
    def test_chooses_what_the_page_was_about_where_she_tapped(self, hers, draft):
        for page, area in [
            (reverse("efforts:months"), "efforts"),
            (reverse("notifications:inbox"), "messages"),
            (step_url(draft), "efforts"),
        ]:
            shown = hers.get(reverse("sessions:start"), headers={"referer": f"http://testserver{page}"})
            assert shown.context["form"].initial["areas"] == [area]

    def test_chooses_nothing_for_a_page_of_another_site(self, hers):
        shown = hers.get(reverse("sessions:start"), headers={"referer": "https://example.com/en/my-efforts/"})

        assert shown.context["form"].initial["areas"] == []

    def test_keeps_what_she_chose_when_something_is_missing(self, hers):
        shown = hers.post(reverse("sessions:start"), {"way": Way.DISTANCE})

        assert "Choose at least one." in words(shown)

    def test_stands_in_the_menu_of_every_page_of_hers(self, hers, his):
        link = f'href="{reverse("sessions:start")}"'
        assert link in words(hers.get(reverse("homes:home")))
        assert link not in words(his.get(reverse("mandates:held")))


class TestMeeting:
    def test_shows_code_and_picture_then_who_comes_and_nothing_before_her_yes(self, hers, his, person, draft):
        code = ask(hers, person, way=Way.HER_DEVICE)
        page = words(hers.get(reverse("sessions:waiting")))
        assert f"{code[:3]} {code[3:]}" in page
        assert "data:image/svg+xml" in page

        his.post(reverse("sessions:join"), {"code": code})
        waiting = words(his.get(reverse("sessions:watch")))
        assert "Nothing of hers is shown yet" in waiting
        assert his.get(step_url(draft)).status_code == 404
        session = session_of(person)
        asks = words(hers.get(reverse("sessions:waiting")))
        assert session.helper.name in asks
        assert session.organisation.name in asks

        hers.post(reverse("sessions:accept"))
        assert "no form open that is part of this session" in words(his.get(reverse("sessions:watch")))

    def test_leads_back_to_the_page_where_she_tapped(self, hers, his, person, draft):
        hers.get(reverse("sessions:start"), headers={"referer": f"http://testserver{step_url(draft)}"})
        his.post(reverse("sessions:join"), {"code": ask(hers, person)})

        assert hers.post(reverse("sessions:accept"))["Location"] == step_url(draft)

    def test_a_no_shows_nothing(self, hers, his, person, draft):
        his.post(reverse("sessions:join"), {"code": ask(hers, person)})
        hers.post(reverse("sessions:decline"))

        assert session_of(person).end_reason == EndReason.DECLINED
        assert his.get(step_url(draft)).status_code == 404
        assert "session is over" in words(his.get(reverse("sessions:watch"), follow=True))

    def test_a_wrong_code_keeps_the_page(self, his):
        shown = his.post(reverse("sessions:join"), {"code": "000000"})

        assert shown.status_code == 200
        assert "This code is not right" in words(shown)

    def test_tells_whoever_is_no_helper_how_to_become_one(self, hers, client):
        for browser in (hers, client):
            assert "you need a helper&#x27;s account" in words(browser.get(reverse("sessions:join")))
        assert reverse("account_login") in words(client.get(reverse("sessions:join"), {"code": "123456"}))

    def test_a_volunteer_comes_in_her_own_name(self, hers, person):
        volunteer = a_relative(volunteer=True)
        with_app(User.objects.get(pk=volunteer.user_id))
        his = browser_of(volunteer.user_id)
        his.post(reverse("sessions:join"), {"code": ask(hers, person)})

        assert "in nobody's name" in words(hers.get(reverse("sessions:waiting")))

    def test_the_code_of_the_picture_stands_in_the_field(self, his):
        assert 'value="123456"' in words(his.get(reverse("sessions:join"), {"code": "123456"}))


class TestBanner:
    def test_says_on_both_sides_who_is_here_and_whose_hands_type(self, hers, his, person):
        session = meet(hers, his, person)
        for browser in (hers, his):
            page = words(browser.get(reverse("homes:privacy")))
            assert f"<strong>{person.name}</strong> with <strong>{session.helper.name}</strong>" in page
            assert f"{person.name} types." in page
            assert "minutes left" in page

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        for browser in (hers, his):
            assert f"{session.helper.name} types." in words(browser.get(reverse("homes:privacy")))

    def test_costs_nothing_for_who_is_in_none(self, hers):
        with CaptureQueriesContext(connection) as captured:
            hers.get(reverse("homes:privacy"))

        assert not [query for query in captured.captured_queries if "assisted" in query["sql"]]

    def test_is_gone_with_the_end_on_either_side(self, hers, his, person):
        meet(hers, his, person)
        his.post(reverse("sessions:end"))

        assert session_of(person).end_reason == EndReason.HELPER
        assert "session-banner" not in words(hers.get(reverse("homes:privacy")))
        assert "session-banner" not in words(his.get(reverse("homes:privacy")))

    def test_is_gone_with_a_log_out(self, hers, his, person):
        meet(hers, his, person)
        hers.post(reverse("account_logout"))

        assert session_of(person).end_reason == EndReason.LOG_OUT
        assert "session-banner" not in words(his.get(reverse("homes:privacy")))


def _queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)


class TestWatch:
    def test_shows_the_page_she_has_open_with_her_answers_and_their_author(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.post(step_url(draft), {"worked": "yes", "wage": "120.50", "seen-worked": "0"})
        hers.get(step_url(draft))

        page = his.get(reverse("sessions:watch"))

        assert page.context["page"]["step"] == "work"
        assert "Together" in words(page)
        assert 'data-live-field="worked"' in words(page)
        assert Answer.objects.filter(draft=draft)[0].presence == Presence.TOGETHER_OWN_HANDS

    def test_shows_nothing_of_a_form_that_is_not_part_of_it(self, hers, his, person, draft):
        meet(hers, his, person, areas=["search"])
        hers.get(step_url(draft))

        assert "no form open that is part of this session" in words(his.get(reverse("sessions:watch")))
        assert his.get(step_url(draft)).status_code == 404

    def test_his_typing_waits_for_the_hands(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        assert his.post(step_url(draft), {"worked": "yes"}).status_code == 404

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        his.post(step_url(draft), {"worked": "no", "seen-worked": "0"})

        answer = Answer.objects.get(draft=draft, field="worked")
        assert answer.presence == Presence.TOGETHER_HELPER_HANDS
        assert answer.capacity == "helper"

    def test_he_never_takes_the_hands_nor_files(self, hers, his, person, draft):
        meet(hers, his, person)
        his.post(reverse("sessions:hands"), {"to": "helper"})
        assert session_of(person).hands == Hands.PERSON

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        his.post(reverse("procedures:check", args=[draft.pk]), {"seen": "x"})
        assert not Filing.objects.filter(person=person).exists()


class TestMarks:
    def test_a_point_lights_up_on_her_page_and_a_newer_one_takes_its_place(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        for _number in range(2):
            his.post(reverse("sessions:mark"), {"field": "worked", "kind": "point"})

        page = words(hers.get(step_url(draft)))

        assert "session-mark--point" in page
        assert "points at a question on this page" in page
        mark = Mark.objects.get(closed_at=None)
        hers.post(reverse("sessions:close_mark", args=[mark.pk]), {"next": step_url(draft)})
        assert "session-mark--point" not in words(hers.get(step_url(draft)))

    def test_a_question_is_answered_beside_the_field(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        his.post(reverse("sessions:mark"), {"field": "worked", "kind": "question", "words": "Also in the first week?"})
        assert "Also in the first week?" in words(hers.get(step_url(draft)))

        mark = Mark.objects.get(kind=MarkKind.QUESTION)
        hers.post(reverse("sessions:close_mark", args=[mark.pk]), {"answer": "Yes, two days."})

        assert "Yes, two days." in words(his.get(reverse("sessions:watch")))

    def test_a_hint_needs_words(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        shown = his.post(reverse("sessions:mark"), {"field": "worked", "kind": "hint", "words": " "}, follow=True)

        assert "Write a few words" in words(shown)
        assert not Mark.objects.exists()

    @pytest.mark.parametrize("facts", [{"field": "nothing", "kind": "point"}, {"field": "worked", "kind": "shout"}])
    def test_an_unknown_field_or_kind_is_not_found(self, hers, his, person, draft, facts):
        meet(hers, his, person)
        hers.get(step_url(draft))

        assert his.post(reverse("sessions:mark"), facts).status_code == 404

    def test_somebody_else_s_mark_is_not_found(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        his.post(reverse("sessions:mark"), {"field": "worked", "kind": "point"})
        other = a_person()
        others = browser_of(other.user_id)
        ask(others, other)

        assert others.post(reverse("sessions:close_mark", args=[Mark.objects.get().pk])).status_code == 404

    def test_a_page_with_many_costs_as_much_as_with_one(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        his.post(reverse("sessions:mark"), {"field": "worked", "kind": "hint", "words": "One."})
        one = _queries(hers, step_url(draft))
        for number in range(5):
            his.post(reverse("sessions:mark"), {"field": "worked", "kind": "hint", "words": f"Hint {number}."})

        assert _queries(hers, step_url(draft)) == one


class TestOnTheHelpersDevice:
    @pytest.fixture
    def present(self, person, helper):
        return granted(person, helper, Terms({Purpose.EFFORTS: Reach.BE_PRESENT}, Duration.ONE_MONTH), now=clock.now())

    def begin(self, his, person) -> AssistedSession:
        his.post(reverse("sessions:beside", args=[person.pk]), {"areas": ["efforts"]})
        return session_of(person)

    def test_needs_a_mandate_of_this_person(self, his, present):
        assert his.get(reverse("sessions:beside", args=[a_person().pk])).status_code == 404

    def test_opens_with_her_code_and_not_before(self, his, person, present, draft):
        self.begin(his, person)
        assert his.get(step_url(draft)).status_code == 404

        his.post(reverse("sessions:presence"), {"code": code_of(1)})

        assert his.get(step_url(draft)).status_code == 200
        his.post(step_url(draft), {"worked": "no", "seen-worked": "0"})
        answer = Answer.objects.get(draft=draft, field="worked")
        assert answer.presence == Presence.TOGETHER_OWN_HANDS

    def test_never_asks_for_her_password(self, his, person, present):
        self.begin(his, person)
        page = words(his.get(reverse("sessions:presence")))

        assert 'type="password"' not in page
        assert person.name in page

    def test_a_wrong_code_opens_nothing(self, his, person, present, draft):
        self.begin(his, person)
        shown = his.post(reverse("sessions:presence"), {"code": "ACE34934"})

        assert "This code is not right" in words(shown)
        assert session_of(person).started_at is None

    def test_she_signs_with_a_code_and_only_then_it_is_filed(self, his, person, present, draft):
        self.begin(his, person)
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        answered(person, subject=draft.subject, now=clock.now(), purpose=Purpose.EFFORTS)
        check = his.get(reverse("procedures:check", args=[draft.pk]))
        seen = check.context["review"].seen
        assert "Sign and file" in words(check)

        sign = reverse("sessions:sign", args=[draft.pk])
        his.post(sign, {"seen": seen, "code": ""})
        his.post(sign, {"seen": seen, "code": code_of(1)})
        assert not Filing.objects.filter(person=person).exists()

        shown = his.post(sign, {"seen": seen, "code": code_of(2)}, follow=True)

        filing = Filing.objects.get(person=person)
        assert (filing.authority, filing.presence) == (AuthorityKind.SESSION, Presence.TOGETHER_OWN_HANDS)
        assert "Together, own hands" in words(shown)
        assert "presence" not in str(filing.content.payload)

    def test_the_end_of_the_mandate_shuts_the_open_session(self, his, person, present, draft):
        self.begin(his, person)
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        assert his.get(step_url(draft)).status_code == 200

        end_mandate(own_file(person, now=clock.now()), mandate_id=present.pk, now=clock.now())

        assert his.get(step_url(draft)).status_code == 404
        assert "session-banner" not in words(his.get(reverse("homes:privacy")))


class TestAfterAPause:
    def pause(self, session) -> None:
        long_ago = clock.now() - datetime.timedelta(minutes=16)
        AssistedSession.objects.filter(pk=session.pk).update(
            opened_at=long_ago,
            joined_at=long_ago,
            waits_until=long_ago + datetime.timedelta(minutes=1),
            started_at=long_ago,
            presence_proved_at=long_ago,
            active_at=long_ago,
            ends_at=long_ago + datetime.timedelta(minutes=60),
        )

    def test_his_page_is_covered(self, hers, his, person, draft):
        session = meet(hers, his, person)
        hers.get(step_url(draft))
        self.pause(session)

        assert "Her page is covered" in words(his.get(reverse("sessions:watch")))
        assert his.get(step_url(draft)).status_code == 404

    def test_what_she_wrote_waits_for_her_proof_and_is_kept_with_it(self, hers, his, person, draft):
        session = meet(hers, his, person)
        self.pause(session)
        asked = hers.post(step_url(draft), {"worked": "no", "seen-worked": "0"})
        assert "are you still there" in words(asked)
        assert '<input type="hidden" name="worked" value="no">' in words(asked)
        assert not Answer.objects.exists()

        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0", "presence_code": code_of(1)})

        assert Answer.objects.get(field="worked").presence == Presence.TOGETHER_OWN_HANDS

    def test_a_wrong_code_keeps_it_waiting(self, hers, his, person, draft):
        session = meet(hers, his, person)
        self.pause(session)
        shown = hers.post(step_url(draft), {"worked": "no", "presence_code": "ACE34934"})

        assert "This code is not right" in words(shown)
        assert not Answer.objects.exists()

    def test_she_may_go_on_alone_and_the_session_ends(self, hers, his, person, draft):
        session = meet(hers, his, person)
        self.pause(session)
        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0", "presence_alone": "1"})

        assert Answer.objects.get(field="worked").presence == Presence.ALONE
        assert session_of(person).end_reason == EndReason.PERSON

    def test_the_script_that_keeps_answers_is_told_in_words(self, hers, his, person, draft):
        session = meet(hers, his, person)
        self.pause(session)
        said = hers.post(reverse("procedures:keep", args=[draft.pk, "work"]), {"worked": "no", "field": "worked"})

        assert "not proved that the person is there" in said.json()["message"]


def test_another_counsellor_s_helper_hat_cannot_join_where_she_decides(hers, person):
    membership = MembershipFactory(helper=True)
    with_app(membership.user)
    MembershipFactory(user=membership.user, organisation=person.office)
    his = browser_of(membership.user_id)
    hat = f"helper:{membership.organisation_id}"
    his.post(reverse("access:hat"), {"hat": hat})
    shown = his.post(reverse("sessions:join"), {"code": ask(hers, person)})

    assert "benefits are decided" in words(shown)
