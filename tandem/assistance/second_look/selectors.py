"""Questions about second looks. The person asks by her opened file; a helper about what she was asked for."""

import datetime
from collections.abc import Iterable

from tandem.assistance.second_look import rules
from tandem.assistance.second_look.enums import Verdict, Way
from tandem.assistance.second_look.models import Look, LookQuerySet
from tandem.assistance.second_look.types import AskedLine, Copy, Counted, Helper, Looked, LookView, Remark
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access import selectors as access
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.mandates import rules as mandates
from tandem.identity.mandates.selectors import mandates_of


def helpers_for(file: Acting, purpose: Purpose, *, now: datetime.datetime) -> list[Helper]:
    """Whom the person can ask: helpers whose mandate lets them read what is sent for this purpose.

    `file` is hers, opened for her mandates. Three queries.
    """
    found = []
    for card in mandates_of(file, now=now):
        reaches = {line.area: line.reach for line in card.running_areas}
        reach = mandates.reach_for(purpose, reaches) if card.is_running else None
        reach = mandates.within_kind(reach, purpose, card.kind) if reach else None
        if reach is None or not reach.includes(Reach.READ):
            continue
        for helper in card.helpers:
            structure = card.holder if card.holder != helper.name else ""
            found.append(Helper(mandate_id=card.number, user_id=helper.user_id, name=helper.name, structure=structure))
    return found


def look_of(file: Acting, look_id: int, *, now: datetime.datetime) -> LookView:
    """One look of the person whose file is open. Raises Hidden for another person's."""
    return _one(Look.objects.of(file.file(Purpose.HELP)).filter(pk=look_id), now)


def looks_at(file: Acting, kind: str, subject: str, *, now: datetime.datetime) -> list[LookView]:
    """All looks at one thing that the person has not sent yet, the latest first; three queries at most."""
    return _views(_open_looks(file.file(Purpose.HELP), kind, subject), now)


# A mark of a person (`people.registry.add_mark`): looks at what she has not sent yet.
OPEN = "second_look.open"


def all_open() -> LookQuerySet:
    return Look.objects.filter(ended_at=None)


def was_looked_at(file: Acting, kind: str, subject: str) -> bool:
    """Whether somebody has read it and answered, and it was not sent since: for the gate, which knows no features."""
    person_id = file.person_id
    return person_id is not None and any(look.answered_at for look in _open_looks(person_id, kind, subject))


def is_looked_at(person_id: int, kind: str, subject: str) -> bool:
    """Whether somebody was asked to look at it, answered or not, and it was not sent since; for the house itself."""
    return bool(_open_looks(person_id, kind, subject))


def asked_of(acting: Acting, *, now: datetime.datetime) -> list[AskedLine]:
    """What a helper is asked to look at, what is due first on top. Two queries; a list of names opens no file.

    Raises Hidden for whoever does not act as a helper.
    """
    rows = asked_of_helper(acting).unanswered(at=now).order_by("due_on", "expires_at", "pk")
    names = access.names("person", rows.values_list("person_id", flat=True))
    return [
        AskedLine(
            look_id=row.pk,
            person=names.get(row.person_id, ""),
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            due_on=row.due_on,
        )
        for row in rows.only("person_id", "asked_at", "expires_at", "due_on")
    ]


def asked_look(acting: Acting, look_id: int, *, now: datetime.datetime) -> LookView:
    """One that this helper was asked for, in the hat she wears. The gate is for the caller. Raises Hidden."""
    return _one(asked_of_helper(acting).filter(pk=look_id), now)


def area_of(look_id: int) -> tuple[int, Purpose]:
    """Whose it is and of which area: what the gate is asked for. Raises Hidden."""
    found = Look.objects.filter(pk=look_id).order_by("pk").values_list("person_id", "purpose").first()
    if found is None:
        raise Hidden
    return found[0], Purpose(found[1])


def looked(look_id: int) -> Looked | None:
    """Who gave a look, for a log of help; None for one by a link, whose reader has no account."""
    row = Look.objects.filter(pk=look_id, way=Way.MANDATE).select_related("mandate").order_by("pk").first()
    if row is None or row.mandate is None or row.helper_id is None:
        return None
    return Looked(
        look_id=row.pk,
        person_id=row.person_id,
        helper_id=row.helper_id,
        structure_id=row.mandate.structure_id,
        purpose=Purpose(row.purpose),
    )


def look_by_link(look_id: int, *, now: datetime.datetime) -> LookView:
    """What the holder of a link is shown, for the browser in which it was opened. Raises Hidden."""
    return _one(Look.objects.filter(pk=look_id, way=Way.LINK), now)


def counted(*, since: datetime.datetime, until: datetime.datetime) -> Counted:
    """How often a look was asked for from one moment to before another; small counts are hidden. One query."""
    rows = Look.objects.filter(asked_at__gte=since, asked_at__lt=until)
    asked, answered, by_link = 0, 0, 0
    for way, answered_at in rows.order_by("pk").values_list("way", "answered_at"):
        asked += 1
        answered += answered_at is not None
        by_link += way == Way.LINK
    return Counted(
        asked=rules.shown_count(asked),
        answered=rules.shown_count(answered),
        without_mandate=rules.shown_count(by_link),
    )


def asked_of_helper(acting: Acting) -> LookQuerySet:
    """Rows that this helper was asked for. Raises Hidden for whoever does not act as a helper."""
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    return Look.objects.filter(helper_id=acting.user_id, mandate__structure_id=acting.organisation_id, way=Way.MANDATE)


def _one(rows: LookQuerySet, now: datetime.datetime) -> LookView:
    for view in _views(list(_in_order(rows)), now):
        return view
    raise Hidden


def _in_order(rows: LookQuerySet) -> LookQuerySet:
    return rows.prefetch_related("comments").order_by("-asked_at", "-pk")


_OPEN = Rows(
    lambda *, person_id, kind, subject: _in_order(all_open().of(person_id).about(kind, subject)),
    person_id=101,
    kind="kind",
    subject="subject",
)


def _open_looks(person_id: int, kind: str, subject: str) -> list[Look]:
    return list(_OPEN.all(person_id=person_id, kind=kind, subject=subject))


def _views(found: list[Look], now: datetime.datetime) -> list[LookView]:
    names = access.names("user", {row.helper_id for row in found})
    return [_view(row, names.get(row.helper_id or 0, ""), now) for row in found]


def _view(row: Look, helper: str, now: datetime.datetime) -> LookView:
    copy = row.copied
    return LookView(
        look_id=row.pk,
        person_id=row.person_id,
        way=Way(row.way),
        state=row.state(now),
        copy=copy,
        copy_hash=row.snapshot_hash,
        seen=row.seen,
        wish=row.wish,
        due_on=row.due_on,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        words=row.words,
        reader=helper or row.reader,
        kind=row.kind,
        subject=row.subject,
        remarks=tuple(_remarks(row, copy)),
    )


def _remarks(row: Look, copy: Copy) -> Iterable[Remark]:
    """In the order of the lines, whatever order they were written in."""
    said = {comment.mark: comment.text for comment in row.comments.all()}
    for mark, line in copy.lines.items():
        if mark in said:
            yield Remark(
                mark=mark,
                step=line.step,
                field=line.field,
                question=line.question,
                answer=line.answer,
                text=said[mark],
            )
