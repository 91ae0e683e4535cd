from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tandem.project.urls import urlpatterns as pages


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """The frame that every page has, and nothing in it."""
    return render(request, "layout/results.html")


urlpatterns = [*pages, *i18n_patterns(path("empty/", empty, name="empty"))]
