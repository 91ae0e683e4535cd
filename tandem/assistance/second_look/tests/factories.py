"""A form that is ready, a helper who may read it, and a look at it, made by the verbs that make them in life."""

import datetime

from tandem.assistance.second_look import services
from tandem.assistance.second_look.enums import Verdict
from tandem.assistance.second_look.models import Look
from tandem.eservices.procedures.tests.factories import answered
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.mandates.types import Terms

READS = Terms({Purpose.MONTHLY_FORM: Reach.READ, Purpose.DOSSIER: Reach.READ}, Duration.SIX_MONTHS)
HOUR = datetime.timedelta(hours=1)


def asked(draft, *, helper="", wish="", now=NOON):
    """A look at a form: by a link, or by the mark of a helper."""
    return services.ask(
        acting_as(draft.person, now=now),
        kind="form",
        subject=str(draft.pk),
        helper=helper,
        wish=wish,
        language=Language.EN,
        now=now,
    )


def mark_of(mandate, helper):
    return f"{mandate.pk}-{helper.user_id}"


def asked_of(helper, draft=None, *, terms=READS, now=NOON):
    """A helper with a mandate is asked; gives the row."""
    draft = draft or answered(now=now)
    mandate = granted(draft.person, helper, terms, now=now)
    return Look.objects.get(pk=asked(draft, helper=mark_of(mandate, helper), now=now).look_id)


def opened_by_link(draft=None, *, now=NOON):
    """Somebody has opened a link; gives the row."""
    given = asked(draft or answered(now=now), now=now)
    services.open_link(VISITOR, code=given.code, source="192.0.2.1", opened=None, now=now)
    return Look.objects.get(pk=given.look_id)


def said(look, *, verdict=Verdict.RIGHT, words="", remarks=None, now=NOON + HOUR):
    """Whoever has the link answers."""
    services.answer_by_link(
        VISITOR, look_id=look.pk, reader="Nina", verdict=verdict, words=words, remarks=remarks or {}, now=now
    )
    look.refresh_from_db()
    return look
