"""The person's own row, her stand-ins and notices in her copy of the data, and in an erasure."""

from typing import Any

from django.db import transaction

from tandem.identity.accounts.services import close_account
from tandem.identity.organisations.selectors import works_anywhere
from tandem.identity.people.models import ChangeNotice, Person, StandIn

_HANDED_OUT = (
    "person_number",
    "avs_number",
    "given_name",
    "family_name",
    "birth_date",
    "language",
    "email",
    "phone",
    "street",
    "postal_code",
    "locality",
    "canton",
    "speaks",
    "reads",
    "interpreter",
    "large_print",
    "easy_language",
    "channels",
    "reserved_from_digital",
)


def export(person_id: int) -> list[dict[str, Any]]:
    rows = Person.objects.select_related("user", "office", "fund", "counsellor__user").filter(pk=person_id)
    return [
        {
            **{name: getattr(person, name) for name in _HANDED_OUT},
            "login_name": person.user.username if person.user else None,
            "account_email": person.user.email if person.user else None,
            "office": person.office.name if person.office else None,
            "counsellor": person.counsellor.user.name if person.counsellor else None,
            "fund": person.fund.name if person.fund else None,
        }
        for person in rows.order_by("pk")
    ]


@transaction.atomic
def erase(person_id: int) -> int:
    """Empty the row of all that says who she is. The row itself stays: evidence points to its number.

    Her account is closed unless she also works for an organisation with it.
    """
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).order_by("pk").first()
    if person is None:
        return 0
    user_id, person.user = person.user_id, None
    person.person_number = person.avs_number = person.birth_date = None
    person.given_name = person.family_name = person.email = person.phone = ""
    person.street = person.postal_code = person.locality = ""
    person.speaks, person.reads, person.channels = [], [], []
    person.interpreter, person.large_print, person.easy_language = "", False, False
    person.reserved_from_digital = False
    person.counsellor = person.office = person.fund = None
    person.save()
    if user_id is not None and not works_anywhere(user_id):
        close_account(user_id)
    return 1


def export_stand_ins(person_id: int) -> list[dict[str, Any]]:
    """Who stood in for her counsellor for her file alone."""
    rows = StandIn.objects.filter(person_id=person_id).select_related("substitute__user").order_by("pk")
    return [
        {
            "stand_in": row.substitute.user.name,
            "reason": row.reason,
            "starts_on": row.starts_on,
            "ends_before": row.ends_before,
            "closed_at": row.closed_at,
        }
        for row in rows
    ]


def erase_stand_ins(person_id: int) -> int:
    """0: a row says who of the office was allowed to see a file, and names nobody once the person's row does not."""
    return 0


def export_notices(person_id: int) -> list[dict[str, Any]]:
    """What others changed, and how she was told."""
    columns = ("section", "changed_at", "changed_by__name", "organisation__name", "channel", "seen_at")
    return list(ChangeNotice.objects.filter(person_id=person_id).order_by("pk").values(*columns))


def erase_notices(person_id: int) -> int:
    """They were for her alone; the ledger keeps who changed what."""
    return ChangeNotice.objects.filter(person_id=person_id).delete()[0]
