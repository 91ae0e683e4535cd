"""How a mandate ends: by the person, by the helper, by time."""

import datetime

import pytest

from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import Duration, IdentityCheck
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.tests.factories import (
    DAY,
    PLATFORM,
    a_helper,
    granted,
    opens,
    own_file,
    proposed,
)
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory


class TestEnd:
    def test_takes_effect_with_the_very_next_request(self, person, helper):
        mandate = granted(person, helper)
        services.end_area(own_file(person), mandate_id=mandate.pk, area=Purpose.EFFORTS, now=NOON)
        assert (opens(helper, person), opens(helper, person, Purpose.SEARCH)) == (None, Reach.READ)

        services.end_area(own_file(person), mandate_id=mandate.pk, area=Purpose.SEARCH, now=NOON)

        mandate.refresh_from_db()
        assert (opens(helper, person, Purpose.SEARCH), mandate.state) == (None, "ended")

    def test_comes_from_the_helper_too(self, person, helper, told):
        mandate = granted(person, helper)

        services.give_back(helper, mandate_id=mandate.pk, now=NOON)

        assert opens(helper, person) is None
        assert "has given your mandate" in told.words("en").short

    def test_comes_by_phone_only_from_the_desk_of_the_persons_office(self, person, helper):
        mandate = granted(person, helper)
        facts = {"mandate_id": mandate.pk, "check": IdentityCheck.CALLED_BACK, "now": NOON}

        for acting in (acting_as_member(MembershipFactory()), helper, own_file(person)):
            with pytest.raises(Hidden):
                services.end_by_phone(acting, **facts)
        services.end_by_phone(acting_as_member(MembershipFactory(organisation=person.office)), **facts)

        assert opens(helper, person) is None

    def test_comes_by_slip_with_the_birth_date_and_few_attempts(self, person, helper):
        mandate = granted(person, helper)
        facts = {"code": mandate.paper_code, "address": "192.0.2.1", "now": NOON}
        with pytest.raises(services.WrongSlip):
            services.end_by_slip(own_file(person), birth_date=datetime.date(1991, 5, 17), **facts)

        services.end_by_slip(own_file(person), birth_date=person.birth_date, **facts)
        with pytest.raises(services.AlreadyAnswered):
            services.end_by_slip(own_file(person), birth_date=person.birth_date, **facts)
        for _ in range(7):
            with pytest.raises(services.WrongSlip):
                services.end_by_slip(own_file(person), birth_date=datetime.date(1991, 5, 17), **facts)
        with pytest.raises(Refusal, match="Too many attempts"):
            services.end_by_slip(own_file(person), birth_date=person.birth_date, **facts)

    def test_of_the_last_helper_is_the_end_of_the_mandate(self, person, helper):
        mandate = granted(person, helper)

        services.remove_helper(own_file(person), mandate_id=mandate.pk, user_id=helper.user_id, now=NOON)

        mandate.refresh_from_db()
        assert (opens(helper, person), mandate.state) == (None, "ended")

    def test_happens_once(self, person, helper):
        mandate = granted(person, helper)
        services.end(own_file(person), mandate_id=mandate.pk, now=NOON)

        with pytest.raises(services.AlreadyAnswered):
            services.end(own_file(person), mandate_id=mandate.pk, now=NOON)


class TestTime:
    def test_tells_both_sides_30_and_7_days_before_once_each(self, person, helper, told):
        User.objects.filter(pk=helper.user_id).update(email="helper@example.com")
        mandate = granted(person, helper)  # until 3 October 2026
        Outgoing.objects.all().delete()
        told.clear()
        warned = {}
        for days in range(40, -1, -1):
            moment = mandate.ends_at - days * DAY
            warned[days] = services.warn(PLATFORM, now=moment) + services.warn(PLATFORM, now=moment)

        assert {days for days, number in warned.items() if number} == {30, 7}
        assert set(warned.values()) == {0, 1}
        assert [message.kind for message in Outgoing.objects.order_by("pk")] == ["mail", "mail"]
        assert told == [(person.pk, "mandates.ends_soon")] * 2

    def test_tells_of_the_week_only_when_the_month_begins_the_mandate(self, person, helper):
        mandate = granted(person, helper, Terms({Purpose.EFFORTS: Reach.READ}, Duration.ONE_MONTH))

        assert services.warn(PLATFORM, now=NOON) == 0
        assert services.warn(PLATFORM, now=mandate.ends_at - 7 * DAY) == 1

    def test_closes_what_has_expired_and_what_nobody_answered(self, person, helper):
        mandate = granted(person, helper)
        waiting = proposed(person, a_helper())

        assert services.close_expired(PLATFORM, now=mandate.ends_at - DAY) == 1
        assert services.close_expired(PLATFORM, now=mandate.ends_at) == 1
        assert services.close_expired(PLATFORM, now=mandate.ends_at + DAY) == 0

        assert set(Mandate.objects.values_list("pk", "state")) == {(mandate.pk, "expired"), (waiting.pk, "lapsed")}
