"""Her yes at a visit; and that time never says yes."""

import pytest

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.enums import Dropped, Outcome
from tandem.assistance.confirmations.refusals import (
    NotTogether,
)
from tandem.assistance.confirmations.tests.factories import (
    DAY,
    LATER,
    asked,
    mandated,
    says_yes,
)
from tandem.assistance.sessions.services import start_beside
from tandem.assistance.sessions.tests.factories import helper_in, prove
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.services import file as file_form
from tandem.eservices.procedures.tests.factories import own_file, seen_of
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates.tests.factories import a_person

pytestmark = pytest.mark.usefixtures("form")

PLATFORM = system("LPGA 37 al. 1")


def again(act):
    act.refresh_from_db()
    return act


def person_messages(person):
    from tandem.facilities.notifications.models import Message  # noqa: PLC0415 - only here

    return list(Message.objects.filter(person=person).order_by("pk"))


class TestVisit:
    @pytest.fixture
    def session(self, person, helper, act):
        """On his device, under the mandate that he has; she has typed the first code of her list."""
        session = start_beside(helper, person_id=person.pk, areas=(Purpose.MONTHLY_FORM,), now=NOON)
        return prove(session, now=NOON)

    def confirm(self, acting, act, number=2, **facts):
        facts = {"act_id": act.pk, "seen": act.fingerprint, "code": code_of(number), "now": LATER, **facts}
        return services.confirm_together(acting, **facts)

    def test_is_no_yes_without_a_session(self, act, helper):
        with pytest.raises(NotTogether):
            self.confirm(helper, act)

    def test_is_no_yes_without_her_code_however_fresh_her_presence(self, act, session):
        with pytest.raises(WrongCode):
            self.confirm(helper_in(session, now=LATER), act, number=1)
        assert not Filing.objects.exists()

    def test_sends_with_her_code_and_still_as_made_in_place(self, act, session):
        assert self.confirm(helper_in(session, now=LATER), act) is Outcome.SENT

        assert Filing.objects.get().presence == Presence.IN_PLACE
        assert act.steps.get(event="confirm").channel == "visit"

    def test_is_no_yes_for_another_person_s_act(self, session, helper):
        another = a_person(phone="+41790000001")
        mandated(another, helper)
        with pytest.raises(NotTogether):
            self.confirm(helper_in(session, now=LATER), asked(another, helper))


class TestTime:
    def test_reminds_after_three_and_ten_days_then_lists_it_and_never_confirms(self, act, person):
        def run(days):
            return services.remind(PLATFORM, now=NOON + days * DAY)

        assert [run(days) for days in (2, 3, 4, 9, 10, 11, 400)] == [0, 1, 0, 0, 1, 0, 0]
        assert again(act).state == "unconfirmed"
        assert [message.kind for message in person_messages(person) if message.kind.startswith("confirmations.")] == [
            "confirmations.asked",
            "confirmations.reminded",
            "confirmations.reminded",
        ]
        assert not Filing.objects.exists()

    def test_lets_her_say_yes_at_the_visit_all_the_same(self, act, person):
        services.remind(PLATFORM, now=NOON + 10 * DAY)

        assert says_yes(person, act, now=NOON + 11 * DAY) in (Outcome.SENT, Outcome.CHANGED)

    def test_closes_it_when_she_files_herself(self, act, person, django_capture_on_commit_callbacks):
        draft = Draft.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            file_form(
                own_file(person, now=LATER),
                draft_id=draft.pk,
                seen=seen_of(draft, now=LATER),
                language=Language.EN,
                now=LATER,
            )

        assert (again(act).state, act.dropped) == ("dropped", Dropped.FILED)
