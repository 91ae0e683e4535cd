"""The contract: one verb that takes a code of any kind, once."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth as recovery_codes
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection, transaction

from tandem.foundation.clock import ZURICH
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import codes, services, totp
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.models import FactorSettings
from tandem.identity.factors.selectors import has_second_factor, ways_of
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import (
    CodeListFactory,
    KeyFactory,
    app_code,
    as_account,
    code_of,
    sent_code,
    with_app,
    with_sms,
)
from tandem.identity.factors.tests.steps import check, wrong_one
from tandem.identity.factors.totp import code_at

MINUTE = datetime.timedelta(minutes=1)
STEP = datetime.timedelta(seconds=30)


class TestHasSecondFactor:
    @pytest.mark.parametrize("add", [with_sms, with_app, lambda: CodeListFactory().user])
    def test_counts_phone_app_and_list(self, add):
        assert has_second_factor(add().pk)

    def test_counts_a_list_that_is_used_up_so_that_the_password_alone_never_opens(self):
        assert has_second_factor(CodeListFactory(lines=0).user_id)

    def test_counts_neither_a_phone_that_is_only_written_to_nor_recovery_codes(self):
        user = UserFactory(phone="+41790000001", phone_verified_at=NOON)
        RecoveryCodes.activate(user)

        assert not has_second_factor(user.pk)

    def test_asks_once(self, django_assert_num_queries):
        user = with_sms()

        with django_assert_num_queries(1):
            has_second_factor(user.pk)


class TestWaysOf:
    def test_costs_two_queries_whatever_there_is_and_one_without_keys_and_recovery_codes(
        self, django_assert_num_queries
    ):
        user = CodeListFactory(user=with_app(with_sms())).user
        with django_assert_num_queries(1):
            assert [way.factor for way in ways_of(user.pk)] == [Factor.APP, Factor.SMS, Factor.LIST]

        KeyFactory.create_batch(3, user=user)
        services.make_recovery_codes(as_account(user), now=NOON)

        with django_assert_num_queries(2):
            found = ways_of(user.pk)
        assert [way.factor for way in found] == list(Factor)


class TestSms:
    @pytest.fixture
    def user(self):
        return with_sms()

    def test_opens_once_with_the_code_that_was_sent(self, user):
        services.send_code(as_account(user), now=NOON)
        code = sent_code()

        assert check(user, f" {code[:3]} {code[3:]} ") is Factor.SMS
        with pytest.raises(WrongCode):
            check(user, code)

    def test_opens_nothing_once_the_account_gets_no_codes_any_more(self, user):
        services.send_code(as_account(user), now=NOON)
        FactorSettings.objects.filter(user=user).update(sms_since=None)

        with pytest.raises(WrongCode):
            check(user, sent_code(), factor=Factor.SMS)

    def test_opens_until_ten_minutes_have_passed(self, user):
        services.send_code(as_account(user), now=NOON)
        code = sent_code()

        with pytest.raises(WrongCode):
            check(user, code, NOON + 10 * MINUTE)
        assert check(user, code, NOON + 10 * MINUTE - datetime.timedelta(microseconds=1)) is Factor.SMS

    @pytest.mark.parametrize(
        "sent_at",
        [
            datetime.datetime(2026, 12, 31, 23, 55, tzinfo=ZURICH),
            datetime.datetime(2026, 3, 29, 1, 55, tzinfo=ZURICH),  # at 2:00 it is 3:00
            datetime.datetime(2026, 10, 25, 2, 55, tzinfo=ZURICH),  # the first of two
            datetime.datetime(2026, 10, 25, 2, 55, tzinfo=ZURICH, fold=1),
        ],
    )
    def test_lasts_ten_minutes_across_midnight_and_the_changes_of_the_clock(self, user, sent_at):
        sent_at = sent_at.astimezone(datetime.UTC)
        services.send_code(as_account(user), now=sent_at)

        with pytest.raises(WrongCode):
            check(user, sent_code(), sent_at + 10 * MINUTE)
        assert check(user, sent_code(), sent_at + 9 * MINUTE) is Factor.SMS

    def test_takes_the_newest_code_only(self, user):
        services.send_code(as_account(user), now=NOON)
        first = sent_code()
        services.send_code(as_account(user), now=NOON + MINUTE)

        with pytest.raises(WrongCode):
            check(user, first, NOON + MINUTE)

    def test_refuses_the_code_of_another_account(self, user):
        other = with_sms(phone="+41790000008")
        services.send_code(as_account(user), now=NOON)
        theirs = sent_code()
        services.send_code(as_account(other), now=NOON)

        with pytest.raises(WrongCode):
            check(other, theirs if theirs != sent_code() else wrong_one(theirs))

    def test_refuses_a_code_that_went_to_a_phone_she_no_longer_has(self, user):
        services.send_code(as_account(user), now=NOON)
        with_sms(user, phone="+41790000009")

        with pytest.raises(WrongCode):
            check(user, sent_code())

    def test_keeps_a_hash_and_no_code(self, user):
        services.send_code(as_account(user), now=NOON)

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM factors_sentcode")
            (row,) = cursor.fetchall()
        assert sent_code() not in str(row)
        assert user.phone not in str(row)


class TestApp:
    def test_takes_the_codes_of_the_step_before_now_and_after(self):
        for steps in (-1, 0, 1):
            assert check(with_app(), app_code(NOON, steps=steps)) is Factor.APP
        for steps in (-2, 2):
            with pytest.raises(WrongCode):
                check(with_app(), app_code(NOON, steps=steps))

    @pytest.mark.parametrize("later", [0, 29, 30, 59])
    def test_refuses_a_code_again_as_long_as_it_would_count(self, later):
        user = with_app()
        code = app_code(NOON, steps=1)
        check(user, code)

        with pytest.raises(WrongCode):
            check(user, code, NOON + datetime.timedelta(seconds=later))

    def test_refuses_an_earlier_code_once_a_later_one_was_used(self):
        user = with_app()
        check(user, app_code(NOON))

        with pytest.raises(WrongCode):
            check(user, app_code(NOON, steps=-1))

    def test_refuses_the_code_that_connected_the_app(self):
        user, secret = UserFactory(), services.new_secret()
        code = code_at(secret, int(NOON.timestamp()) // 30)
        services.add_app(as_account(user), secret=secret, code=code, now=NOON)

        with pytest.raises(WrongCode):
            check(user, code)
        assert check(user, code_at(secret, int(NOON.timestamp()) // 30 + 1), NOON + STEP) is Factor.APP


class TestList:
    def test_asks_for_one_line_after_the_other(self):
        user = CodeListFactory().user

        with pytest.raises(WrongCode):
            check(user, code_of(2))
        assert check(user, code_of(1).lower()) is Factor.LIST
        assert check(user, f"{code_of(2)[:4]}-{code_of(2)[4:]}") is Factor.LIST
        with pytest.raises(WrongCode):
            check(user, code_of(1))

    def test_opens_nothing_once_it_is_used_up(self):
        with pytest.raises(WrongCode):
            check(CodeListFactory(lines=0).user, code_of(1))

    def test_refuses_the_line_of_another_list(self):
        mine = services.make_list(as_account(UserFactory()), now=NOON)
        other = CodeListFactory().user

        with pytest.raises(WrongCode):
            check(other, mine.codes[0])

    def test_is_replaced_at_once(self):
        user = CodeListFactory().user
        made = services.make_list(as_account(user), now=NOON)

        with pytest.raises(WrongCode):
            check(user, code_of(1))
        assert check(user, made.codes[0]) is Factor.LIST

    def test_says_so_when_few_codes_are_left(self):
        user = CodeListFactory(lines=6, user__with_email=True).user

        check(user, code_of(1))

        assert "few codes left" in Outgoing.objects.get(topic="accounts.news").body


class TestRecoveryCodes:
    def test_open_once_each(self):
        user = with_app(UserFactory(with_email=True))
        first, second, *_rest = services.make_recovery_codes(as_account(user), now=NOON)

        assert check(user, first) is Factor.RECOVERY
        with pytest.raises(WrongCode):
            check(user, first)
        assert check(user, f"{second[:4]} {second[4:]}") is Factor.RECOVERY

    def test_are_told_of_when_used(self):
        user = with_app(UserFactory(with_email=True))
        code = services.make_recovery_codes(as_account(user), now=NOON)[0]
        Outgoing.objects.all().delete()

        check(user, code)

        assert "recovery code was used" in Outgoing.objects.get(topic="accounts.news").body


class TestCheckSecondFactor:
    @pytest.mark.parametrize("nonsense", ["", "12345", "1234567", "abc", "ACE347", "\x00" * 6, "١٢٣٤٥٦", "9" * 5000])
    def test_takes_nonsense_for_a_wrong_code(self, nonsense):
        with pytest.raises(WrongCode):
            check(CodeListFactory(user=with_app(with_sms())).user, nonsense)

    def test_says_the_same_to_an_account_without_factors(self):
        with pytest.raises(WrongCode):
            check(UserFactory(), "123456")

    def test_is_narrowed_to_one_factor(self):
        user = with_app(with_sms())

        with pytest.raises(WrongCode):
            check(user, app_code(NOON), factor=Factor.SMS)

    def test_is_about_ones_own_account(self):
        with pytest.raises(ValueError, match="own business"):
            check(with_app(), app_code(NOON), user_id=with_app().pk)
        with pytest.raises(ValueError, match="own business"):
            services.check_second_factor(VISITOR, code="123456", now=NOON)

    @pytest.mark.django_db(transaction=True)
    def test_refuses_to_count_inside_a_transaction_that_could_take_the_attempt_back(self):
        user = with_app()

        with pytest.raises(RuntimeError), transaction.atomic():
            check(user, "000000")

    def test_keeps_codes_and_numbers_out_of_the_log(self, caplog):
        user = with_sms()
        caplog.set_level("DEBUG")
        services.send_code(as_account(user), now=NOON)
        check(user, sent_code())

        assert sent_code() not in caplog.text
        assert user.phone not in caplog.text
        assert Authenticator.objects.count() == 0


class TestForgetSentCodes:
    def test_drops_what_counts_no_more_with_the_numbers_it_went_to(self):
        user = with_sms()
        services.send_code(as_account(user), now=NOON)
        services.send_code(as_account(user), now=NOON + 5 * MINUTE)

        assert services.forget_sent_codes(NOON + 11 * MINUTE) == 1
        assert check(user, sent_code(), NOON + 11 * MINUTE) is Factor.SMS


def with_sent_code():
    user = with_sms()
    services.send_code(as_account(user), now=NOON)
    return user


def with_recovery_codes():
    user = with_app()
    services.make_recovery_codes(as_account(user), now=NOON)
    return user


class TestComparison:
    """A comparison that stops at the first wrong sign tells by its time how many were right."""

    @pytest.mark.parametrize(
        ("module", "name", "owner", "wrong"),
        [
            (codes, "constant_time_compare", with_sent_code, "000001"),
            (totp, "constant_time_compare", with_app, "000001"),
            (codes, "constant_time_compare", lambda: CodeListFactory().user, "K7W3 4MXR"),
            (recovery_codes, "compare_user_code", with_recovery_codes, "0000 0001"),
        ],
        ids=["sms", "app", "list", "recovery codes"],
    )
    def test_takes_as_long_for_each_wrong_code(self, monkeypatch, module, name, owner, wrong):
        user = owner()
        asked, compare = [], getattr(module, name)
        monkeypatch.setattr(module, name, lambda *two, **more: asked.append(1) or compare(*two, **more))

        with pytest.raises(WrongCode):
            check(user, wrong)

        assert asked
