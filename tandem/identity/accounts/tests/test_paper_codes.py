import datetime
import threading

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertRedirects

from tandem.foundation import clock as time
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.accounts import rules
from tandem.identity.accounts.models import PaperCode, User
from tandem.identity.accounts.services import paper_codes
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory

BODIES = st.text(alphabet=rules.SIGNS, min_size=rules.BODY, max_size=rules.BODY)


@pytest.fixture
def counsellor():
    return Acting(capacity=Capacity.COUNSELLOR, user_id=UserFactory().pk, organisation_id=1)


@pytest.fixture
def printed(counsellor):
    return paper_codes.issue_sign_up_code(counsellor, name="Selam Tesfay", language=Language.FR, now=time.now())


def type_code(client, code):
    return client.post(reverse("accounts:paper_code"), {"code": code})


def choose(client, username="selam", password=PASSWORD):
    return client.post(
        reverse("accounts:use_paper_code"),
        {"username": username, "password1": password, "password_again": password},
    )


@pytest.mark.without_database
class TestCheckGroup:
    @given(BODIES, st.integers(0, rules.BODY - 1), st.sampled_from(rules.SIGNS))
    def test_notices_every_mistyped_sign(self, body, place, sign):
        mistyped = body[:place] + sign + body[place + 1 :]

        assert (rules.check_group(mistyped) == rules.check_group(body)) == (mistyped == body)

    @given(BODIES, st.integers(0, rules.BODY - 2))
    def test_notices_two_exchanged_neighbours(self, body, place):
        exchanged = body[:place] + body[place + 1] + body[place] + body[place + 2 :]

        assert (rules.check_group(exchanged) == rules.check_group(body)) == (exchanged == body)

    @given(BODIES)
    def test_reads_what_is_printed_in_any_case_and_grouping(self, body):
        code = rules.printed(body)

        assert rules.typed(code.lower()) == rules.typed(code.replace("-", " ")) == body

    @pytest.mark.parametrize("text", ["", "K7WP", "K7WP-4MXR-2D-2D", "O0IL-4MXR-2D", "ẞẞẞẞ-ẞẞẞẞ-ẞẞ"])
    def test_refuses_what_cannot_be_a_code(self, text):
        with pytest.raises(ValueError, match="mistyped"):
            rules.typed(text)


class TestSignUpOnPaper:
    def test_opens_an_account_without_e_mail_and_logs_in(self, client, printed):
        assertRedirects(type_code(client, printed.code.lower()), "/fr/code/account/")

        response = choose(client)

        assert response.url == "/fr/"
        user = get_user(client)
        assert (user.username, user.name, user.email, user.language) == ("selam", "Selam Tesfay", None, "fr")

    def test_suggests_a_login_name_that_is_free(self, client, printed):
        UserFactory(username="selam.tesfay")
        type_code(client, printed.code)

        assertContains(client.get(reverse("accounts:use_paper_code")), 'value="selam.tesfay2"')

    def test_refuses_a_login_name_that_somebody_has_and_keeps_the_code(self, client, printed):
        UserFactory(username="selam")
        type_code(client, printed.code)

        assertContains(choose(client, "SELAM"), "Somebody has this login name already.")
        assert choose(client, "selam.t").status_code == 302

    @pytest.mark.parametrize("password", ["selam.tesfay", "qwerty123456", "short"])
    def test_refuses_a_password_that_is_guessed(self, client, printed, password):
        type_code(client, printed.code)

        assert set(choose(client, password=password).context["form"].errors) == {"password1"}

    def test_counts_once(self, client, printed):
        type_code(client, printed.code)
        choose(client)

        assertContains(type_code(Client(), printed.code), "This code opens nothing, or no longer does.")

    def test_of_two_at_once_opens_one(self, client, printed):
        other = Client()
        for browser in (client, other):
            type_code(browser, printed.code)
        choose(client, "selam")

        assertRedirects(choose(other, "somebody.else"), reverse("accounts:paper_code"))
        assert not User.objects.filter(username="somebody.else").exists()

    def test_gives_the_same_answer_to_a_wrong_an_expired_and_a_used_code(self, client, printed, counsellor, clock):
        used = paper_codes.issue_sign_up_code(counsellor, name="Other", language=Language.DE, now=time.now())
        PaperCode.objects.filter(name="Other").update(used_at=time.now(), account=UserFactory())
        long_ago = time.now() - paper_codes.VALID_FOR
        expired = paper_codes.issue_sign_up_code(counsellor, name="Late", language=Language.DE, now=long_ago)

        answers = {
            str(type_code(client, code).context["form"].errors)
            for code in (used.code, expired.code, rules.printed("2" * rules.BODY))
        }

        assert len(answers) == 1

    def test_tells_a_mistyped_code_without_counting_it(self, client, printed):
        for _ in range(30):
            assertContains(type_code(client, printed.code[:-1] + "?"), "The code is mistyped.")

        assert type_code(client, printed.code).status_code == 302

    def test_stops_whoever_guesses(self, client, printed):
        for _ in range(paper_codes.PER_ADDRESS.attempts):
            type_code(client, rules.printed("2" * rules.BODY))

        assertContains(type_code(client, printed.code), "Too many attempts.")

    def test_waits_ten_minutes_for_the_next_page(self, client, counsellor, clock):
        began = clock.freeze("2026-04-02 09:00")
        printed = paper_codes.issue_sign_up_code(counsellor, name="Selam", language=Language.EN, now=time.now())
        type_code(client, printed.code)
        clock.freeze(began + datetime.timedelta(minutes=10, seconds=1))

        assertRedirects(choose(client), reverse("accounts:paper_code"))

    def test_leaves_the_session_behind_that_somebody_prepared(self, client, printed):
        client.get(reverse("accounts:paper_code"))
        session = client.session
        session["left"] = "by somebody else"
        session.save()
        client.cookies["sessionid"] = before = session.session_key

        type_code(client, printed.code)

        assert client.session.session_key != before
        thief = Client()
        thief.cookies["sessionid"] = before
        assertRedirects(choose(thief), reverse("accounts:paper_code"))

    def test_keeps_no_code_in_the_clear(self, printed):
        row = PaperCode.objects.values().get()

        assert rules.typed(printed.code) not in str(row)
        assert printed.code not in repr(printed)


@pytest.mark.django_db(transaction=True)
def test_a_code_used_by_ten_at_once_opens_one_account(counsellor):
    printed = paper_codes.issue_sign_up_code(counsellor, name="Selam", language=Language.FR, now=time.now())
    found = paper_codes.recognise(VISITOR, code=printed.code, address="192.0.2.1", now=time.now())
    refused = []

    def use(number):
        try:
            paper_codes.open_account(
                VISITOR, code_id=found.pk, username=f"selam{number}", password=PASSWORD, now=time.now()
            )
        except paper_codes.UnknownCode:
            refused.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (User.objects.filter(username__startswith="selam").count(), len(refused)) == (1, 9)


class TestPasswordOnPaper:
    def test_chooses_a_new_one_and_logs_out_everywhere(self, client, counsellor):
        user = UserFactory(username="selam", with_password=True)
        elsewhere = Client()
        elsewhere.force_login(user)
        printed = paper_codes.issue_password_code(counsellor, user_id=user.pk, now=time.now())
        type_code(client, printed.code)

        response = client.post(
            reverse("accounts:use_paper_code"),
            {"password1": "a-horse-eats-four-apples", "password_again": "a-horse-eats-four-apples"},
        )

        assert response.status_code == 302
        user.refresh_from_db()
        assert user.check_password("a-horse-eats-four-apples")
        assert get_user(client) == user
        assert elsewhere.get(reverse("accounts:account")).status_code == 302

    def test_stops_the_older_code(self, client, counsellor):
        user = UserFactory()
        older = paper_codes.issue_password_code(counsellor, user_id=user.pk, now=time.now())
        paper_codes.issue_password_code(counsellor, user_id=user.pk, now=time.now())

        assertContains(type_code(client, older.code), "This code opens nothing, or no longer does.")

    def test_opens_no_closed_account(self, counsellor):
        with pytest.raises(Hidden):
            paper_codes.issue_password_code(counsellor, user_id=UserFactory(inactive=True).pk, now=time.now())


class TestIssue:
    @pytest.mark.parametrize("capacity", sorted(set(Capacity) - paper_codes.AT_A_DESK))
    def test_is_for_a_desk(self, capacity):
        acting = Acting(capacity=capacity, user_id=UserFactory().pk)

        with pytest.raises(Hidden):
            paper_codes.issue_sign_up_code(acting, name="Selam", language=Language.FR, now=time.now())


class TestForgetEnded:
    def test_drops_codes_a_month_after_their_end(self, counsellor, printed):
        ended = time.now() - paper_codes.VALID_FOR - paper_codes.KEEP - datetime.timedelta(days=1)
        paper_codes.issue_sign_up_code(counsellor, name="Old", language=Language.FR, now=ended)

        assert paper_codes.forget_ended(VISITOR, now=time.now()) == 1
        assert PaperCode.objects.get().name == "Selam Tesfay"
