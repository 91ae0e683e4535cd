"""What the office had written about efforts before the person came to her file."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.eservices.efforts.models import EffortTarget
from tandem.foundation.formatting import month_and_year
from tandem.identity.access.types import Acting
from tandem.identity.activation.types import WrittenEntry


def written_targets(file: Acting) -> list[WrittenEntry]:
    """Each number of efforts that was agreed, in the order of the agreements."""
    rows = EffortTarget.objects.filter(person_id=file.file()).order_by("agreed_at", "pk")
    return [
        WrittenEntry(
            kind=row._meta.label,
            key=str(row.pk),
            heading=_("Agreed number of efforts"),
            text=ngettext(
                "%(number)d effort a month, from %(month)s on",
                "%(number)d efforts a month, from %(month)s on",
                row.number,
            )
            % {"number": row.number, "month": month_and_year(row.valid_from)},
            written_by=row.agreed_by_id,
            organisation_id=row.office_id,
            written_at=row.agreed_at,
        )
        for row in rows
    ]
