"""Which organisations there are: operators say so, and companies that introduce themselves."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import Event, OrganisationKind
from tandem.identity.organisations.models import Licence, Organisation
from tandem.identity.organisations.selectors import require_operator
from tandem.identity.organisations.services._common import locked, note
from tandem.identity.organisations.types import LicenceFacts


class BelongsToAgencies(Refusal):
    message = _("A private employment agency has a licence, and nothing else has one. Nothing was saved.")


@transaction.atomic
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
    phone: str = "",
    email: str = "",
    uid: str | None = None,
    fund_number: str | None = None,
    licence: LicenceFacts | None = None,
) -> Organisation:
    """A new organisation; `phone` is E.164, `uid` CHE and nine digits.

    Raises Hidden for others than operators and for a second operator, ValidationError for facts that cannot stand,
    BelongsToAgencies.
    """
    require_operator(acting)
    if kind is OrganisationKind.OPERATOR and acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    if (kind is OrganisationKind.AGENCY) != (licence is not None):
        raise BelongsToAgencies
    organisation = Organisation(
        kind=kind,
        name=name,
        street=street,
        postal_code=postal_code,
        locality=locality,
        canton=canton,
        phone=phone,
        email=email,
        uid=uid or None,
        fund_number=fund_number or None,
        team_confirmed_on=day_of(now),
    )
    organisation.full_clean()
    organisation.save()
    if licence:
        _save_licence(organisation, licence)
    note(acting, organisation, Event.CREATED, now=now)
    return organisation


@transaction.atomic
def add_licence(acting: Acting, *, organisation_id: int, licence: LicenceFacts, now: datetime.datetime) -> Licence:
    """One more licence of an agency. Raises Hidden, BelongsToAgencies, ValidationError."""
    require_operator(acting)
    organisation = locked(organisation_id)
    if organisation.kind != OrganisationKind.AGENCY:
        raise BelongsToAgencies
    return _save_licence(organisation, licence)


@transaction.atomic
def check_organisation(acting: Acting, *, organisation_id: int, now: datetime.datetime) -> None:
    """An operator has compared a company that introduced itself with the register. Raises Hidden."""
    require_operator(acting)
    organisation = locked(organisation_id)
    if organisation.is_to_be_checked:
        organisation.is_to_be_checked = False
        organisation.save(update_fields=["is_to_be_checked"])
        note(acting, organisation, Event.CHECKED, now=now)


@transaction.atomic
def block_organisation(acting: Acting, *, organisation_id: int, reason: str, now: datetime.datetime) -> None:
    """From now on nobody acts for it, and no access code opens it; whoever asks gets the answer that everybody gets.

    Raises Hidden for others than operators and for the operator's own organisation, ValidationError without reason.
    """
    require_operator(acting)
    organisation = locked(organisation_id)
    if organisation.kind == OrganisationKind.OPERATOR:
        raise Hidden
    organisation.blocked_at, organisation.blocked_because = now, reason.strip()
    organisation.full_clean()
    organisation.save(update_fields=["blocked_at", "blocked_because"])
    note(acting, organisation, Event.BLOCKED, now=now)


@transaction.atomic
def unblock_organisation(acting: Acting, *, organisation_id: int, now: datetime.datetime) -> None:
    """Its members act for it again. Raises Hidden for others than operators."""
    require_operator(acting)
    organisation = locked(organisation_id)
    if organisation.is_blocked:
        organisation.blocked_at, organisation.blocked_because = None, ""
        organisation.save(update_fields=["blocked_at", "blocked_because"])
        note(acting, organisation, Event.UNBLOCKED, now=now)


def _save_licence(agency: Organisation, facts: LicenceFacts) -> Licence:
    licence = Licence(
        agency=agency,
        number=facts.number,
        authority=facts.authority,
        valid_from=facts.valid_from,
        valid_before=facts.valid_before,
    )
    licence.full_clean()
    licence.save()
    return licence
