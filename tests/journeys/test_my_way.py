"""My way on a phone: the path, the one-tap answer, showing it to a helper."""

import pytest

from tandem.assistance.autonomy.enums import Task
from tandem.assistance.autonomy.tests.factories import noted
from tandem.assistance.confirmations.tests.factories import mandated
from tandem.foundation import clock
from tandem.identity.access.enums import Presence
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.mandates.tests.factories import a_person
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_is_hers_and_shown_by_her(phone_of, javascript):
    person, now = a_person(), clock.now()
    helper = acting_as_member(MembershipFactory(helper=True), now=now)
    mandated(person, helper, now=now)
    noted(
        person,
        Presence.IN_PLACE,
        Presence.TOGETHER_HELPER_HANDS,
        Presence.TOGETHER_OWN_HANDS,
        Presence.SECOND_LOOK,
        Presence.ALONE,
        since=now,
    )
    hers = phone_of(person.user, javascript=javascript)
    hers.open("autonomy:mine")
    hers.open("autonomy:task", "monthly_form")
    assert "your helper did it in your place" in hers.reads()
    hers.go_on("Yes, with some help")
    assert "Yes, with some help" in hers.reads()
    hers.go_on("Show it")
    his = phone_of(User.objects.get(pk=helper.user_id), javascript=javascript)
    his.open("autonomy:shared", person.pk)
    assert str(Task.MONTHLY_FORM.label) in his.reads()
