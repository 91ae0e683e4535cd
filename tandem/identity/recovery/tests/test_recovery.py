"""A recovery is completed, or not; what the database refuses; what is left of it."""

import datetime
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access import registry
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.services import close_account
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors import selectors as factors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.services import check_second_factor, make_list
from tandem.identity.factors.tests.factories import as_account
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.recovery import services
from tandem.identity.recovery.enums import Lost
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.tests.factories import RecoveryFactory, begin, file_of

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
READY = NOON + DAY


class TestComplete:
    def test_is_refused_until_the_last_moment_of_the_wait(self, person):
        begin(person)

        with pytest.raises(services.TooEarly):
            services.complete(
                file_of(person, person.counsellor),
                lost=Lost.SECOND_STEP,
                now=READY - datetime.timedelta(microseconds=1),
            )
        assert services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY).codes

    def test_replaces_every_way_in_by_a_list_and_ends_her_sessions(self, person, client):
        client.force_login(person.user)
        begin(person)

        made = services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY)

        assert [way.factor for way in factors.ways_of(person.user_id)] == [Factor.LIST]
        assert check_second_factor(as_account(person.user), code=made.codes.codes[0], now=READY) is Factor.LIST
        assert not Session.objects.exists()

    def test_is_told_again_and_noted(self, person, colleague):
        begin(person)
        Outgoing.objects.all().delete()

        services.complete(file_of(person, colleague), lost=Lost.SECOND_STEP, now=READY)

        assert Outgoing.objects.filter(topic="recovery.notice", kind="sms").count() == 1
        row = Recovery.objects.get()
        assert (row.state, row.begun_by, row.ended_by) == ("done", person.counsellor.user, colleague.user)
        assert LedgerEntry.objects.filter(verb="recovery.complete", user=colleague.user).exists()

    def test_happens_once(self, person):
        begin(person)
        services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY)

        with pytest.raises(services.NothingUnderWay):
            services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY)

    def test_comes_too_late_after_two_weeks(self, person):
        begin(person)

        with pytest.raises(services.NothingUnderWay):
            services.complete(file_of(person, person.counsellor), lost=Lost.SECOND_STEP, now=READY + 14 * DAY)

    def test_is_refused_to_the_owner_even_after_she_began_to_work_there(self, person):
        begin(person)
        her_own = MembershipFactory(organisation=person.office, user=person.user)

        with pytest.raises(services.OwnAccount):
            services.complete(file_of(person, her_own), lost=Lost.SECOND_STEP, now=READY)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_desks_at_once_hands_out_one_list(self, person, colleague):
        begin(person)
        made, start = [], threading.Barrier(2)

        def desk(membership):
            try:
                start.wait()
                made.append(services.complete(file_of(person, membership), lost=Lost.SECOND_STEP, now=READY))
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
        assert check_second_factor(as_account(person.user), code=made[0].codes.codes[0], now=READY) is Factor.LIST


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


class TestLogInAfterRecovery:
    def test_works_with_the_password_and_the_list(self, client, person):
        person.user.set_password(PASSWORD)
        person.user.save()
        now = datetime.datetime.now(tz=datetime.UTC)
        begin(person, now=now - 2 * DAY)
        made = services.complete(file_of(person, person.counsellor, now), lost=Lost.SECOND_STEP, now=now)

        client.post(reverse("account_login"), {"login": person.user.username, "password": PASSWORD})
        client.post("/en/log-in/second-factor/", {"way": "list", "code": made.codes.codes[0]})

        assert client.session["_auth_user_id"] == str(person.user_id)


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
