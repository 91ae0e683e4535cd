"""Guessing: stopped for each factor apart, and nobody outruns the count."""

import datetime
import threading

import pytest
from django.db import connection

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.services import TooManyAttempts, WrongCode
from tandem.identity.factors.tests.factories import (
    CodeListFactory,
    app_code,
    as_account,
    code_of,
    sent_code,
    with_app,
    with_sms,
)
from tandem.identity.factors.tests.steps import check, wrong_one

MINUTE = datetime.timedelta(minutes=1)
STEP = datetime.timedelta(seconds=30)


class TestLock:
    def test_stops_the_sixth_attempt_even_with_the_right_code_and_names_the_ways_out(self):
        user = with_sms()
        services.send_code(as_account(user), now=NOON)
        for _ in range(5):
            with pytest.raises(WrongCode):
                check(user, wrong_one(sent_code()))

        with pytest.raises(TooManyAttempts) as refused:
            check(user, sent_code())

        assert str(refused.value.message) == (
            "Too many wrong codes. Your account is safe. Use another way, or wait 60 minutes. "
            "The desk of your office helps, too."
        )

    def test_holds_across_log_ins_and_new_codes_and_ends_after_an_hour(self):
        user = with_sms()
        for minute in range(5):
            services.send_code(VISITOR, user_id=user.pk, now=NOON + minute * MINUTE)
            with pytest.raises(WrongCode):
                services.check_second_factor(
                    VISITOR, user_id=user.pk, code=wrong_one(sent_code()), now=NOON + minute * MINUTE
                )

        with pytest.raises(TooManyAttempts):
            check(user, "000000", NOON + 59 * MINUTE)
        services.send_code(as_account(user), now=NOON + 60 * MINUTE)
        assert check(user, sent_code(), NOON + 60 * MINUTE) is Factor.SMS

    def test_leaves_her_other_ways_open(self):
        user = CodeListFactory(user=with_sms()).user
        for _ in range(6):
            with pytest.raises((WrongCode, TooManyAttempts)):
                check(user, "000000")

        assert check(user, code_of(1)) is Factor.LIST

    def test_begins_anew_once_she_came_through(self):
        user = with_app()
        for _ in range(4):
            with pytest.raises(WrongCode):
                check(user, wrong_one(app_code(NOON)))
        check(user, app_code(NOON))

        for _ in range(5):
            with pytest.raises(WrongCode):
                check(user, "000000", NOON + MINUTE)

    def test_costs_a_log_in_at_the_first_attempt_nothing_to_give_back(self, django_assert_num_queries):
        user = with_app()

        with django_assert_num_queries(6):  # two of them are the savepoint within the test's own transaction
            check(user, app_code(NOON))

        for _ in range(4):
            with pytest.raises(WrongCode):
                check(user, "000000", NOON + MINUTE)
        with pytest.raises(TooManyAttempts):
            check(user, "000000", NOON + MINUTE)

    def test_tells_her_once_a_day_that_somebody_knows_her_password(self):
        user = with_app(UserFactory(with_email=True))
        for _ in range(8):
            with pytest.raises((WrongCode, TooManyAttempts)):
                check(user, "000000")

        assert "Somebody who knows your password" in Outgoing.objects.get(topic="accounts.news").body

    @pytest.mark.django_db(transaction=True)
    def test_is_not_outrun_by_a_hundred_attempts_at_once(self):
        user = with_sms()
        services.send_code(as_account(user), now=NOON)
        code, answers, start = sent_code(), [], threading.Barrier(10)

        def guesses(first):
            try:
                start.wait()
                for number in range(first, first + 10):
                    try:
                        check(user, f"{(int(code) + 1 + number) % 1_000_000:06d}")
                    except (WrongCode, TooManyAttempts) as refused:
                        answers.append(type(refused))
            finally:
                connection.close()

        threads = [threading.Thread(target=guesses, args=(10 * number,)) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (answers.count(WrongCode), answers.count(TooManyAttempts)) == (5, 95)

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("kind", ["sms", "app", "list", "recovery"])
    def test_lets_one_of_two_in_who_come_with_the_same_code_at_once(self, kind):
        user = CodeListFactory(user=with_app(with_sms())).user
        services.send_code(as_account(user), now=NOON)
        recovery = services.make_recovery_codes(as_account(user), now=NOON)[0]
        code = {"sms": sent_code(), "app": app_code(NOON), "list": code_of(1), "recovery": recovery}[kind]
        opened, start = [], threading.Barrier(4)

        def enter():
            try:
                start.wait()
                opened.append(check(user, code, factor=Factor(kind)))
            except WrongCode:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=enter) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert opened == [Factor(kind)]
