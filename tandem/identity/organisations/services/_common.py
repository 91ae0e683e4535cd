"""Who may change what, and the line in the history that each change leaves."""

import datetime

from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import Event, HelperKind, MemberRole, OrganisationKind
from tandem.identity.organisations.models import HistoryEntry, Organisation
from tandem.identity.organisations.rules import works_for_a_structure
from tandem.identity.organisations.selectors import may_manage


def locked(organisation_id: int) -> Organisation:
    """The organisation, for this transaction alone: two changes of one team wait for each other. Raises Hidden."""
    found = Organisation.objects.select_for_update().filter(pk=organisation_id).order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def managed(acting: Acting, organisation_id: int, now: datetime.datetime) -> Organisation:
    """The organisation, locked, for its manager or for an operator. Raises Hidden for everybody else."""
    organisation = locked(organisation_id)
    if not may_manage(acting, organisation, now=now):
        raise Hidden
    return organisation


def note(
    acting: Acting,
    organisation: Organisation,
    event: Event,
    *,
    now: datetime.datetime,
    subject_id: int | None = None,
) -> None:
    """Write the line of the history that goes with a change, in its transaction."""
    HistoryEntry.objects.create(
        organisation=organisation, at=now, event=event, user_id=acting.user_id, subject_id=subject_id
    )


def helper_kind_in(organisation: Organisation, asked: HelperKind | None) -> HelperKind | str:
    """As what a member of this organisation helps: a professional unless said otherwise; elsewhere nobody helps.

    Raises ValueError for a kind that cannot be: no page offers it, so it was forged.
    """
    if organisation.kind != OrganisationKind.HELPER_STRUCTURE:
        if asked:
            raise ValueError("only members of a helper structure help")
        return ""
    if asked and not works_for_a_structure(asked):
        raise ValueError("volunteers and relatives stand alone")
    return asked or HelperKind.PROFESSIONAL


def raises_herself(acting: Acting, user_id: int, role: MemberRole, before: str | None) -> bool:
    """Whether somebody would give herself more than she has; `before` is her role so far, None for no member."""
    return acting.user_id == user_id and role is MemberRole.MANAGER and before != MemberRole.MANAGER
