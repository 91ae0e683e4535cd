import datetime

import factory

from tandem.eservices.certificates import rules
from tandem.eservices.certificates.codes import CODE
from tandem.eservices.certificates.models import CertificateRequest
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Presence
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.people.tests.factories import PersonFactory


class CertificateRequestFactory(factory.django.DjangoModelFactory):
    """A request on paper that waits for its employer, asked now for this month. Its code is `typed_code`."""

    class Meta:
        model = CertificateRequest

    class Params:
        typed_code = factory.LazyFunction(CODE.new)

    person = factory.SubFactory(PersonFactory, with_account=True)
    month = factory.LazyFunction(lambda: month_of(clock.today()))
    employer = "Beck am Bach"
    language = Language.DE
    code_hash = factory.LazyAttribute(lambda request: CODE.fingerprint(request.typed_code))
    asked_at = factory.LazyFunction(clock.now)
    asked_by = factory.SubFactory(UserFactory)
    presence = Presence.ALONE
    expires_at = factory.LazyAttribute(lambda request: request.asked_at + rules.LIFE)


def stated(month: datetime.date, **facts: str) -> dict[str, str]:
    """What an employer types for a month of two days' work, valid as it stands."""
    return {
        "job_title": "Verkäuferin",
        "day_2": "4.5",
        "day_3": "4",
        "agreed_hours": "9",
        "usual_hours": "42",
        "wage_kind": "hourly",
        "wage": "26.50",
        "gross": "243.95",
        "holiday_pay": "18.75",
        "pension": "no",
        "offered_more": "no",
        "goes_on": "yes",
        "signed_by": "Ruth Muster",
        "function": "Inhaberin",
        "phone": "031 300 00 00",
        **facts,
    }
