"""A session on the helper's device: the verbs, for whoever has a second factor, and for whoever has a printed list."""

import pytest

from tandem.assistance.sessions import refusals, selectors, services
from tandem.assistance.sessions.enums import State
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.tests.factories import BESIDE, BOTH, MINUTE, beside, helper_in, prove
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.presence_codes.tests.factories import printed


def kept(session) -> AssistedSession:
    return AssistedSession.objects.get(pk=session.pk)


def verbs_of(person) -> list[str]:
    return list(LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", flat=True))


class TestStartBeside:
    def test_begins_with_the_person_s_own_factor_on_his_screen(self):
        session = beside(proved=False)
        assert session.state(NOON) is State.ASKING
        assert selectors.current(helper_in(session), now=NOON) is None

        prove(session)

        assert selectors.current(helper_in(session), now=NOON) is not None
        assert verbs_of(session.person)[-1] == "sessions.prove_presence"
        last = LedgerEntry.objects.filter(person=session.person).order_by("-sequence")[0]
        assert (last.authority, last.presence) == ("session", Presence.TOGETHER_OWN_HANDS)

    def test_a_wrong_code_starts_nothing(self):
        session = beside(proved=False)

        with pytest.raises(WrongCode):
            services.prove_presence(helper_in(session), session_id=session.pk, code="nothing", now=NOON)
        assert kept(session).started_at is None

    def test_each_code_opens_once(self):
        session = beside()

        with pytest.raises(WrongCode):
            prove(session, number=1)

    def test_needs_a_mandate(self):
        with pytest.raises(refusals.NoMandate):
            services.start_beside(a_helper(), person_id=a_person().pk, areas=BOTH, now=NOON)

    def test_needs_a_factor_or_a_printed_list_of_the_person(self):
        person, helper = a_person(), a_helper()
        granted(person, helper)

        with pytest.raises(refusals.NothingToProveWith):
            services.start_beside(helper, person_id=person.pk, areas=BOTH, now=NOON)


class TestWithoutAccount:
    """Somebody who never logs in anywhere sits beside her helper, with a list from the desk in her hand."""

    def begun(self):
        person, helper = PersonFactory(with_counsellor=True, phone="+41790000000"), a_helper()
        granted(person, helper, BESIDE)
        codes = printed(person)
        areas = (Purpose.MONTHLY_FORM,)
        return services.start_beside(helper, person_id=person.pk, areas=areas, now=NOON), codes

    def type_code(self, session, code, now=NOON):
        return services.prove_presence(helper_in(session, now=now), session_id=session.pk, code=code, now=now)

    def test_her_printed_code_begins_the_session_with_her(self):
        session, codes = self.begun()

        self.type_code(session, codes[0])

        assert kept(session).state(NOON) is State.OPEN
        last = LedgerEntry.objects.filter(person=session.person).order_by("-sequence")[0]
        assert (last.verb, last.authority) == ("sessions.prove_presence", "session")
        assert last.presence == Presence.TOGETHER_OWN_HANDS

    def test_each_code_counts_once_and_in_order(self):
        session, codes = self.begun()
        for wrong in (codes[1], "ACE3ACE3"):
            with pytest.raises(WrongCode):
                self.type_code(session, wrong)
        self.type_code(session, codes[0])

        with pytest.raises(WrongCode):
            self.type_code(session, codes[0])
        assert self.type_code(session, codes[1], NOON + 20 * MINUTE).is_proved(NOON + 20 * MINUTE)

    def test_a_code_stands_for_her_only_as_long_as_she_has_no_factor(self):
        session, codes = self.begun()
        person = session.person
        person.user = UserFactory()
        person.save()
        CodeListFactory(user=person.user)

        with pytest.raises(WrongCode):
            self.type_code(session, codes[0])

    def test_there_is_no_key_and_no_sms(self):
        session, _codes = self.begun()

        with pytest.raises(refusals.NoAccount):
            services.prove_presence(helper_in(session), session_id=session.pk, credential="{}", now=NOON)
        with pytest.raises(refusals.NoAccount):
            services.send_code(helper_in(session), session_id=session.pk, now=NOON)
