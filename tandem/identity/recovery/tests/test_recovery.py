"""A new way to log in at the desk: what it takes, who hears of it, who stops it, who tries to abuse it."""

import datetime
import re
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.services import close_account
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors import selectors as factors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.services import WrongCode, check_second_factor, make_list
from tandem.identity.factors.tests.factories import as_account, with_app
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery import services
from tandem.identity.recovery.enums import Document, RecoveryState
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.tests.factories import RecoveryFactory

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
READY = NOON + DAY


@pytest.fixture
def person():
    """Somebody who has lost the phone with her app."""
    person = PersonFactory(with_account=True, with_counsellor=True, with_channels=True, with_address=True)
    with_app(person.user)
    return person


@pytest.fixture
def colleague(person):
    return MembershipFactory(organisation=person.office)


def file_of(person, membership, now=NOON):
    return open_file(acting_as_member(membership), person.pk, Purpose.LOG_IN, now=now)


def begin(person, membership=None, now=NOON):
    file = file_of(person, membership or person.counsellor, now)
    services.begin(file, document=Document.PASSPORT, now=now)
    return Recovery.objects.get(person=person, state="waiting")


def stop_code():
    body = Outgoing.objects.filter(kind="mail", topic="recovery.notice").order_by("-pk")[0].body
    return re.search(r"code: (\w{5} \w{5})", body).group(1)


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


class TestComplete:
    def test_is_refused_until_the_last_moment_of_the_wait(self, person):
        begin(person)

        with pytest.raises(services.TooEarly):
            services.complete(file_of(person, person.counsellor), now=READY - datetime.timedelta(microseconds=1))
        assert services.complete(file_of(person, person.counsellor), now=READY).codes

    def test_replaces_every_way_in_by_a_list_and_ends_her_sessions(self, person, client):
        client.force_login(person.user)
        begin(person)

        made = services.complete(file_of(person, person.counsellor), now=READY)

        assert [way.factor for way in factors.ways_of(person.user_id)] == [Factor.LIST]
        assert check_second_factor(as_account(person.user), code=made.codes[0], now=READY) is Factor.LIST
        assert not Session.objects.exists()

    def test_is_told_again_and_noted(self, person, colleague):
        begin(person)
        Outgoing.objects.all().delete()

        services.complete(file_of(person, colleague), now=READY)

        assert Outgoing.objects.filter(topic="recovery.notice", kind="sms").count() == 1
        row = Recovery.objects.get()
        assert (row.state, row.begun_by, row.ended_by) == ("done", person.counsellor.user, colleague.user)
        assert LedgerEntry.objects.filter(verb="recovery.complete", user=colleague.user).exists()

    def test_happens_once(self, person):
        begin(person)
        services.complete(file_of(person, person.counsellor), now=READY)

        with pytest.raises(services.NothingUnderWay):
            services.complete(file_of(person, person.counsellor), now=READY)

    def test_comes_too_late_after_two_weeks(self, person):
        begin(person)

        with pytest.raises(services.NothingUnderWay):
            services.complete(file_of(person, person.counsellor), now=READY + 14 * DAY)

    def test_is_refused_to_the_owner_even_after_she_began_to_work_there(self, person):
        begin(person)
        her_own = MembershipFactory(organisation=person.office, user=person.user)

        with pytest.raises(services.OwnAccount):
            services.complete(file_of(person, her_own), now=READY)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_desks_at_once_hands_out_one_list(self, person, colleague):
        begin(person)
        made, start = [], threading.Barrier(2)

        def desk(membership):
            try:
                start.wait()
                made.append(services.complete(file_of(person, membership), now=READY))
            except services.NothingUnderWay:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=desk, args=(member,)) for member in (person.counsellor, colleague)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(made) == 1
        assert check_second_factor(as_account(person.user), code=made[0].codes[0], now=READY) is Factor.LIST


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
            services.complete(file_of(person, person.counsellor), now=READY)
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


class TestHandOutList:
    def test_gives_a_first_list_to_somebody_without_second_step(self):
        person = PersonFactory(with_account=True, with_counsellor=True)

        made = services.hand_out_list(file_of(person, person.counsellor), document=Document.PASSPORT, now=NOON)

        assert check_second_factor(as_account(person.user), code=made.codes[0], now=NOON) is Factor.LIST
        row = LedgerEntry.objects.get(verb="recovery.hand_out_list")
        assert (row.person, row.object_id) == (person, "passport")

    def test_does_not_get_around_a_second_step(self, person):
        with pytest.raises(services.HasOtherWays):
            services.hand_out_list(file_of(person, person.counsellor), document=Document.PASSPORT, now=NOON)


class TestPostList:
    def test_sends_a_list_to_the_address_in_the_file_and_stops_the_old_one(self, person):
        old = make_list(as_account(person.user), now=NOON)

        services.post_list(file_of(person, person.counsellor), now=NOON)

        letter = Outgoing.objects.get(topic="recovery.codes")
        assert letter.recipient.splitlines()[1:] == ["Beispielweg 3", "1700 Fribourg"]
        with pytest.raises(WrongCode):
            check_second_factor(as_account(person.user), code=old.codes[0], now=NOON)

    def test_needs_an_address(self):
        person = PersonFactory(with_account=True, with_counsellor=True)

        with pytest.raises(services.NoAddress):
            services.post_list(file_of(person, person.counsellor), now=NOON)
        assert not factors.has_second_factor(person.user_id)


class TestDatabase:
    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"state": "done", "ended_at": READY - HOUR}, "a_recovery_is_done_after_its_wait"),
            ({"state": "done", "ended_at": READY + 14 * DAY}, "a_recovery_is_done_after_its_wait"),
            ({"state": "stopped"}, "a_recovery_that_ended_says_when"),
            ({"ended_at": READY}, "a_recovery_that_ended_says_when"),
            ({"ready_at": NOON}, "a_recovery_waits_before_it_can_be_done"),
            ({"state": "begun"}, "a_recovery_is_in_a_known_state"),
            ({"document": "library_card"}, "a_recovery_names_a_known_document"),
        ],
    )
    def test_refuses(self, facts, name):
        row = RecoveryFactory()
        if facts.get("state") == "done":
            facts |= {"ended_by": row.begun_by}

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Recovery.objects.filter(pk=row.pk).update(**facts)

    def test_refuses_somebody_who_recovers_her_own_account(self):
        row = RecoveryFactory()

        for facts in ({"begun_by": row.user}, {"state": "done", "ended_at": READY, "ended_by": row.user}):
            with pytest.raises(IntegrityError, match="nobody_recovers_her_own"), transaction.atomic():
                Recovery.objects.filter(pk=row.pk).update(**facts)

    def test_refuses_a_second_one_under_way(self):
        row = RecoveryFactory()

        with pytest.raises(IntegrityError, match="one_recovery_at_a_time"), transaction.atomic():
            RecoveryFactory(person=row.person)


class TestDeskPage:
    @pytest.fixture
    def page(self, person):
        return reverse("recovery:desk", args=[person.pk])

    def test_leads_from_document_to_list(self, client, person, page, clock):
        began = clock.freeze(NOON)
        client.force_login(person.counsellor.user)
        assertContains(client.post(page, {"begin": "1"}), "This field is required.")

        client.post(page, {"begin": "1", "document": "passport"})
        assertNotContains(client.get(page), "Complete and print the list")
        assertContains(client.post(page, {"complete": "1"}, follow=True), "The waiting time is not over.")
        clock.freeze(began + DAY)
        client.force_login(person.counsellor.user)
        assertContains(client.get(page), "Complete and print the list")

        sheet = client.post(page, {"complete": "1"})
        assert sheet.content.startswith(b"%PDF-")
        assert "no-store" in sheet["Cache-Control"]

    def test_stops_prints_a_first_list_and_posts_one(self, client, person, page):
        client.force_login(person.counsellor.user)
        client.post(page, {"begin": "1", "document": "passport"})

        client.post(page, {"stop": "1"})
        client.post(page, {"post": "1"})

        assert Recovery.objects.get().state == "stopped"
        assert Outgoing.objects.filter(topic="recovery.codes").exists()
        assertContains(
            client.post(page, {"hand_out": "1", "document": "passport"}, follow=True), "has a second step already"
        )

    def test_looks_like_missing_to_whoever_does_not_work_at_her_office(self, client, person, page):
        for stranger in (MembershipFactory().user, MembershipFactory(fund_officer=True).user, UserFactory()):
            client.logout()
            client.force_login(stranger)

            assert client.get(page).status_code == 404
            assert client.post(page, {"begin": "1", "document": "passport"}).status_code == 404
        assert not Recovery.objects.exists()

    def test_leaves_a_row_for_who_looked(self, client, person, page):
        client.force_login(person.counsellor.user)
        client.get(page)

        assert LedgerEntry.objects.get(verb="access.open_file", person=person).purpose == "log_in"


class TestLetter:
    def test_tells_of_a_change_where_there_is_neither_address_nor_phone(self):
        person = PersonFactory(with_account=True, with_address=True)

        make_list(as_account(person.user), now=NOON)

        letter = Outgoing.objects.get(topic="recovery.notice")
        assert letter.recipient.splitlines()[1] == "Beispielweg 3"


class TestLogInAfterRecovery:
    def test_works_with_the_password_and_the_list(self, client, person):
        person.user.set_password(PASSWORD)
        person.user.save()
        now = datetime.datetime.now(tz=datetime.UTC)
        begin(person, now=now - 2 * DAY)
        made = services.complete(file_of(person, person.counsellor, now), now=now)

        client.post(reverse("account_login"), {"login": person.user.username, "password": PASSWORD})
        client.post("/en/log-in/second-factor/", {"way": "list", "code": made.codes[0]})

        assert client.session["_auth_user_id"] == str(person.user_id)


class TestLink:
    def test_stands_on_the_desks_page_of_the_person(self, client, person):
        client.force_login(person.counsellor.user)

        assertContains(
            client.get(reverse("people:person", args=[person.pk])), reverse("recovery:desk", args=[person.pk])
        )


class TestPersonalData:
    def test_is_handed_out_with_who_saw_which_document_and_erased(self):
        row = RecoveryFactory()
        other = RecoveryFactory()
        data = registry.personal_data["recovery.Recovery"]

        (copy,) = data.export(row.person_id)

        assert (copy["document"], copy["document_seen_by"]) == ("passport", row.begun_by.name)
        assert "stop_hash" not in copy
        assert data.erase(row.person_id) == 1
        assert Recovery.objects.get() == other


class TestClosedAccount:
    def test_is_opened_by_nothing_any_more(self, person):
        make_list(as_account(person.user), now=NOON)

        close_account(person.user_id)

        assert factors.ways_of(person.user_id) == []
