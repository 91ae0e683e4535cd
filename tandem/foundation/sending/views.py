"""The doors of an SMS gateway: a message arrived, or did not; somebody has written to us."""

import json
import secrets
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tandem.foundation.clock import now
from tandem.foundation.sending import services
from tandem.foundation.sending.description import Incoming, Reports, found
from tandem.foundation.sending.enums import State

log = structlog.get_logger()


@login_not_required
@csrf_exempt  # a machine speaks; the secret in its header is what makes it believed
@require_POST
def sms_report(request: HttpRequest) -> HttpResponse:
    """204 for a report that was noted or says nothing yet; 404 for a wrong secret and for a message nobody knows."""
    reports = settings.SMS_HTTP.reports if settings.SMS_HTTP else None
    if reports is None or not _is_believed(request, reports):
        return HttpResponse(status=404)
    report = _read(request)
    said = found(report, reports.state)
    if said in reports.delivered:
        state = State.DELIVERED
    elif said in reports.failed:
        state = State.FAILED
    else:
        log.info("delivery_report_says_nothing")
        return HttpResponse(status=204)
    reference = found(report, reports.reference) or ""
    # A report may be faster than the note that its message was sent: a gateway tries again after a 404.
    return HttpResponse(status=204 if services.note_delivery(reference, state=state, now=now()) else 404)


@login_not_required
@csrf_exempt
@require_POST
def sms_incoming(request: HttpRequest) -> HttpResponse:
    """204 once the message is handed on; 404 for a wrong secret; 400 where it says neither from whom nor what."""
    incoming = settings.SMS_HTTP.incoming if settings.SMS_HTTP else None
    if incoming is None or not _is_believed(request, incoming):
        return HttpResponse(status=404)
    said = _read(request)
    sender, text = found(said, incoming.sender), found(said, incoming.text)
    if not sender or text is None:
        return HttpResponse(status=400)
    services.receive_sms(sender=sender, text=text, now=now())
    return HttpResponse(status=204)


def _is_believed(request: HttpRequest, described: Reports | Incoming) -> bool:
    sent = request.headers.get(described.header, "").encode()
    return bool(settings.SMS_REPORT_SECRET) and secrets.compare_digest(sent, settings.SMS_REPORT_SECRET.encode())


def _read(request: HttpRequest) -> Any:
    """JSON, or the fields of a form; nothing where it is neither."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        return json.loads(request.body)
    except ValueError:
        return None
