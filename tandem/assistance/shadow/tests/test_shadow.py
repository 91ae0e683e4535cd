import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from tandem.assistance.shadow import marks, rules, selectors, services
from tandem.assistance.shadow.middleware import COOKIE
from tandem.assistance.shadow.models import MonthlyRate, Sighting
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import VISITOR, Acting, system
from tandem.identity.accounts.signals import account_closed
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.people.tests.factories import PersonFactory

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPD 6 al. 4")
HELPER_PHONE = "+41790000099"


def an_account() -> Acting:
    return Acting(capacity=Capacity.SELF, user_id=UserFactory().pk)


def seen(*, device="", phones=frozenset(), is_helpers=False, acting=None, now=NOON) -> Acting:
    acting = acting or an_account()
    asked(acting, device=device, phones=phones, is_helpers=is_helpers, now=now)
    return acting


def asked(acting, *, device="", phones=frozenset(), is_helpers=False, now=NOON) -> bool:
    device = device or marks.new_cookie()
    return services.see(acting, device=device, phones=set(phones), emails=set(), is_helpers=is_helpers, now=now)


class TestRules:
    @pytest.mark.parametrize(("accounts", "asked"), [(1, False), (2, False), (3, True), (11, True), (12, False)])
    def test_ask_between_a_couple_and_a_public_computer(self, accounts, asked):
        assert rules.looks_shared(accounts) is asked

    def test_leave_out_whoever_said_why(self):
        assert rules.in_question({("device", "x"): {"a", "b", "c"}}, {"b"}) == {"a", "c"}

    @given(st.integers(0, 500), st.integers(0, 500))
    def test_publish_nothing_about_few_accounts(self, part, rest):
        shown = rules.per_thousand(part, part + rest)

        assert (shown is None) == (part < 5 or rest < 5)


class TestAskedAccounts:
    def test_share_a_device_with_two_others(self):
        accounts = [an_account() for _number in range(3)]

        assert [asked(one, device="d") for one in accounts] == [False, False, True]
        assert asked(accounts[0])  # whatever she comes with: it is remembered

    def test_are_not_a_couple_with_one_phone(self):
        accounts = [seen(phones=[HELPER_PHONE]) for _number in range(2)]

        assert not any(asked(one) for one in accounts)

    def test_are_not_those_of_a_public_computer(self):
        accounts = [seen(device="library") for _number in range(12)]

        assert not any(asked(one) for one in accounts)

    def test_include_the_helper_whose_number_stands_in_their_files(self):
        helper = seen(phones=[HELPER_PHONE], is_helpers=True)
        for _number in range(3):
            seen(phones=[HELPER_PHONE])

        assert asked(helper, is_helpers=True)

    def test_do_not_count_the_helper_herself(self):
        helper = seen(device="d", is_helpers=True)
        seen(device="d")

        assert not asked(an_account(), device="d")
        assert not asked(helper, device="d", is_helpers=True)

    def test_are_not_added_up_over_their_things(self):
        for number in range(2):
            seen(device="d")
            seen(phones=[f"+4179000001{number}"])

        one = an_account()

        assert not asked(one, phones=["+41790000010", "+41790000011"])
        assert asked(one, device="d")

    def test_are_left_alone_for_a_year_after_they_said_that_it_is_shared(self):
        family = [seen(device="d") for _number in range(3)]
        services.say_shared(family[0], now=NOON)

        assert not asked(family[0])
        assert asked(family[1])

    def test_are_forgotten_after_thirty_days(self):
        accounts = [seen(device="d") for _number in range(3)]

        assert not asked(accounts[0], now=NOON + 31 * DAY)
        services.reckon(PLATFORM, now=NOON + 31 * DAY)
        assert Sighting.objects.get().seen_on == (NOON + 31 * DAY).date()


class TestWhatIsKept:
    def test_names_neither_account_nor_device_nor_number(self):
        acting = seen(device="cookie-of-a-browser", phones=[HELPER_PHONE])

        kept = str(list(Sighting.objects.order_by("pk").values()))

        assert HELPER_PHONE not in kept
        assert "cookie-of-a-browser" not in kept
        assert marks.of_account(acting.user_id) in kept
        assert {field.name for field in Sighting._meta.get_fields() if field.is_relation} == set()

    def test_goes_with_the_account(self):
        acting = seen(device="d")

        account_closed.send(self, user_id=acting.user_id)

        assert not Sighting.objects.exists()

    def test_is_one_row_per_thing_however_often_she_comes(self):
        acting = seen(device="d")
        seen(device="d", acting=acting, now=NOON + DAY)

        assert Sighting.objects.get().seen_on == (NOON + DAY).date()

    def test_is_noted_for_nobody_who_has_no_account(self):
        with pytest.raises(Hidden):
            seen(acting=VISITOR)


class TestTheRate:
    def test_is_written_each_day_and_published_once_the_month_is_over(self):
        for number in range(40):
            seen(device=f"own {number}")
        for number in range(10):
            seen(device=f"shared {number % 2}")

        services.reckon(PLATFORM, now=NOON)
        services.reckon(PLATFORM, now=NOON)

        assert (MonthlyRate.objects.get().accounts, MonthlyRate.objects.get().in_question) == (50, 10)
        assert selectors.public_rates(now=NOON) == []
        (rate,) = selectors.public_rates(now=NOON + 30 * DAY)
        assert rate.per_thousand == 200

    def test_is_reckoned_by_the_platform_alone(self):
        with pytest.raises(Hidden):
            services.reckon(an_account(), now=NOON)

    def test_stands_on_the_public_page_hidden_when_small(self, client):
        MonthlyRate.objects.create(month=datetime.date(2025, 1, 1), accounts=900, in_question=4)
        MonthlyRate.objects.create(month=datetime.date(2025, 2, 1), accounts=900, in_question=9)

        response = client.get(reverse("helplog:screens"))

        assert [rate.per_thousand for rate in selectors.public_rates(now=NOON)] == [10, None]
        assertContains(response, "hidden")


class TestLoggingIn:
    PASSWORD = "zwei-raeder-ein-weg"

    def comes(self, client, person):
        """A log-in with the password alone; the browser keeps its cookie afterwards."""
        person.user.set_password(self.PASSWORD)
        person.user.save()
        client.post(reverse("account_login"), {"login": person.user.username, "password": self.PASSWORD})
        assert client.session["_auth_user_id"] == str(person.user_id)
        home = client.get(reverse("homes:home"))
        client.post(reverse("account_logout"))
        return home

    def test_from_one_browser_asks_the_third_person_gently(self, client):
        people = [PersonFactory(with_account=True) for _number in range(3)]

        homes = [self.comes(client, person) for person in people]

        for home in homes[:2]:
            assertNotContains(home, "There is a way without your password.")
        assertContains(homes[2], "There is a way without your password.")
        assertContains(homes[2], "No office and no fund hears of this.")
        assert client.cookies[COOKIE]["httponly"]

    def test_is_quiet_once_she_said_that_it_is_shared(self, client):
        people = [PersonFactory(with_account=True) for _number in range(3)]
        for person in people:
            self.comes(client, person)
        client.force_login(people[2].user)

        client.post(reverse("shadow:shared"))
        client.logout()

        assertNotContains(self.comes(client, people[2]), "There is a way without your password.")

    def test_gives_a_visitor_no_cookie(self, client):
        client.get(reverse("ads:search"))

        assert COOKIE not in client.cookies
