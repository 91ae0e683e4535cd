"""Both sides of a session, each in a browser of its own: what they press to meet."""

import datetime
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.assistance.sessions.enums import Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.foundation import clock
from tandem.foundation.pages import bare
from tandem.identity.accounts.models import User

WRONG = "ACE34934"  # no code of anybody

TOGETHER = {"areas": ["efforts", "monthly_form"], "way": Way.DISTANCE}


def browser_of(user_id) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    return client


def session_of(person) -> AssistedSession:
    return AssistedSession.objects.filter(person=person).order_by("-pk")[0]


def ask(hers, person, **facts) -> str:
    """She taps, chooses, and gets the code."""
    hers.post(reverse("sessions:start"), {**TOGETHER, **facts})
    return session_of(person).code


def meet(hers, his, person, **facts) -> AssistedSession:
    his.post(reverse("sessions:join"), {"code": ask(hers, person, **facts)})
    hers.post(reverse("sessions:accept"))
    return session_of(person)


def mark(his, page, kind, field="", words="", **options):
    """He points, hints or asks beside a field of a page, or about the page as a whole; `page` is its address."""
    facts = {"page": bare(page), "kind": kind, "field": field, "words": words}
    return his.post(reverse("sessions:mark"), facts, **options)


def pause(session) -> None:
    """She has given no sign for 16 minutes."""
    long_ago = clock.now() - datetime.timedelta(minutes=16)
    AssistedSession.objects.filter(pk=session.pk).update(
        opened_at=long_ago,
        joined_at=long_ago,
        waits_until=long_ago + datetime.timedelta(minutes=1),
        started_at=long_ago,
        presence_proved_at=long_ago,
        active_at=long_ago,
        ends_at=long_ago + datetime.timedelta(minutes=60),
    )


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def step_url(draft) -> str:
    return reverse("procedures:step", args=[draft.pk, "work"])


def queries(browser, address) -> int:
    """How many statements a page costs."""
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)
