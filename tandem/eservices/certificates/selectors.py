import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from tandem.eservices.certificates.models import CertificateRequest, EarningsCertificate
from tandem.eservices.certificates.types import EmployerView, RequestLine, Stated
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import names_of


def requests_of_month(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> list[RequestLine]:
    """The employers asked for one month of the opened file, in the order of asking; one query."""
    rows = CertificateRequest.objects.of(acting.file(Purpose.MONTHLY_FORM)).filter(month=month)
    return [_line(row, now) for row in rows.select_related("certificate__receipt").order_by("asked_at", "pk")]


def request_of(acting: Acting, request_id: int, *, now: datetime.datetime) -> RequestLine:
    """One request of the opened file, with what was stated. Raises Hidden."""
    rows = CertificateRequest.objects.of(acting.file(Purpose.MONTHLY_FORM)).filter(pk=request_id)
    row = rows.select_related("certificate__receipt").first()
    if row is None:
        raise Hidden
    return _line(row, now)


def certified_employers(person_id: int, month: datetime.date) -> list[str]:
    """Names of the employers who have certified work of one month."""
    rows = EarningsCertificate.objects.filter(person_id=person_id, month=month)
    return list(rows.order_by("employer", "pk").values_list("employer", flat=True))


# A mark of a person (`people.registry.add_mark`): whether an employer has ever certified earnings of hers.
CERTIFICATES = "certificates.earnings"


def all_certificates() -> QuerySet[EarningsCertificate]:
    return EarningsCertificate.objects.all()


def earnings_certified(person_id: int, month: datetime.date) -> list[EarningsCertificate]:
    """What employers stated of one month, in the order of arrival."""
    return list(_CERTIFIED.all(person_id=person_id, month=month))


_CERTIFIED = Rows(
    lambda *, person_id, month: EarningsCertificate.objects.filter(person_id=person_id, month=month).order_by(
        "stated_at", "pk"
    ),
    person_id=101,
    month=datetime.date(2001, 1, 1),
)


def stated_in(acting: Acting, month: datetime.date) -> list[Stated]:
    """What employers stated of one month of the opened file, in the order of arrival: what its fund reads."""
    rows = EarningsCertificate.objects.filter(person_id=acting.file(Purpose.MONTHLY_FORM), month=month)
    return [
        Stated(employer=row.employer, stated_at=row.stated_at, receipt=row.receipt.number, payload=row.payload)
        for row in rows.select_related("receipt").order_by("stated_at", "pk")
    ]


def employers_by_person(person_ids: Iterable[int], month: datetime.date) -> dict[int, list[str]]:
    """Who has certified work of one month, by person; one query. For lists: it opens no file."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = EarningsCertificate.objects.filter(person_id__in=list(person_ids), month=month)
    for person_id, employer in rows.order_by("stated_at", "pk").values_list("person_id", "employer"):
        found[person_id].append(employer)
    return found


def for_employer(request_id: int) -> EmployerView:
    """What the holder of a code is shown. Raises Hidden."""
    row = CertificateRequest.objects.filter(pk=request_id).select_related("certificate__receipt").first()
    if row is None or row.withdrawn_at is not None:
        raise Hidden
    return EmployerView(
        request_id=row.pk,
        month=row.month,
        employer=row.employer,
        person=person_as_told(row.person_id),
        typed=row.typed,
        expires_at=row.expires_at,
        receipt=row.certificate.receipt.number if hasattr(row, "certificate") else "",
    )


def person_as_told(person_id: int) -> dict[str, str]:
    """What an employer is told of the person: her name, which he knows, and nothing else."""
    return {"name": names_of([person_id])[person_id]}


def _line(row: CertificateRequest, now: datetime.datetime) -> RequestLine:
    certificate = getattr(row, "certificate", None)
    return RequestLine(
        request_id=row.pk,
        month=row.month,
        employer=row.employer,
        email=row.email,
        state=row.state(now),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        receipt=certificate.receipt.number if certificate else "",
        payload=certificate.payload if certificate else None,
    )
