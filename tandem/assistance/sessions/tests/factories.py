"""Two people in a session, made by the verbs that make them meet in life."""

import dataclasses
import datetime

import factory

from tandem.assistance.sessions import rules, selectors, services
from tandem.assistance.sessions.enums import Hands, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.identity.access.enums import Capacity, Presence, Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import Acting
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors.tests.factories import CodeListFactory, code_of
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory

MINUTE = datetime.timedelta(minutes=1)
BOTH = (Purpose.EFFORTS, Purpose.MONTHLY_FORM)
BESIDE = Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.SIX_MONTHS)


class AssistedSessionFactory(factory.django.DjangoModelFactory):
    """A row of a session that runs, whoever its two people are: for tests of what lies under the verbs."""

    class Meta:
        model = AssistedSession

    person = factory.SubFactory(PersonFactory)
    helper = factory.SubFactory(UserFactory)
    way = Way.DISTANCE
    areas = factory.LazyFunction(lambda: [area.value for area in BOTH])
    opened_at = NOON
    joined_at = NOON
    waits_until = NOON + rules.WAITS
    started_at = NOON
    presence_proved_at = NOON
    active_at = NOON
    ends_at = NOON + rules.LASTS


def asked(person=None, *, way: Way = Way.DISTANCE, areas=BOTH, now: datetime.datetime = NOON) -> AssistedSession:
    """A session that waits for a helper, with its code."""
    person = person or a_person()
    return services.start(acting_as(person, now=now), way=way, areas=areas, now=now)


def joined(person=None, helper: Acting | None = None, *, now: datetime.datetime = NOON, **options) -> AssistedSession:
    """A helper has typed the code; the person has not answered yet."""
    waiting = asked(person, now=now, **options)
    return services.join(helper or a_helper(), code=waiting.code, now=now)


def together(
    person=None,
    helper: Acting | None = None,
    *,
    hands: Hands = Hands.PERSON,
    now: datetime.datetime = NOON,
    **options,
) -> AssistedSession:
    """A session that runs, each on an own device."""
    session = joined(person, helper, now=now, **options)
    session = services.accept(person_in(session, now=now), session_id=session.pk, now=now)
    if hands is Hands.HELPER:
        session = services.hand_over(person_in(session, now=now), session_id=session.pk, now=now)
    return session


def beside(
    person=None,
    helper: Acting | None = None,
    *,
    areas=(Purpose.MONTHLY_FORM,),
    terms: Terms = BESIDE,
    proved: bool = True,
    now: datetime.datetime = NOON,
) -> AssistedSession:
    """A session on the helper's device, begun under a mandate to be present; the person has typed a printed code."""
    person, helper = person or a_person(), helper or a_helper()
    granted(person, helper, terms, now=now)
    CodeListFactory(user=person.user)
    session = services.start_beside(helper, person_id=person.pk, areas=areas, now=now)
    return prove(session, now=now) if proved else session


def prove(session: AssistedSession, *, number: int = 1, now: datetime.datetime = NOON) -> AssistedSession:
    """The person types the next code of her list, on whichever screen is hers."""
    on_his = session.way == Way.HELPER_DEVICE
    acting = helper_in(session, now=now) if on_his else person_in(session, now=now)
    return services.prove_presence(acting, session_id=session.pk, code=code_of(number), now=now)


def person_in(session: AssistedSession, *, now: datetime.datetime = NOON) -> Acting:
    """The person, as the middleware builds her in the browser that is in the session."""
    return _in(session, acting_as(session.person, now=now), now)


def helper_in(session: AssistedSession, *, now: datetime.datetime = NOON) -> Acting:
    """The helper, in his."""
    helper = Acting(
        capacity=Capacity.HELPER,
        user_id=session.helper_id,
        organisation_id=session.organisation_id,
        presence=Presence.ALONE,
    )
    return _in(session, helper, now)


def _in(session: AssistedSession, acting: Acting, now: datetime.datetime) -> Acting:
    kept = AssistedSession.objects.get(pk=session.pk)
    if kept.started_at is None:
        return dataclasses.replace(acting, session_id=None)
    return acting.beside(selectors.beside(kept, acting, now=now))
