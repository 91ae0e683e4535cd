"""How far a session opens a file, for how long, and what is written of it: through the gate itself."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.assistance.sessions import services
from tandem.assistance.sessions.enums import Hands, Side, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.tests.factories import (
    AssistedSessionFactory,
    asked,
    beside,
    helper_in,
    joined,
    person_in,
    together,
)
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, record
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import Acting, Authority
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted, own_file
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory

MINUTE = datetime.timedelta(minutes=1)
TOGETHER = {Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS}


def opened(session, purpose=Purpose.EFFORTS, *, now=NOON) -> Acting | None:
    try:
        return open_file(helper_in(session, now=now), session.person_id, purpose, now=now)
    except Hidden:
        return None


class TestTheGate:
    def test_lets_the_helper_read_while_her_hands_type(self):
        file = opened(together())

        assert file is not None
        assert (file.authority.kind, file.authority.reach) == (AuthorityKind.SESSION, Reach.READ)
        assert file.presence is Presence.TOGETHER_OWN_HANDS

    def test_lets_him_prepare_while_his_hands_do(self):
        file = opened(together(hands=Hands.HELPER))

        assert file is not None
        assert file.authority.reach is Reach.PREPARE
        assert file.presence is Presence.TOGETHER_HELPER_HANDS

    def test_opens_only_what_it_is_about(self):
        session = together(areas=[Purpose.SEARCH])

        assert opened(session, Purpose.SEARCH) is not None
        assert opened(session, Purpose.PERSONAL_DATA) is not None
        assert opened(session, Purpose.EFFORTS) is None
        assert opened(session, Purpose.WHO_LOOKED) is None

    @pytest.mark.parametrize("session", [asked, joined])
    def test_stays_shut_before_she_lets_him_in(self, session):
        row = session()
        helper = Acting(capacity=Capacity.HELPER, user_id=row.helper_id or a_helper().user_id, session_id=row.pk)

        with pytest.raises(Hidden):
            open_file(helper, row.person_id, Purpose.EFFORTS, now=NOON)

    def test_stays_shut_for_another_helper_and_another_browser_of_his(self):
        session = together()
        other = a_helper()
        elsewhere = Acting(
            capacity=Capacity.HELPER, user_id=session.helper_id, organisation_id=session.organisation_id
        )

        for actor in (Acting(**{**_facts(other), "session_id": session.pk}), elsewhere):
            with pytest.raises(Hidden):
                open_file(actor, session.person_id, Purpose.EFFORTS, now=NOON)

    def test_stays_shut_for_another_person(self):
        session = together()

        with pytest.raises(Hidden):
            open_file(helper_in(session), a_person().pk, Purpose.EFFORTS, now=NOON)

    def test_shuts_at_the_end(self):
        session = together()
        helper = helper_in(session)
        services.end(person_in(session), session_id=session.pk, now=NOON)

        with pytest.raises(Hidden):
            open_file(helper, session.person_id, Purpose.EFFORTS, now=NOON)

    def test_shuts_after_fifteen_minutes_without_a_sign_of_her(self):
        session = together()

        assert opened(session, now=NOON + 15 * MINUTE) is None

    def test_shuts_with_the_hour(self):
        session = together()
        for minutes in range(10, 60, 10):
            moment = NOON + minutes * MINUTE
            services.note_sign(person_in(session, now=moment), session=_kept(session), now=moment)

        assert opened(session, now=NOON + 59 * MINUTE) is not None
        assert opened(session, now=NOON + 60 * MINUTE) is None

    def test_shuts_with_the_mandate_although_nobody_has_noted_it(self):
        person, helper = a_person(), a_helper()
        mandate = granted(person, helper)
        session = together(person, helper)
        assert opened(session) is not None

        end_mandate(own_file(person), mandate_id=mandate.pk, now=NOON)

        assert opened(session) is None

    def test_shuts_for_whoever_begins_to_decide_on_her_benefits(self):
        session = together()
        MembershipFactory(user_id=session.helper_id, organisation=session.person.office)

        assert opened(session) is None

    def test_counts_before_the_mandate(self):
        """What the two agreed on this minute, not what a mandate would let him do alone."""
        person, helper = a_person(), a_helper()
        granted(person, helper, Terms({Purpose.EFFORTS: Reach.SEND}, Duration.ONE_MONTH))
        session = together(person, helper)

        file = opened(session)

        assert file is not None
        assert (file.authority.kind, file.authority.reach) == (AuthorityKind.SESSION, Reach.READ)

    def test_leaves_the_mandate_where_nobody_proves_that_she_is_there(self):
        person, helper = a_person(), a_helper()
        granted(person, helper)
        session = together(person, helper)

        file = opened(session, now=NOON + 20 * MINUTE)

        assert file is not None
        assert (file.authority.kind, file.presence) == (AuthorityKind.MANDATE, Presence.IN_PLACE)

    def test_needs_no_more_than_to_be_present_on_the_helper_s_device(self):
        file = opened(beside(), Purpose.MONTHLY_FORM)

        assert file is not None
        assert (file.authority.reach, file.presence) == (Reach.PREPARE, Presence.TOGETHER_OWN_HANDS)


class TestWhatIsWritten:
    @settings(max_examples=40)
    @given(
        how=st.tuples(st.sampled_from([Way.HER_DEVICE, Way.DISTANCE]), st.sampled_from(Hands)),
        side=st.sampled_from(Side),
        minutes=st.integers(0, 90),
        sign=st.none() | st.integers(0, 60),
        ended=st.booleans(),
    )
    def test_without_proof_of_her_presence_is_never_alone_nor_together(self, how, side, minutes, sign, ended):
        """Every act that gets past the gate, from either side, at any minute, with any sign of hers."""
        with transaction.atomic():
            session = AssistedSessionFactory(way=how[0], hands=how[1], person=a_person())
            if sign is not None:
                moment = NOON + sign * MINUTE
                services.note_sign(person_in(session, now=moment), session=_kept(session), now=moment)
            now = NOON + minutes * MINUTE
            actor = (person_in if side is Side.PERSON else helper_in)(session, now=now)
            if ended:
                AssistedSession.objects.filter(pk=session.pk).update(ended_at=now, end_reason="person")
            proved = _kept(session).is_proved(now) and not ended and now < NOON + 60 * MINUTE
            written = _act(actor, session, now)
            presence = written.presence if written else None

            if side is Side.HELPER:
                assert presence is None if not proved else presence in TOGETHER | {None}
            elif not ended and now < NOON + 60 * MINUTE:
                assert presence in ({Presence.TOGETHER_OWN_HANDS} if proved else {Presence.IN_PLACE})
            transaction.set_rollback(True)

    @pytest.mark.parametrize("late", [15 * MINUTE, 60 * MINUTE, -MINUTE])
    def test_under_a_session_is_refused_by_the_database_itself(self, late):
        session = AssistedSessionFactory()

        with pytest.raises(IntegrityError, match="without proof"), transaction.atomic():
            _write(session, presence=Presence.TOGETHER_OWN_HANDS, now=NOON + late)

    def test_under_a_session_that_ended_is_refused_by_it_too(self):
        session = AssistedSessionFactory(ended_at=NOON, end_reason="person")

        with pytest.raises(IntegrityError, match="without proof"), transaction.atomic():
            _write(session, presence=Presence.TOGETHER_OWN_HANDS)

    @pytest.mark.parametrize("reference", ["", "nothing", "999999999", "9" * 30])
    def test_under_a_session_that_there_is_not_is_refused_by_it_too(self, reference):
        session = AssistedSessionFactory()

        with pytest.raises(IntegrityError, match="without proof"), transaction.atomic():
            _write(session, presence=Presence.TOGETHER_OWN_HANDS, reference=reference)

    @pytest.mark.parametrize("presence", [Presence.ALONE, Presence.SECOND_LOOK, Presence.IN_PLACE, Presence.ON_PAPER])
    def test_under_a_session_is_together_or_nothing(self, presence):
        session = AssistedSessionFactory()

        with pytest.raises(IntegrityError, match="together"), transaction.atomic():
            _write(session, presence=presence)

    @pytest.mark.parametrize("presence", [one for one in Presence if one is not Presence.IN_PLACE])
    def test_under_a_mandate_alone_is_in_place_or_nothing(self, presence):
        session = AssistedSessionFactory()

        with pytest.raises(IntegrityError, match="in_place"), transaction.atomic():
            _write(session, presence=presence, kind=AuthorityKind.MANDATE)


def _act(actor: Acting, session: AssistedSession, now: datetime.datetime) -> LedgerEntry | None:
    """Something written in an area of the session, as a verb would; None where the gate or the table refuses."""
    try:
        file = open_file(actor, session.person_id, Purpose.EFFORTS, now=now)
        return record(file, verb="efforts.note_effort", purpose=Purpose.EFFORTS, now=now)
    except Hidden:
        return None


def _write(session, *, presence, kind=AuthorityKind.SESSION, reference=None, now=NOON) -> LedgerEntry:
    acting = Acting(
        capacity=Capacity.HELPER,
        user_id=session.helper_id,
        person_id=session.person_id,
        authority=Authority(kind, str(session.pk) if reference is None else reference, Reach.PREPARE),
        presence=presence,
        purpose=Purpose.EFFORTS,
    )
    return record(acting, verb="efforts.note_effort", purpose=Purpose.EFFORTS, now=now)


def _facts(acting: Acting) -> dict[str, object]:
    return {"capacity": acting.capacity, "user_id": acting.user_id, "organisation_id": acting.organisation_id}


def _kept(session: AssistedSession) -> AssistedSession:
    return AssistedSession.objects.get(pk=session.pk)
