import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from tandem.eservices.efforts.models import Effort, Proof
from tandem.facilities.receipts.selectors import matches
from tandem.foundation import clock as time
from tandem.identity.people.models import Person
from tandem.portals.demo import services
from tandem.portals.demo.people import COUNSELLOR, JOBSEEKERS, PASSWORD, PERSONAS


@pytest.fixture
def demo(monkeypatch):
    """The people of the demo with a dozen files instead of 150, without ads."""
    monkeypatch.setattr(services, "FILES", 12)
    call_command("load_demo", "--ads", "0", stdout=io.StringIO())


class TestLoadDemo:
    def test_gives_the_counsellor_files_with_a_past(self, demo, client):
        client.post(reverse("demo:enter", args=[COUNSELLOR.username]))

        caseload = client.get(reverse("counselling:caseload")).context["caseload"]

        assert caseload.counts["all"] == 12
        assert caseload.counts["filed"] >= len(JOBSEEKERS)
        assert all(matches(proof.receipt, proof.payload) for proof in Proof.objects.order_by("pk"))
        assert not Effort.objects.filter(applied_on__gt=time.today()).exists()

    def test_changes_nothing_the_second_time(self, demo):
        before = (Person.objects.count(), Effort.objects.count(), Proof.objects.count())

        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        assert (Person.objects.count(), Effort.objects.count(), Proof.objects.count()) == before

    def test_lets_everybody_in_with_the_shared_password(self, demo, client):
        for persona in PERSONAS:
            client.logout()
            client.post(reverse("account_login"), {"login": persona.username, "password": PASSWORD})
            assert "_auth_user_id" in client.session, persona.username

    def test_dates_nothing_in_the_future_even_on_the_first_of_a_month(self, clock, monkeypatch):
        moment = clock.freeze("2026-10-01 08:00")
        monkeypatch.setattr(services, "FILES", 12)

        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        assert not Proof.objects.filter(filed_at__gt=moment).exists()
        assert not Effort.objects.filter(written_at__gt=moment + datetime.timedelta(hours=4)).exists()


class TestPersonas:
    def test_are_entered_with_one_button(self, demo, client):
        client.post(reverse("demo:enter", args=[JOBSEEKERS[0].username]))

        assert client.get(reverse("efforts:months")).status_code == 200

    def test_alone_are_entered_so(self, demo, client):
        assert client.post(reverse("demo:enter", args=["somebody"])).status_code == 404

    def test_are_closed_where_there_is_no_demo(self, demo, client, settings):
        settings.DEMO = False

        assert client.post(reverse("demo:enter", args=[COUNSELLOR.username])).status_code == 404
        assert client.get(reverse("efforts:months")).status_code == 302

    def test_are_printed_one_line_each(self):
        words = io.StringIO()

        call_command("personas", stdout=words)

        assert all(persona.username in words.getvalue() for persona in PERSONAS)
