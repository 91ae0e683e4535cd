"""The second step of the log-in, as a browser without scripts plays it."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.clock import now
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors.models import FactorSettings, SentCode
from tandem.identity.factors.tests.factories import (
    CodeListFactory,
    KeyFactory,
    app_code,
    code_of,
    sent_code,
    with_app,
    with_sms,
)
from tandem.identity.factors.tests.steps import is_in

PAGE = "/en/log-in/second-factor/"


class TestPassword:
    def test_alone_opens_an_account_without_second_factor(self, client, enter, user):
        assertRedirects(enter(user), "/en/", fetch_redirect_response=False)
        assert is_in(client)

    def test_alone_opens_nothing_else(self, client, enter, user):
        with_app(user)

        assertRedirects(enter(user), PAGE)
        assert not is_in(client)

    @pytest.mark.parametrize(
        "name", ["people:me", "factors:index", "factors:app", "factors:list", "accounts:language"]
    )
    def test_does_not_let_anybody_skip_the_second_step(self, client, enter, user, name):
        with_app(user)
        enter(user)

        response = client.get(reverse(name))

        assert response.status_code == 302
        assert reverse("account_login") in response.url

    def test_is_asked_first(self, client):
        assertRedirects(client.get(PAGE), reverse("account_login"))
        assertRedirects(client.post(PAGE, {"way": "app", "code": "123456"}), reverse("account_login"))

    def test_is_forgotten_a_quarter_of_an_hour_later(self, client, enter, user, clock):
        with_app(user)
        began = clock.freeze(NOON)
        enter(user)

        clock.freeze(began + datetime.timedelta(minutes=16))
        response = client.post(PAGE, {"way": "app", "code": app_code(now())})

        assertContains(client.get(response.url), "Your password was typed too long ago.")
        assert not is_in(client)

    def test_that_is_forgotten_leaves_her_wish(self, client, user, clock):
        with_app(user)
        began = clock.freeze(NOON)
        wanted = reverse("people:me")
        client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD, "next": wanted})

        clock.freeze(began + datetime.timedelta(minutes=16))

        assertRedirects(client.get(PAGE), f"{reverse('account_login')}?next={wanted}", fetch_redirect_response=False)

    def test_is_answered_the_same_whichever_factors_there_are(self, client, user):
        with_app(user)

        wrong = client.post(reverse("account_login"), {"login": "mila", "password": "wrong"})
        unknown = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

        assert (wrong.status_code, unknown.status_code) == (200, 200)
        assertRedirects(client.get(PAGE), reverse("account_login"))


class TestCode:
    """Leads where she was going."""

    def test_leads_where_the_log_in_was_asked_for(self, client, user):
        with_app(user)
        wanted = reverse("people:me")
        log_in = client.get(wanted).url
        fields = {"login": user.username, "password": PASSWORD, "next": wanted}
        assertContains(client.get(log_in), f'<input type="hidden" name="next" value="{wanted}">', html=True)

        client.post(log_in, fields)

        assertRedirects(type_code(client), wanted, fetch_redirect_response=False)

    def test_leads_to_what_she_opened_last_before_she_typed_it(self, client, enter, user):
        with_app(user)
        enter(user)
        wanted = reverse("people:me")

        assertRedirects(client.get(client.get(wanted).url), PAGE)

        assertRedirects(type_code(client), wanted, fetch_redirect_response=False)

    def test_leads_to_no_other_site(self, client, enter, user):
        with_app(user)
        enter(user)
        client.get(reverse("account_login"), {"next": "https://evil.example.com/"})

        assertRedirects(type_code(client), "/en/", fetch_redirect_response=False)

    def test_of_a_factor_that_is_gone_shows_another_way(self, client, enter, user):
        CodeListFactory(user=with_app(user))
        enter(user)
        Authenticator.objects.filter(user=user).delete()

        page = type_code(client)

        assertContains(page, "Code no. 1 of your list")
        assert not is_in(client)

    def test_of_the_last_factor_that_is_gone_leads_back_to_the_password(self, client, enter, user):
        with_app(user)
        enter(user)
        Authenticator.objects.filter(user=user).delete()

        assertRedirects(type_code(client), reverse("account_login"), fetch_redirect_response=False)

    def test_that_is_not_sent_any_more_today_is_not_missed_in_the_field(self, client, enter, user):
        with_sms(user)
        enter(user)
        for _time in range(6):
            page = client.post(PAGE, {"way": "sms", "send": "1"})

        assertContains(page, "That did not work yet.")
        assertNotContains(page, "Type the code.")

    def test_that_is_missing_is_asked_for_in_words(self, client, enter, user):
        with_app(user)
        enter(user)

        assertContains(client.post(PAGE, {"way": "app", "code": ""}), "Type the code.")


def type_code(client):
    return client.post(PAGE, {"way": "app", "code": app_code(now())})


class TestAnotherAccount:
    def test_begins_anew_at_the_password(self, client, enter, user):
        with_app(user)
        enter(user)
        assertContains(client.get(PAGE), "Log in with another account")

        response = client.post(reverse("account_logout"), {"next": reverse("account_login")})

        assertRedirects(response, reverse("account_login"))
        assertRedirects(type_code(client), reverse("account_login"))


class TestWays:
    def test_show_the_preferred_one_and_link_to_each_other_one(self, client, enter, user):
        CodeListFactory(user=with_app(with_sms(user)))
        FactorSettings.objects.filter(user=user).update(preferred="list")
        enter(user)

        page = client.get(PAGE)

        assertContains(page, "Code no. 1 of your list")
        assertContains(page, '<a class="govuk-link" href="?way=app">Authenticator app</a>', html=True)
        assertContains(page, '<a class="govuk-link" href="?way=sms">Code by SMS</a>', html=True)
        assertContains(client.get(PAGE, {"way": "app"}), "type the 6 digits it shows")

    def test_offer_none_that_she_does_not_have(self, client, enter, user):
        with_app(user)
        enter(user)

        page = client.get(PAGE, {"way": "sms"})

        assertContains(page, "type the 6 digits it shows")
        assertNotContains(page, "Another way</h2>")

    def test_say_that_a_key_needs_javascript(self, client, enter, user):
        KeyFactory(user=user)
        enter(user)

        assertContains(client.get(PAGE), "This way needs JavaScript")

    def test_of_a_used_up_list_lead_to_the_desk(self, client, enter, user):
        CodeListFactory(user=user, lines=0)
        enter(user)

        page = client.get(PAGE)

        assertContains(page, "All codes of your list are used.")
        assertContains(page, "Go to the desk of your office")


class TestSms:
    def test_is_sent_with_the_password_and_opens(self, client, enter, user):
        with_sms(user)
        enter(user)

        assertContains(client.get(PAGE), "+41 ** *** ** 07")
        response = client.post(PAGE, {"way": "sms", "code": sent_code()})

        assertRedirects(response, "/en/", fetch_redirect_response=False)
        assert is_in(client)

    def test_never_shows_the_whole_number(self, client, enter, user):
        with_sms(user)
        enter(user)

        assertNotContains(client.get(PAGE), "79000")

    def test_is_sent_anew_on_demand_and_not_by_looking(self, client, enter, user):
        with_sms(user)
        enter(user)
        client.get(PAGE)
        client.get(PAGE)
        assert SentCode.objects.count() == 1

        client.post(PAGE, {"way": "sms", "send": "1"})

        assert SentCode.objects.count() == 2

    def test_is_not_sent_to_whoever_prefers_something_else(self, client, enter, user):
        FactorSettings.objects.filter(user=with_app(with_sms(user))).update(preferred="app")
        enter(user)

        assert SentCode.objects.count() == 0
        assertContains(client.get(PAGE, {"way": "sms"}), "Send me a code")

    def test_says_that_it_could_not_be_sent(self, client, enter, user):
        with_sms(user)
        enter(user)
        Outgoing.objects.update(state=State.FAILED, fault=Fault.REFUSED, next_attempt_at=None)

        assertContains(client.get(PAGE), "The SMS could not be sent. Send it again, or choose another way.")

    def test_is_not_sent_forty_times_to_somebody_whose_password_is_known(self, client, enter, user):
        with_sms(user)
        for _ in range(8):
            enter(user)
            client.post(PAGE, {"way": "sms", "send": "1"})
            client.logout()

        assert SentCode.objects.count() == 5
        enter(user)
        assertContains(client.post(PAGE, {"way": "sms", "send": "1"}), "We have sent many codes to this phone")

    def test_is_not_sent_to_one_phone_through_many_accounts(self, client, enter):
        for number in range(25):
            enter(with_sms(UserFactory(username=f"mila-{number}", with_password=True)))
            client.logout()

        assert SentCode.objects.count() == 20

    def test_names_no_benefit_and_asks_for_no_answer(self, enter, user):
        enter(with_sms(user))

        assert Outgoing.objects.get().body == (
            f"Tandem: your code is {sent_code()}. It is valid for 10 minutes. Tell it to nobody, not even to us."
        )


class TestCodes:
    @pytest.mark.parametrize(("way", "code"), [("app", lambda: app_code(now())), ("list", lambda: code_of(1))])
    def test_open(self, client, enter, user, way, code):
        CodeListFactory(user=with_app(user))
        enter(user)

        assertRedirects(client.post(PAGE, {"way": way, "code": code()}), "/en/", fetch_redirect_response=False)
        assert is_in(client)

    def test_that_are_wrong_are_refused_on_the_page(self, client, enter, user):
        with_app(user)
        enter(user)

        response = client.post(PAGE, {"way": "app", "code": "000000"})

        assertContains(response, '<a href="#id_code">This code is not right, or it was used or is too old.')
        assertContains(response, "That did not work yet.")
        assert not is_in(client)

    def test_of_a_list_that_are_wrong_are_looked_for_by_their_number(self, client, enter, user):
        CodeListFactory(user=user)
        enter(user)

        assertContains(client.post(PAGE, {"way": "list", "code": "ACE3ACE3"}), "Look for the code with the number")

    def test_are_not_kept_by_the_browser_and_not_written_back(self, client, enter, user):
        with_app(user)
        enter(user)

        response = client.post(PAGE, {"way": "app", "code": "004711"})

        assert "no-store" in response["Cache-Control"]
        assertNotContains(response, "004711")

    def test_of_one_account_do_not_open_another_ones_half_log_in(self, client, enter, user):
        with_app(user)
        CodeListFactory(user=UserFactory())
        enter(user)

        client.post(PAGE, {"way": "list", "code": code_of(1)})

        assert not is_in(client)

    def test_give_the_session_a_new_key(self, client, enter, user):
        with_app(user)
        enter(user)
        half = client.session.session_key

        client.post(PAGE, {"way": "app", "code": app_code(now())})

        assert client.session.session_key != half
