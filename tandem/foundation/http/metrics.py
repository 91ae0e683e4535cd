"""What a scraper reads: how many requests, how fast, by view. No person, no address, no query string."""

import functools
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

log = structlog.get_logger()

SLOW = 1.0  # seconds; beyond it the operators hear of the view

REQUESTS = Counter("tandem_requests_total", "Answered requests.", ["view", "method", "status"])
SECONDS = Histogram(
    "tandem_request_seconds",
    "Time to answer.",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


# As many as there are views, methods and kinds of answers.
_number = functools.cache(REQUESTS.labels)
_times = functools.cache(SECONDS.labels)


class MetricsMiddleware:
    """Count and time each answer under the name of its view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        # Unknown addresses share one name: a scanner must not fill the memory with labels.
        view = request.resolver_match.view_name if request.resolver_match else "unknown"
        method = request.method if request.method in {"GET", "POST", "HEAD"} else "other"
        _number(view, method, response.status_code).inc()
        _times(view).observe(seconds)
        event = {"view": view, "method": request.method, "status": response.status_code, "ms": round(seconds * 1000)}
        if response.status_code >= 500:
            log.error("request_failed", **event)
        elif seconds > SLOW:
            log.warning("request_slow", **event)
        else:
            log.info("request", **event)
        return response
