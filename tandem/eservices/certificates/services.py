"""Asking an employer for a certificate, and taking it. Nobody needs an account for the second."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tandem.eservices.certificates import rules
from tandem.eservices.certificates.codes import CODE
from tandem.eservices.certificates.models import CertificateRequest, EarningsCertificate
from tandem.eservices.certificates.payload import payload_of
from tandem.eservices.certificates.selectors import person_as_told
from tandem.eservices.certificates.signals import certificate_received
from tandem.eservices.certificates.types import Asked
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.services import send_mail
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record, require_signature
from tandem.identity.access.types import Acting, system

ARTICLE = "OACI 29 al. 2 let. b"
RECEIPT_KIND = "certificates.earnings"
MOST_IN_A_MONTH = 20
# A wrong code costs an attempt of the address it comes from: 49 bits are guessed by nobody.
CODES = Limit("certificates.code", attempts=20, window=datetime.timedelta(hours=1))


class MonthAhead(Refusal):
    message = _("This month has not begun. Nothing was sent. Ask the employer once the work is done.")


class TooManyRequests(Refusal):
    message = _("You have asked for 20 certificates of this month. Nothing was sent. Call your fund if you need more.")


class AskedAlready(Refusal):
    message = _("This employer has been asked for this month and the code still counts. Take that request back first.")


class CannotWithdraw(Refusal):
    message = _("The employer has sent the certificate already. Your fund decides on it; tell it what is wrong.")


class WrongCode(Refusal):
    message = _("No request has this code. Nothing was changed. Compare it with the e-mail or the sheet.")


class RequestClosed(Refusal):
    message = _("This code counts no more. Nothing was changed. Ask the person who gave it to you for a new one.")


class SentAlready(Refusal):
    message = _("This certificate has been sent. A code works once. For a correction, call the person's fund.")


@transaction.atomic
def ask_employer(
    acting: Acting,
    *,
    month: datetime.date,
    employer: str,
    email: str,
    language: Language,
    address: str,
    now: datetime.datetime,
) -> Asked:
    """Ask for a certificate of one month: by e-mail, or by the code on a sheet when `email` is empty.

    `address` is the page on which the code is entered, with its host: it goes into a mail. The code stands behind its
    "#", which no server sees or logs.
    Raises MonthAhead, AskedAlready, TooManyRequests, SignatureNeeded; Hidden for the platform itself.
    """
    person_id, user_id = acting.file(Purpose.MONTHLY_FORM), acting.user_id
    if user_id is None:
        raise Hidden
    month = month_of(month)
    if month > month_of(day_of(now)):
        raise MonthAhead
    earlier = CertificateRequest.objects.of(person_id).filter(month=month)
    if earlier.unanswered(at=now).filter(employer__iexact=employer).exists():
        raise AskedAlready
    if earlier.count() >= MOST_IN_A_MONTH:
        raise TooManyRequests
    require_signature(acting)
    code = CODE.new()
    request = CertificateRequest.objects.create(
        person_id=person_id,
        month=month,
        employer=employer,
        email=email,
        language=language,
        code_hash=CODE.fingerprint(code),
        asked_at=now,
        asked_by_id=user_id,
        presence=acting.presence,
        expires_at=now + rules.LIFE,
    )
    _record(acting, "certificates.ask_employer", request, now)
    if email:
        _write(request, code, address, now)
    return Asked(request_id=request.pk, code=code, expires_at=request.expires_at)


@transaction.atomic
def withdraw_request(acting: Acting, *, request_id: int, now: datetime.datetime) -> None:
    """The code opens nothing any more. Raises CannotWithdraw once the certificate is there; Hidden."""
    request = _hers(acting, request_id)
    if hasattr(request, "certificate"):
        raise CannotWithdraw
    if request.withdrawn_at is None:
        request.withdrawn_at = now
        request.typed = {}
        request.save(update_fields=["withdrawn_at", "typed"])
        _record(acting, "certificates.withdraw_request", request, now)


def open_request(acting: Acting, *, code: str, source: str, now: datetime.datetime) -> int:
    """The request that a code opens, for whoever holds it; `source` is the address that attempts are counted for.

    Raises TooManyAttempts, WrongCode, RequestClosed. A certificate that was sent is opened, too: its receipt shows.
    """
    # Before any transaction: a refusal must not take the count back.
    wait = CODES.claim(source, now=now)
    if wait:
        raise TooManyAttempts(wait)
    try:
        code_hash = CODE.fingerprint(CODE.normalised(code))
    except ValueError:
        raise WrongCode from None
    request = CertificateRequest.objects.filter(code_hash=code_hash).select_related("certificate").first()
    if request is None:
        raise WrongCode
    _refuse_closed(request, now)
    CODES.forget(source)
    if request.opened_at is None:
        CertificateRequest.objects.filter(pk=request.pk, opened_at=None).update(opened_at=now)
    return request.pk


def keep_typed(acting: Acting, *, request_id: int, typed: Mapping[str, str], now: datetime.datetime) -> None:
    """Keep what the employer has entered so far. Raises RequestClosed, SentAlready, Hidden."""
    with transaction.atomic():
        request = _locked(request_id)
        _refuse_closed(request, now)
        _refuse_sent(request)
        request.typed = dict(typed)
        request.save(update_fields=["typed"])


@transaction.atomic
def send_certificate(
    acting: Acting, *, request_id: int, cleaned: Mapping[str, Any], now: datetime.datetime
) -> EarningsCertificate:
    """Take the employer's statement, with a receipt; from then on nobody can change it.

    `cleaned` is the data of a valid CertificateForm. Raises RequestClosed, SentAlready, Hidden.
    """
    request = _locked(request_id)
    _refuse_closed(request, now)
    _refuse_sent(request)
    payload = payload_of(
        cleaned, month=request.month, employer=request.employer, person=person_as_told(request.person_id)
    )
    platform = system(ARTICLE)
    file = platform.concerning(request.person_id, platform.authority, Purpose.MONTHLY_FORM)
    certificate = EarningsCertificate.objects.create(
        request=request,
        person_id=request.person_id,
        month=request.month,
        employer=request.employer,
        gross=cleaned["gross"],
        payload=payload,
        stated_at=now,
        receipt=issue_receipt(file, kind=RECEIPT_KIND, payload=payload, now=now),
    )
    request.typed = {}
    request.save(update_fields=["typed"])
    record(
        file,
        verb="certificates.receive",
        purpose=Purpose.MONTHLY_FORM,
        object_type="certificates.EarningsCertificate",
        object_id=certificate.pk,
        now=now,
    )
    transaction.on_commit(
        lambda: certificate_received.send(
            sender=EarningsCertificate, person_id=request.person_id, certificate_id=certificate.pk, now=now
        ),
        robust=True,
    )
    return certificate


def _refuse_closed(request: CertificateRequest, now: datetime.datetime) -> None:
    if request.withdrawn_at is not None or (request.expires_at <= now and not hasattr(request, "certificate")):
        raise RequestClosed


def _refuse_sent(request: CertificateRequest) -> None:
    if hasattr(request, "certificate"):
        raise SentAlready


def _locked(request_id: int) -> CertificateRequest:
    request = CertificateRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if request is None:
        raise Hidden
    return request


def _hers(acting: Acting, request_id: int) -> CertificateRequest:
    request = (
        CertificateRequest.objects.of(acting.file(Purpose.MONTHLY_FORM))
        .select_for_update(of=("self",))
        .filter(pk=request_id)
        .first()
    )
    if request is None:
        raise Hidden
    return request


def _record(acting: Acting, verb: str, request: CertificateRequest, now: datetime.datetime) -> None:
    record(
        acting,
        verb=verb,
        purpose=Purpose.MONTHLY_FORM,
        object_type="certificates.CertificateRequest",
        object_id=request.pk,
        now=now,
    )


def _write(request: CertificateRequest, code: str, address: str, now: datetime.datetime) -> None:
    person = person_as_told(request.person_id)
    with override(request.language):
        send_mail(
            to=request.email,
            subject=gettext("A certificate for %(month)s is needed")
            % {"month": formatting.month_and_year(request.month)},
            text=gettext(
                "Good day\n\n%(person)s worked for %(employer)s in %(month)s and asks you to certify it. The law asks "
                "this of every employer, within one week (LACI/AVIG 20 para. 2, 88).\n\nYou need no account and no "
                "paper. Open this page:\n\n%(link)s\n\nIf the code is not filled in, type it: %(code)s\n\nThe code "
                "works once, until %(day)s. If you do not know this person, do nothing.\n"
            )
            % {
                "person": person["name"],
                "employer": request.employer,
                "month": formatting.month_and_year(request.month),
                "link": f"{address}#{code}",
                "code": code,
                "day": formatting.long_date(request.expires_at),
            },
            topic="certificates.request",
            to_body=True,
            now=now,
        )
