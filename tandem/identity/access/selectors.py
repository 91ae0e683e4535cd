"""Questions to the ledger. Features never ask them to decide anything: the person and the auditor read the ledger."""

import datetime
from collections.abc import Iterable, Mapping

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from tandem.foundation.refusals import Hidden
from tandem.identity.access import of_request, registry
from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, Presence, Purpose
from tandem.identity.access.hats import worn_by
from tandem.identity.access.models import Contest, LedgerEntry
from tandem.identity.access.rules import answer
from tandem.identity.access.types import Acting

PAGE_SIZE = 25
NEWS = datetime.timedelta(days=365)  # how long an answer stands on top


def hats_worn(user_id: int, *, now: datetime.datetime) -> list[Acting]:
    """As what an account may act at a moment, the default first; one query."""
    return worn_by(user_id, now)


def was_read_as_own(user_id: int, person_id: int) -> bool:
    """Whether the database said in this very request that the account is this person's. False: ask it."""
    return of_request.is_owner(user_id, person_id)


def permit(file: Acting, verb: str) -> Answer:
    """What the rights table says of `verb` in this opened file: a page offers no button that would be refused.

    Raises ValueError when no file is open, LookupError for a verb that no feature has registered.
    """
    if file.purpose is None:
        raise ValueError("no file is open: call open_file first")
    authority = file.authority
    deed = registry.acts[verb].deed
    return answer(file.capacity, authority.kind, authority.reach, file.purpose, deed, confirmed=authority.confirmed)


def as_it_was_read(file: Acting, kind: str, *things: str, has: Mapping[str, bool] | None = None) -> Acting:
    """The acting of a person who sends alone, noted as "after a second look" where all that she sends was looked at.

    Everybody else's, and hers when she is not alone, comes back as it is. `kind` and `things` name what is sent
    ("form", the number of the draft). `has`: which marks she has rows of (`PersonSummary`), where the
    caller has just looked; whoever knows nothing of her is not asked.
    """
    if not file.is_own_file or file.presence is not Presence.ALONE or not things:
        return file
    knowing = [look for look in registry.looks if (has or {}).get(look.mark) is not False]
    read = all(any(look.was_read(file, kind, thing) for look in knowing) for thing in things)
    return file.after_a_look() if read else file


def visits(file: Acting, *, page: int | str) -> "Page[LedgerEntry]":
    """What others did in this person's file, the latest first; a page number out of range gives the nearest page."""
    return Paginator(_by_others(file), PAGE_SIZE).get_page(page)


def contested_visits(file: Acting, *, now: datetime.datetime) -> list[LedgerEntry]:
    """What she has contested and waits for an answer, or got one within a year: the latest visits, one page."""
    recent = Q(contest__answered_at=None) | Q(contest__answered_at__gte=now - NEWS)
    return list(_by_others(file).filter(recent, contest__isnull=False)[:PAGE_SIZE])


def visits_since(file: Acting, since: datetime.datetime) -> list[LedgerEntry]:
    """The same from a moment on, all at once: for a letter."""
    return list(_by_others(file).filter(at__gte=since))


def visit(file: Acting, entry_id: int) -> LedgerEntry:
    """One visit of somebody else in this file. Raises Hidden."""
    found = _by_others(file).filter(pk=entry_id).first()
    if found is None:
        raise Hidden
    return found


def answers_contests(acting: Acting) -> bool:
    """Whether somebody who acts like this may have to answer for visits of her organisation."""
    allowed = answer(acting.capacity, AuthorityKind.LEGAL_DUTY, None, Purpose.CONTEST, Deed.ADMINISTER)
    return acting.user_id is not None and acting.organisation_id is not None and allowed is Answer.ALLOWED


def contests_to_answer(acting: Acting, *, now: datetime.datetime) -> "QuerySet[Contest]":
    """What was contested and is not answered yet, of visits in the name of this actor's organisation, oldest first.

    The operator's: those in nobody's name, and those of an organisation where nobody else is left to answer. Nobody
    answers for her own visit.
    """
    if not answers_contests(acting):
        return Contest.objects.none()
    of_hers = Q(entry__organisation=acting.organisation_id)
    if acting.capacity is Capacity.OPERATOR:
        of_hers = Q(entry__organisation=None)
        for colleagues in registry.colleagues:
            of_hers |= Q(entry__organisation__isnull=False) & ~Q(colleagues(now))
    waiting = Contest.objects.filter(of_hers, answered_at=None)
    return (
        waiting.filter(~Q(entry__user_id=acting.user_id) | Q(entry__user=None))
        .select_related("entry")
        .order_by("contested_at", "pk")
    )


def _by_others(file: Acting) -> "QuerySet[LedgerEntry]":
    rows = LedgerEntry.objects.filter(person_id=file.file(Purpose.WHO_LOOKED)).exclude(capacity=Capacity.SELF)
    return rows.select_related("contest").order_by("-sequence")


def names(kind: str, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of actors of a kind ("user", "organisation"); one query, none for no ids."""
    wanted = {number for number in ids if number is not None}
    return registry.names[kind](wanted) if wanted else {}
