"""Which organisations there are, who works for them, who is in charge where: questions of the whole house."""

import datetime
from collections.abc import Iterable

from tandem.identity.organisations.enums import HelperKind, OrganisationKind
from tandem.identity.organisations.models import HelperProfile, Membership, Organisation, ServiceArea
from tandem.identity.organisations.types import Contact
from tandem.reference.localities.selectors import at_postal_code


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(Organisation.objects.filter(pk__in=set(organisation_ids)).order_by().values_list("pk", "name"))


def is_member(user_id: int, organisation_id: int, *, on: datetime.date) -> bool:
    """Whether the account works for the organisation on that day; never while its access rests."""
    return Membership.objects.in_force(on=on).filter(user_id=user_id, organisation_id=organisation_id).exists()


def works_for(user_id: int, *, on: datetime.date) -> frozenset[int]:
    """All organisations for which the account works on that day; one query."""
    rows = Membership.objects.in_force(on=on).filter(user_id=user_id).order_by()
    return frozenset(rows.values_list("organisation_id", flat=True))


def helper_kind_of(user_id: int, organisation_id: int | None, *, on: datetime.date) -> HelperKind | None:
    """As what the account may help on that day, for a structure or (None) alone; None when it may not."""
    if organisation_id is None:
        alone = HelperProfile.objects.in_force(on=on).filter(user_id=user_id).order_by("pk")
        kind = alone.values_list("kind", flat=True).first()
    else:
        members = Membership.objects.in_force(on=on).filter(user_id=user_id, organisation_id=organisation_id)
        kind = members.order_by("pk").values_list("helper_kind", flat=True).first()
    return HelperKind(kind) if kind else None


def office_of_counsellor(membership_id: int, *, on: datetime.date) -> int | None:
    """The regional office for which the membership counts on that day; None for any other membership."""
    return (
        Membership.objects.in_force(on=on)
        .filter(pk=membership_id, organisation__kind=OrganisationKind.OFFICE)
        .order_by("pk")
        .values_list("organisation_id", flat=True)
        .first()
    )


def office_for(postal_code: str, on: datetime.date) -> Contact | None:
    """The regional office of whoever lives at a postal code (four digits) on a day (LACI/AVIG 85b, OACI/AVIV 18).

    The postal code's own office; or that of its commune, the biggest first where it lies in several; or the only
    office of the canton. None where nobody has said which: then the person chooses among `offices_in` the canton.
    """
    areas = ServiceArea.objects.in_force(on=on).select_related("office")
    places = at_postal_code(postal_code)
    area = areas.filter(postal_code=postal_code).order_by("pk").first() if postal_code else None
    if area is None and places:
        by_commune = {
            found.commune_number: found
            for found in areas.filter(commune_number__in={place.commune_number for place in places}).order_by("pk")
        }
        area = next((by_commune[p.commune_number] for p in places if p.commune_number in by_commune), None)
    if area is not None:
        return contact_of(area.office)
    offices = offices_in(places[0].canton) if places else []
    return offices[0] if len(offices) == 1 else None


def offices_at(postal_code: str, on: datetime.date) -> list[Contact]:
    """The office of whoever lives there; all of the cantons there, by name, where nobody has said which."""
    office = office_for(postal_code, on)
    if office is not None:
        return [office]
    cantons = {place.canton: None for place in at_postal_code(postal_code)}
    return [contact for canton in cantons for contact in offices_in(canton)]


def offices_in(canton: str) -> list[Contact]:
    """All regional offices of a canton (two capitals), by name."""
    offices = Organisation.objects.filter(kind=OrganisationKind.OFFICE, canton=canton)
    return [contact_of(office) for office in offices.order_by("name")]


def contacts_of(organisation_ids: Iterable[int]) -> list[Contact]:
    """How these organisations are reached, by name."""
    return [contact_of(one) for one in Organisation.objects.filter(pk__in=set(organisation_ids)).order_by("name")]


def funds() -> list[Contact]:
    """All unemployment funds that a person may choose, by name (LACI/AVIG 20 para. 1)."""
    rows = Organisation.objects.filter(kind=OrganisationKind.FUND, blocked_at=None)
    return [contact_of(fund) for fund in rows.order_by("name")]


def contact_of(organisation: Organisation) -> Contact:
    return Contact(
        organisation_id=organisation.pk,
        name=organisation.name,
        address=organisation.address,
        phone=organisation.phone,
        email=organisation.email,
    )


def canton_of(organisation_id: int) -> str:
    """Where an organisation is (two capitals); empty for one that is nowhere in particular."""
    return Organisation.objects.values_list("canton", flat=True).get(pk=organisation_id)


def is_of_kind(organisation_id: int, kind: OrganisationKind) -> bool:
    return Organisation.objects.filter(pk=organisation_id, kind=kind).exists()


def works_anywhere(user_id: int) -> bool:
    """Whether the account belongs, or belonged, to an organisation, or helps somebody on its own."""
    return (
        Membership.objects.filter(user_id=user_id).exists()
        or HelperProfile.objects.filter(user_id=user_id, ends_before=None).exists()
    )
