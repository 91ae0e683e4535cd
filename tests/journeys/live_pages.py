"""The smallest two pages that show each other what happens, for the browser's script alone."""

import datetime

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.translation import get_language

from tandem.foundation import clock
from tandem.project.urls import urlpatterns as pages

TOPIC = "session:7"
FIELDS = ("employer", "hours", "worked", "canton", "born", "note")
shown = {"hands": "person", "over": False, "role": "person"}

WRITING = """{% extends "layout/page.html" %}{% load live %}{% block title %}Form{% endblock title %}{% block main %}
<h1 class="govuk-heading-l">Form</h1>
{% if not over %}{% live topic role until other="Mara Keller" writes=True %}{% endif %}
<p class="govuk-body" data-live-region="hands">{{ hands }} types</p>
<form method="post" data-live-send>{% csrf_token %}
<div class="govuk-form-group" data-question="employer"><label class="govuk-label" for="e">Employer</label>
<input class="govuk-input" id="e" name="employer"></div>
<div class="govuk-form-group" data-question="hours"><label class="govuk-label" for="h">Hours worked</label>
<input class="govuk-input" id="h" name="hours"></div>
<fieldset class="govuk-fieldset" data-question="worked"><legend class="govuk-fieldset__legend">Did you work?</legend>
<label><input type="radio" name="worked" value="y">Yes, I did</label>
<label><input type="radio" name="worked" value="n">No</label></fieldset>
<fieldset class="govuk-fieldset" data-question="born"><legend class="govuk-fieldset__legend">Born</legend>
<label for="bd">Day</label><input id="bd" name="born_day">
<label for="bm">Month</label><input id="bm" name="born_month">
</fieldset>
<label class="govuk-label" for="c">Canton</label>
<select class="govuk-select" id="c" name="canton"><option value="BE">Bern</option>
<option value="GR">Graubünden</option></select>
<label class="govuk-label" for="p">Password</label><input id="p" type="password" name="password">
<label class="govuk-label" for="o">Code</label><input id="o" name="code" autocomplete="one-time-code">
<div data-live-private><label class="govuk-label" for="n">Note</label>
<textarea class="govuk-textarea" id="n" name="note"></textarea></div>
</form>{% endblock main %}"""

WATCHING = """{% extends "layout/page.html" %}{% load live %}
{% block title %}Watching{% endblock title %}{% block main %}
<h1 class="govuk-heading-l">Watching</h1>
{% if not over %}{% live topic "helper" until other="Nadine Rey" %}{% endif %}
<p class="govuk-body" data-live-region="hands">{{ hands }} types</p>
<div data-live-region="watch"><form method="post">{% csrf_token %}<details><summary>Say something</summary>
<label class="govuk-label" for="w">Your words</label><input class="govuk-input" id="w" name="words"></details></form>
<dl class="govuk-summary-list">{% for field in fields %}<div class="govuk-summary-list__row">
<dt class="govuk-summary-list__key">{{ field }}</dt>
<dd class="govuk-summary-list__value" data-live-field="{{ field }}">-</dd></div>{% endfor %}
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">password</dt>
<dd class="govuk-summary-list__value" data-live-field="password">-</dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">code</dt>
<dd class="govuk-summary-list__value" data-live-field="code">-</dd></div></dl></div>
<a class="govuk-button" href="">Refresh</a>{% endblock main %}"""


def _page(source: str):
    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        until = clock.now() + datetime.timedelta(hours=1)
        # A page that no loader made ready asks for the language, which the others know (ADR 181).
        facts = {"topic": TOPIC, "until": until, "fields": FIELDS, "LANGUAGE_CODE": get_language(), **shown}
        return HttpResponse(engines["django"].from_string(source).render(facts, request))

    return view


urlpatterns = [
    *pages,
    *i18n_patterns(path("writing/", _page(WRITING)), path("watching/", _page(WATCHING))),
]
