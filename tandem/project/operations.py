"""Alive, ready, metrics: what the machines around the platform ask."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; it asks nobody else."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ready"})


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", content_type="text/plain")
