import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import MemberRole, OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation

# Who may say which organisations there are and who works for them, until each has its own managers.
_IN_CHARGE = {Capacity.OPERATOR, Capacity.SYSTEM}


class AlreadyMember(Refusal):
    message = _("This account works for the organisation already. End the membership before you start a new one.")


class EndsTooEarly(Refusal):
    message = _("A membership cannot end before it starts. Choose a later day.")


def create_organisation(
    acting: Acting,
    *,
    kind: OrganisationKind,
    name: str,
    now: datetime.datetime,
    street: str = "",
    postal_code: str = "",
    locality: str = "",
    canton: str = "",
) -> Organisation:
    """A new organisation. Raises Hidden for others than operators, ValidationError for facts that cannot stand."""
    _require_charge(acting)
    organisation = Organisation(
        kind=kind, name=name, street=street, postal_code=postal_code, locality=locality, canton=canton
    )
    organisation.full_clean()
    organisation.save()
    return organisation


@transaction.atomic
def add_member(
    acting: Acting,
    *,
    organisation_id: int,
    user_id: int,
    starts_on: datetime.date,
    now: datetime.datetime,
    role: MemberRole = MemberRole.MEMBER,
) -> Membership:
    """Somebody works for an organisation from a day on. Raises Hidden, AlreadyMember."""
    _require_charge(acting)
    membership, is_new = Membership.objects.get_or_create(
        user_id=user_id,
        organisation_id=organisation_id,
        ends_before=None,
        defaults={"starts_on": starts_on, "role": role},
    )
    if not is_new:
        raise AlreadyMember
    return membership


@transaction.atomic
def end_membership(
    acting: Acting, *, membership_id: int, ends_before: datetime.date, now: datetime.datetime
) -> Membership:
    """From that day on she does not work there any more: her hat and what it opened are gone. Raises EndsTooEarly."""
    _require_charge(acting)
    membership = Membership.objects.select_for_update(of=("self",)).filter(pk=membership_id).order_by("pk").first()
    if membership is None:
        raise Hidden
    if ends_before <= membership.starts_on:
        raise EndsTooEarly
    membership.ends_before = ends_before
    membership.save(update_fields=["ends_before"])
    return membership


def _require_charge(acting: Acting) -> None:
    if acting.capacity not in _IN_CHARGE:
        raise Hidden
