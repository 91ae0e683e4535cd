import hashlib

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tandem.foundation import signing
from tandem.project.urls import handler400, handler403, handler404, handler429, handler500  # noqa: F401 - Django looks here
from tandem.project.urls import urlpatterns as pages


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """The frame that every page has, and nothing in it."""
    return render(request, "layout/results.html")


@csrf_exempt
@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """All that nobody can leave out of a filing: take what was sent, sign its fingerprint, write one row."""
    fingerprint = hashlib.sha256(request.body).digest()
    _key, signature = signing.sign(fingerprint, use="bench")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (content, signature) VALUES (%s, %s)", [fingerprint, signature])
    return HttpResponse(signature.hex())


urlpatterns = [*pages, path("bare", bare, name="bare"), *i18n_patterns(path("empty/", empty, name="empty"))]
