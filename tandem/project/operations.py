"""Alive, ready, metrics: what the machines around the platform ask."""

import datetime
import os
import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest, multiprocess

from tandem.facilities.documents import selectors as documents
from tandem.facilities.search import selectors as search
from tandem.foundation import clock
from tandem.foundation.http.waiting.middleware import room as waiting_room
from tandem.foundation.sending import selectors as sending
from tandem.market.ads import selectors as ads

# A worker gives a sign of life every ten seconds; three missed ones mean that nobody works.
WORKER_SILENCE = datetime.timedelta(seconds=40)

WAITING_FIGURES = {
    "waiting": "Places in the queue of this node.",
    "per_minute": "Places that came up within the last minute.",
    "busy": "Requests worked on at once, on average of the last seconds.",
}


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; it asks nobody else."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, index and queue can serve; 503 with the reason for each that cannot.

    A virus scanner that is missing is said and stops nothing: documents wait in quarantine, everything else goes on.
    """
    checks = {name: _outcome(check) for name, check in CHECKS.items()}
    ready = all(outcome == "ok" for outcome in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", **checks, "virus_scanner": documents.scanner_state()},
        status=200 if ready else 503,
    )


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for whoever sends `Authorization: Bearer <TANDEM_METRICS_TOKEN>`; 404 for everybody else."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=404)
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry) + generate_latest(_depths()), content_type=CONTENT_TYPE_LATEST)


def _depths() -> CollectorRegistry:
    """Figures that lie in the database and are read once per scrape."""
    registry = CollectorRegistry()
    jobs = Gauge("tandem_jobs_waiting", "Jobs nobody has taken yet.", registry=registry)
    jobs.set(ProcrastinateJob.objects.filter(status="todo").count())
    failed = Gauge("tandem_jobs_failed", "Jobs that failed for good and wait for somebody to look.", registry=registry)
    failed.set(ProcrastinateJob.objects.filter(status="failed").count())
    messages = Gauge("tandem_outgoing", "Messages of the last 30 days.", ["kind", "state"], registry=registry)
    for (kind, state), number in sending.count_by_kind_and_state().items():
        messages.labels(kind, state).set(number)
    quarantine = Gauge("tandem_documents_in_quarantine", "Documents that wait for the scanner.", registry=registry)
    quarantine.set(documents.quarantine()["number"])
    scanner = Gauge("tandem_virus_scanner_answers", "1 when a virus scanner is there and answers.", registry=registry)
    scanner.set(documents.scanner_state() == "ok")
    outbox = Gauge("tandem_search_changes_waiting", "Changes not yet in the index.", registry=registry)
    outbox.set(search.outbox_depth())
    if settings.WAITING_ROOM_CAPACITY:
        for name, value in waiting_room().figures(now=clock.now().timestamp()).items():
            Gauge(f"tandem_queue_{name}", WAITING_FIGURES[name], registry=registry).set(value)
    published = Gauge("tandem_ads_published", "Ads that everybody may read today.", registry=registry)
    published.set(ads.count_published(on=clock.today()))
    return registry


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError as error:
        return f"the database does not answer ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _index() -> str:
    return "ok" if search.is_ready() else "no index has been built: run manage.py reindex"


def _queue() -> str:
    since = clock.now() - WORKER_SILENCE
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists()
    return "ok" if alive else "no worker has given a sign of life: start one"


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "index": _index, "queue": _queue}
