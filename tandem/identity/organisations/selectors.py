import datetime
from collections.abc import Iterable

from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation, in_force

__all__ = ["in_force", "is_member", "is_of_kind", "names_of", "office_of_counsellor", "works_anywhere"]


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(Organisation.objects.filter(pk__in=set(organisation_ids)).order_by().values_list("pk", "name"))


def is_member(user_id: int, organisation_id: int, *, on: datetime.date) -> bool:
    """Whether the account works for the organisation on that day."""
    return Membership.objects.in_force(on=on).filter(user_id=user_id, organisation_id=organisation_id).exists()


def office_of_counsellor(membership_id: int, *, on: datetime.date) -> int | None:
    """The regional office for which the membership counts on that day; None for any other membership."""
    return (
        Membership.objects.in_force(on=on)
        .filter(pk=membership_id, organisation__kind=OrganisationKind.OFFICE)
        .order_by("pk")
        .values_list("organisation_id", flat=True)
        .first()
    )


def is_of_kind(organisation_id: int, kind: OrganisationKind) -> bool:
    return Organisation.objects.filter(pk=organisation_id, kind=kind).exists()


def works_anywhere(user_id: int) -> bool:
    """Whether the account belongs, or belonged, to an organisation."""
    return Membership.objects.filter(user_id=user_id).exists()
