"""How the two meet, page by page, and what the banner says."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.assistance.sessions.enums import EndReason, Way
from tandem.assistance.sessions.tests.browsers import ask, browser_of, meet, session_of, step_url, words
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import with_app
from tandem.identity.mandates.tests.factories import a_relative
from tandem.identity.organisations.tests.factories import MembershipFactory


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
        assert "no page open that is part of this session" in words(his.get(reverse("sessions:watch")))

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

        assert not [query for query in captured.captured_queries if "assisted" in (query["sql"] or "")]

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


def test_another_counsellor_s_helper_hat_cannot_join_where_she_decides(hers, person):
    membership = MembershipFactory(helper=True)
    with_app(membership.user)
    MembershipFactory(user=membership.user, organisation=person.office)
    his = browser_of(membership.user_id)
    hat = f"helper:{membership.organisation_id}"
    his.post(reverse("access:hat"), {"hat": hat})
    shown = his.post(reverse("sessions:join"), {"code": ask(hers, person)})

    assert "benefits are decided" in words(shown)
