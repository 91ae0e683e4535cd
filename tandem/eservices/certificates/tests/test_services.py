"""An employer is asked, and states once."""

import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tandem.eservices.certificates import rules, selectors, services
from tandem.eservices.certificates.enums import RequestState
from tandem.eservices.certificates.forms import CertificateForm
from tandem.eservices.certificates.models import CertificateRequest, EarningsCertificate
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory, stated
from tandem.facilities.receipts.selectors import by_number, matches
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.months import following, month_of
from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.people.tests.factories import PersonFactory

ADDRESS = "https://tandem.example.ch/de/certificate/"


@pytest.fixture
def person():
    return PersonFactory(with_account=True)


@pytest.fixture
def file(person):
    now = clock.now()
    return open_own_file(acting_as(person, now=now), Purpose.MONTHLY_FORM, now=now)


def ask(file, **facts):
    now = clock.now()
    wanted = {"month": clock.today(), "employer": "Beck am Bach", "email": "", "language": Language.FR, **facts}
    return services.ask_employer(file, address=ADDRESS, now=now, **wanted)


def cleaned(month, **facts):
    form = CertificateForm(stated(month, **facts), month=month)
    assert form.is_valid(), form.errors
    return form.cleaned_data


class TestAskEmployer:
    def test_shows_a_code_once_and_keeps_its_hash(self, file):
        asked = ask(file)

        request = CertificateRequest.objects.get()
        assert asked.code not in str(request.__dict__)
        assert request.expires_at == asked.expires_at
        assert request.month == month_of(clock.today())

    def test_writes_to_the_employer_in_his_language_with_the_code_behind_the_hash_sign(self, file):
        asked = ask(file, email="bureau@example.ch")

        mail = Outgoing.objects.get()
        assert mail.recipient == "bureau@example.ch"
        assert f"{ADDRESS}#{asked.code}" in mail.body
        assert "Bonjour" in mail.body

    def test_leaves_a_row_for_the_person(self, file, person):
        ask(file)

        assert LedgerEntry.objects.filter(person=person, verb="certificates.ask_employer").count() == 1

    @pytest.mark.parametrize("employer", ["Beck am Bach", "BECK AM BACH"])
    def test_refuses_to_ask_the_same_employer_twice_at_once(self, file, employer):
        ask(file)

        with pytest.raises(services.AskedAlready):
            ask(file, employer=employer)

    def test_refuses_a_month_that_has_not_begun(self, file):
        with pytest.raises(services.MonthAhead):
            ask(file, month=following(month_of(clock.today())))

    def test_refuses_a_flood(self, file, person):
        for number in range(services.MOST_IN_A_MONTH):
            CertificateRequestFactory(person=person, employer=f"Betrieb {number}")

        with pytest.raises(services.TooManyRequests):
            ask(file)


class TestWithdrawRequest:
    def test_closes_the_door(self, file):
        asked = ask(file)

        services.withdraw_request(file, request_id=asked.request_id, now=clock.now())

        with pytest.raises(services.RequestClosed):
            services.open_request(VISITOR, code=asked.code, source="192.0.2.1", now=clock.now())

    def test_does_not_find_somebody_elses(self, file):
        with pytest.raises(Hidden):
            services.withdraw_request(file, request_id=CertificateRequestFactory().pk, now=clock.now())

    def test_comes_too_late_once_the_certificate_is_there(self, file, person):
        request = CertificateRequestFactory(person=person)
        services.send_certificate(VISITOR, request_id=request.pk, cleaned=cleaned(request.month), now=clock.now())

        with pytest.raises(services.CannotWithdraw):
            services.withdraw_request(file, request_id=request.pk, now=clock.now())


class TestOpenRequest:
    def test_takes_the_code_as_somebody_copies_it(self, file):
        asked = ask(file)

        typed = asked.code.lower().replace("-", " ")
        assert services.open_request(VISITOR, code=typed, source="192.0.2.1", now=clock.now()) == asked.request_id
        assert selectors.request_of(file, asked.request_id, now=clock.now()).state is RequestState.OPENED

    @pytest.mark.parametrize("code", ["", "x", "3333-3333-3333", "<script>"])
    def test_refuses_what_is_no_code(self, code):
        with pytest.raises(services.WrongCode):
            services.open_request(VISITOR, code=code, source="192.0.2.1", now=clock.now())

    def test_counts_the_guesses_of_an_address(self):
        for _ in range(services.CODES.attempts):
            with pytest.raises(services.WrongCode):
                services.open_request(VISITOR, code="3333-3333-3333", source="192.0.2.1", now=clock.now())

        with pytest.raises(TooManyAttempts):
            services.open_request(VISITOR, code="3333-3333-3333", source="192.0.2.1", now=clock.now())

    def test_ends_after_sixty_days(self, file):
        asked = ask(file)

        later = clock.now() + rules.LIFE + datetime.timedelta(seconds=1)
        with pytest.raises(services.RequestClosed):
            services.open_request(VISITOR, code=asked.code, source="192.0.2.1", now=later)


class TestSendCertificate:
    def test_gives_a_receipt_for_exactly_what_was_stated(self, file, person):
        request = CertificateRequestFactory(person=person)

        certificate = services.send_certificate(
            VISITOR, request_id=request.pk, cleaned=cleaned(request.month), now=clock.now()
        )

        assert certificate.gross == Decimal("243.95")
        assert certificate.payload["hours"] == "8.5"
        assert matches(by_number(certificate.receipt.number), certificate.payload)
        line = selectors.request_of(file, request.pk, now=clock.now())
        assert (line.state, line.receipt) == (RequestState.RECEIVED, certificate.receipt.number)

    def test_tells_the_person_who_received_it(self, person):
        request = CertificateRequestFactory(person=person)

        services.send_certificate(VISITOR, request_id=request.pk, cleaned=cleaned(request.month), now=clock.now())

        row = LedgerEntry.objects.get(person=person, verb="certificates.receive")
        assert (row.capacity, row.authority_reference) == ("system", services.ARTICLE)

    def test_works_once(self, person):
        request = CertificateRequestFactory(person=person)
        facts = cleaned(request.month)
        services.send_certificate(VISITOR, request_id=request.pk, cleaned=facts, now=clock.now())

        with pytest.raises(services.SentAlready):
            services.send_certificate(VISITOR, request_id=request.pk, cleaned=facts, now=clock.now())
        assert EarningsCertificate.objects.count() == 1

    def test_forgets_what_was_typed_once_it_is_sent(self, person):
        request = CertificateRequestFactory(person=person)
        services.keep_typed(VISITOR, request_id=request.pk, typed={"gross": "1"}, now=clock.now())

        services.send_certificate(VISITOR, request_id=request.pk, cleaned=cleaned(request.month), now=clock.now())

        request.refresh_from_db()
        assert request.typed == {}

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_is_for_good(self, person, change):
        request = CertificateRequestFactory(person=person)
        services.send_certificate(VISITOR, request_id=request.pk, cleaned=cleaned(request.month), now=clock.now())
        rows = EarningsCertificate.objects.all()

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(gross=1) if change == "update" else rows._raw_delete("default")


class TestRequestsOfMonth:
    def test_costs_the_same_for_one_and_for_many(self, file, person, django_assert_num_queries):
        for number in range(5):
            CertificateRequestFactory(person=person, employer=f"Betrieb {number}")

        with django_assert_num_queries(1):
            assert len(selectors.requests_of_month(file, month_of(clock.today()), now=clock.now())) == 5

    def test_shows_nothing_of_anybody_else(self, file):
        CertificateRequestFactory()

        assert selectors.requests_of_month(file, month_of(clock.today()), now=clock.now()) == []
