"""A recovery begins: what it takes, who hears of it."""

import datetime
import threading

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.signals import settled
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import VISITOR, system
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import selectors as factors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.tests.factories import as_account
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery import receivers, services
from tandem.identity.recovery.enums import Document, Lost, RecoveryState
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.tests.factories import begin, file_of, stop_code

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
READY = NOON + DAY


class TestBegin:
    def test_notes_who_saw_which_document_and_waits_a_day(self, person):
        row = begin(person)

        assert (row.document, row.begun_by, row.ready_at) == ("passport", person.counsellor.user, READY)
        assert LedgerEntry.objects.filter(person=person, verb="recovery.begin", purpose="log_in").count() == 1

    def test_is_told_on_every_channel_with_the_way_to_stop_it(self, person):
        person.user.email, person.user.phone = "account@example.com", "+41790000005"
        person.user.save()

        begin(person)

        told = Outgoing.objects.filter(topic="recovery.notice")
        assert sorted(told.values_list("kind", flat=True)) == ["letter", "mail", "mail", "sms", "sms"]
        assert {row.recipient for row in told} >= {person.email, "account@example.com", "+41790000005"}
        assert stop_code().split()[0] in next(row.body for row in told if row.kind == "sms")

    def test_waits_for_a_letter_where_there_is_nothing_faster(self):
        person = PersonFactory(with_account=True, with_counsellor=True, with_address=True)

        assert begin(person).ready_at == NOON + 4 * DAY

    def test_waits_as_long_as_the_operators_say(self, person, settings):
        settings.RECOVERY_WAIT_HOURS = 72

        assert begin(person).ready_at == NOON + 72 * HOUR

    def test_waits_a_day_of_24_hours_when_the_clock_changes(self, person):
        begun = datetime.datetime(2026, 10, 24, 12, tzinfo=datetime.UTC)

        assert begin(person, now=begun).ready_at - begun == 24 * HOUR

    def test_leaves_her_ways_to_log_in_as_they_are(self, person):
        begin(person)

        assert [way.factor for way in factors.ways_of(person.user_id)] == [Factor.APP]

    def test_is_refused_while_another_desk_has_begun(self, person, colleague):
        begin(person)

        with pytest.raises(services.BegunAlready):
            begin(person, colleague)
        assert Recovery.objects.count() == 1

    def test_begins_anew_once_the_one_before_has_lapsed(self, person):
        first = begin(person)

        begin(person, now=READY + 14 * DAY)

        first.refresh_from_db()
        assert first.state == RecoveryState.LAPSED

    def test_needs_an_account(self):
        with pytest.raises(services.NoAccount):
            begin(PersonFactory(with_counsellor=True))

    def test_of_ones_own_account_is_refused_although_one_works_there(self, person):
        person.user = person.counsellor.user
        person.save()

        with pytest.raises(services.OwnAccount):
            begin(person)

    def test_is_no_business_of_another_office_nor_of_a_fund_nor_of_a_helper(self, person):
        strangers = [MembershipFactory(), MembershipFactory(fund_officer=True), MembershipFactory(helper=True)]

        for stranger in [*strangers, MembershipFactory(organisation=person.office, ended=True)]:
            with pytest.raises((Hidden, StopIteration)):
                file_of(person, stranger)

    def test_is_not_for_the_person_alone(self, person):
        own = open_file(acting_as(person), person.pk, Purpose.LOG_IN, now=NOON)

        with pytest.raises(services.OwnAccount):
            services.begin(own, document=Document.PASSPORT, now=NOON)

    def test_needs_the_file_opened_for_that(self, person):
        file = open_file(acting_as_member(person.counsellor), person.pk, Purpose.ASSIGNMENT, now=NOON)

        with pytest.raises(ValueError, match="not open for this"):
            services.begin(file, document=Document.PASSPORT, now=NOON)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_desks_at_once_begins_one(self, person, colleague):
        results, start = [], threading.Barrier(2)

        def desk(membership):
            try:
                start.wait()
                begin(person, membership)
                results.append("begun")
            except services.BegunAlready:
                results.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=desk, args=(member,)) for member in (person.counsellor, colleague)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(results) == ["begun", "refused"]
        assert Recovery.objects.count() == 1


class TestStop:
    def test_by_the_code_of_the_notice_needs_no_log_in(self, client, person):
        begin(person, now=datetime.datetime.now(tz=datetime.UTC))

        response = client.post(reverse("recovery:stop"), {"code": stop_code().lower()})

        assertRedirects(response, reverse("account_login"))
        assert Recovery.objects.get().state == "stopped"

    def test_by_the_owner_on_her_page(self, client, person):
        begin(person, now=datetime.datetime.now(tz=datetime.UTC))
        client.force_login(person.user)
        assertContains(client.get(reverse("factors:index")), "Somebody asked for a new way to log in to your account")

        client.post(reverse("recovery:stop_own"))

        assertNotContains(client.get(reverse("factors:index")), "Somebody asked for a new way")
        assert Recovery.objects.get().ended_by == person.user

    def test_at_the_desk_is_noted(self, person, colleague):
        begin(person)

        services.stop_at_desk(file_of(person, colleague), now=NOON + HOUR)

        assert LedgerEntry.objects.filter(verb="recovery.stop_at_desk", user=colleague.user).exists()

    def test_comes_before_completion(self, person):
        begin(person)
        services.stop_own(as_account(person.user), now=READY)

        with pytest.raises(services.NothingUnderWay):
            services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY)
        assert [way.factor for way in factors.ways_of(person.user_id)] == [Factor.APP]

    def test_of_somebody_elses_is_not_possible_from_ones_own_page(self, person):
        begin(person)

        with pytest.raises(services.NothingUnderWay):
            services.stop_own(as_account(UserFactory()), now=NOON)
        with pytest.raises(Hidden):
            services.stop_own(VISITOR, now=NOON)

    def test_takes_no_guesses_and_says_nothing_about_persons(self, client, person):
        begin(person, now=datetime.datetime.now(tz=datetime.UTC))
        for _ in range(20):
            assertContains(client.post(reverse("recovery:stop"), {"code": "AAAAA AAAAA"}), "This code stops nothing")

        assertContains(client.post(reverse("recovery:stop"), {"code": stop_code()}), "Too many attempts.")
        assert Recovery.objects.get().state == "waiting"

    def test_keeps_no_code(self, person):
        begin(person)

        assert stop_code().replace(" ", "") not in Recovery.objects.get().stop_hash


class TestFollowNotice:
    """Attack: the addresses in the file are dead, so that nobody hears of it within a day."""

    def settle(self, **states):
        """Let the mail and the SMS of the notice end in these states, as the worker would note it."""
        for kind, state in states.items():
            for message in Outgoing.objects.filter(topic="recovery.notice", kind=kind):
                facts = {"fault": "refused"} if state == "failed" else {"sent_at": NOON}
                Outgoing.objects.filter(pk=message.pk).update(state=state, next_attempt_at=None, **facts)
                services.follow_notice(system("LPD 8"), outgoing_id=message.pk, now=NOON + HOUR)

    def test_makes_it_wait_for_a_letter_when_every_mail_and_sms_failed(self, person):
        row = begin(person)

        self.settle(mail="failed", sms="failed")

        row.refresh_from_db()
        assert row.ready_at == NOON + 4 * DAY
        with pytest.raises(services.TooEarly):
            services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=NOON + 3 * DAY)

    def test_leaves_the_wait_when_one_of_them_left(self, person):
        row = begin(person)

        self.settle(mail="failed", sms="sent")

        row.refresh_from_db()
        assert row.ready_at == NOON + DAY

    def test_is_asked_of_the_queue_for_messages_of_a_recovery_only(self, person, monkeypatch):
        asked = []
        monkeypatch.setattr(receivers, "enqueue_on_commit", lambda name, **ids: asked.append((name, ids)))
        row = begin(person)

        for number in (row.told_by[0], 0):
            settled.send(sender=Outgoing, outgoing_id=number, now=NOON)

        assert asked == [("recovery.follow_notice", {"outgoing_id": row.told_by[0]})]
