"""Questions about acts in place of a person: for her, for the helper who asked, for who has a receipt in hand."""

import datetime
from typing import Any

from tandem.assistance.confirmations import rules, steps
from tandem.assistance.confirmations.gate import open_in_place
from tandem.assistance.confirmations.models import Act, ActQuerySet
from tandem.assistance.confirmations.registry import kind_of
from tandem.assistance.confirmations.types import Prepared
from tandem.assistance.sessions import selectors as sessions
from tandem.assistance.sessions.enums import Way
from tandem.foundation.languages import Language
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import language_of, names_of

SHOWN = 50


# How much waits for a person's yes, at a glance (`people.selectors`).
WAITING = "confirmations.waiting"


def all_open() -> ActQuerySet:
    return Act.objects.all().open()


def waiting_for(file: Acting) -> list[Act]:
    """What waits for the person's yes, the oldest first; her own file (`Purpose.HELP`). Raises Hidden for others."""
    hers = all_open().of(_own(file))
    return list(hers.select_related("helper", "organisation").order_by("asked_at", "pk"))


def decided(file: Acting) -> list[Act]:
    """What was decided, the latest first, 50 at most. Raises Hidden for others."""
    rows = _of(file).filter(state__in=rules.FINAL).select_related("helper", "organisation", "receipt")
    return list(rows.order_by("-closed_at", "-pk")[:SHOWN])


def act_of(file: Acting, act_id: int) -> Act:
    """One of hers. Raises Hidden."""
    rows = _of(file).select_related("helper", "organisation", "receipt")
    found = rows.filter(pk=act_id).order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def still_the_same(act: Act, file: Acting, *, now: datetime.datetime) -> bool:
    """Whether what would be sent is still, sign for sign, what was asked. `file` is the opened file of the act's area.

    A change is told before anybody types a code for nothing; the verb looks again.
    """
    kind = kind_of(act.kind)
    try:
        prepared = kind.prepare(file, act.subject, steps.language_of(act), now)
    except (Refusal, Hidden):
        return False
    return rules.fingerprint(prepared.text, prepared.seen) == bytes(act.hash)


def asked_by(acting: Acting) -> list[tuple[Act, str]]:
    """What the helper at the keyboard has asked, with the person's name: open ones first, 50 at most; two queries.

    A list of his own acts opens no file. Raises Hidden for whoever does not act as a helper.
    """
    rows = list(
        _by(acting)
        .select_related("helper", "organisation", "receipt")
        .order_by("-closed_at", "asked_at", "pk")[:SHOWN]
    )
    names = names_of({act.person_id for act in rows})
    open_first = sorted(rows, key=lambda act: not act.is_open)
    return [(act, names.get(act.person_id, "")) for act in open_first]


def what_would_be_sent(
    acting: Acting, kind: str, subject: str, person_id: int, *, now: datetime.datetime
) -> tuple[Acting, Prepared]:
    """What a helper is about to send in place of a person, in the person's language, with her opened file.

    Raises Hidden for whoever has no mandate in this area, and what the feature refuses.
    """
    declared = kind_of(kind)
    file = open_in_place(acting, declared, subject, person_id, now)
    return file, declared.prepare(file, subject, Language(language_of(person_id)), now)


def open_asked(acting: Acting) -> list[tuple[Act, str]]:
    """What waits for somebody's yes, with her name, who waits longest first; two queries. Raises Hidden for others."""
    rows = list(_by(acting).open().select_related("helper", "organisation").order_by("asked_at", "pk")[:SHOWN])
    names = names_of({act.person_id for act in rows}) if rows else {}
    return [(act, names.get(act.person_id, "")) for act in rows]


def one_asked(acting: Acting, act_id: int) -> Act:
    """One of his. Raises Hidden."""
    found = _by(acting).select_related("receipt", "person").filter(pk=act_id).order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def for_the_visit(file: Acting) -> list[Act]:
    """What the helper who has the person's file open (`Purpose.HELP`) can settle with her when they meet."""
    if file.capacity is not Capacity.HELPER:
        raise Hidden
    rows = Act.objects.of(file.file(Purpose.HELP)).open()
    hat: dict[str, Any] = {"helper_id": file.user_id, "organisation_id": file.organisation_id}
    mine = rows.filter(**hat)
    return list(mine.order_by("asked_at", "pk"))


def sent_with(number: str) -> Act | None:
    """The act whose receipt has this number, for the page of the receipt; one query."""
    return _SENT.first(number=number)


_SENT = Rows(
    lambda *, number: (
        Act.objects.filter(receipt__number=number)
        .select_related("helper")
        .prefetch_related("steps")
        .order_by("pk")[:1]
    ),
    number="number",
)


def _of(file: Acting) -> ActQuerySet:
    return Act.objects.of(_own(file))


def _own(file: Acting) -> int:
    if not file.is_own_file:
        raise Hidden
    return file.file(Purpose.HELP)


def _by(acting: Acting) -> ActQuerySet:
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    hat: dict[str, Any] = {"helper_id": acting.user_id, "organisation_id": acting.organisation_id}
    return Act.objects.filter(**hat)


def session_beside(acting: Acting, act: Act, *, now: datetime.datetime) -> int | None:
    """The session in which the person whom an act is about sits at this helper's own screen; None for none."""
    session = sessions.current(acting, now=now)
    if session is None or session.person_id != act.person_id or session.way != Way.HELPER_DEVICE:
        return None
    return session.pk
