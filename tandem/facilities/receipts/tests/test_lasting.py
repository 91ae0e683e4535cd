"""Nothing that happens later breaks a receipt: each thing that once broke one elsewhere is a test here."""

import base64
import datetime
import importlib

from django.apps import apps
from django.core.checks import run_checks
from django.db import connection
from django.utils.translation import override

from tandem.facilities.receipts import checking, selectors
from tandem.facilities.receipts.checks import keys_are_kept
from tandem.facilities.receipts.enums import Verdict
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.tests.factories import NEW_KEY, PAYLOAD, issued
from tandem.foundation import signing
from tandem.foundation.clock import ZURICH
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory

SITE = "https://tandem.example.ch"


def printed(receipt, language="de"):
    with override(language):
        return selectors.on_paper(selectors.shown(Receipt.objects.get(pk=receipt.pk)), PAYLOAD, site=SITE)


def verdict(text):
    return checking.of_text(text).verdict


class TestTransferToAnotherOffice:
    def test_changes_nothing_on_the_sheet(self):
        person = PersonFactory(with_account=True, counsellor=MembershipFactory())
        receipt = issued(person)
        before = printed(receipt)
        other = MembershipFactory()
        Person.objects.filter(pk=person.pk).update(counsellor=other, office=other.organisation)

        assert printed(receipt) == before
        assert verdict(receipt.text) is Verdict.GENUINE


class TestRotationOfTheKeys:
    def test_leaves_old_receipts_as_they_were_and_signs_new_ones_with_the_new_key(self, db, settings):
        old = issued()
        before = printed(old)
        settings.SIGNING_KEYS = [NEW_KEY, *settings.SIGNING_KEYS]
        new = issued()

        assert printed(old) == before
        assert old.key_id != new.key_id
        assert verdict(old.text) is verdict(new.text) is Verdict.GENUINE

    def test_leaves_them_when_only_the_public_half_is_kept(self, db, settings):
        old = issued()
        public = signing.public_keys()[old.key_id]
        settings.SIGNING_KEYS = [NEW_KEY, f"public:{urlsafe(public)}"]

        assert verdict(old.text) is Verdict.GENUINE

    def test_leaves_them_when_somebody_loses_the_old_key_but_says_so_loudly(self, db, settings):
        old = issued()
        settings.SIGNING_KEYS = [NEW_KEY]

        assert verdict(old.text) is Verdict.GENUINE  # our own row still knows
        [problem] = keys_are_kept(None, ["default"])
        assert old.key_id in problem.msg

    def test_is_watched_whenever_the_database_is_migrated(self, db):
        issued()

        assert not run_checks(databases=["default"])


class TestMidnight:
    def test_never_moves_a_receipt_into_the_next_day(self, db):
        last = datetime.datetime(2026, 4, 7, 23, 59, 59, 999_999, tzinfo=ZURICH)

        assert "7. April 2026, 23:59:59 (UTC+2)" in printed(issued(now=last))["facts"][0][1]

    def test_of_utc_means_nothing_to_it(self, db):
        early = datetime.datetime(2026, 4, 8, 0, 30, tzinfo=ZURICH)  # still 7 April in UTC

        assert "8. April 2026, 00:30:00" in printed(issued(now=early))["facts"][0][1]


class TestChangeOfTheClocks:
    def test_tells_the_two_hours_apart(self, db):
        summer, winter = (
            issued(now=datetime.datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=fold)) for fold in (0, 1)
        )

        assert printed(summer)["facts"][0][1].endswith("02:30:00 (UTC+2)")
        assert printed(winter)["facts"][0][1].endswith("02:30:00 (UTC+1)")
        assert verdict(summer.text) is verdict(winter.text) is Verdict.GENUINE


class TestPrintingAgain:
    def test_gives_the_same_signed_content_in_each_language(self, db):
        receipt = issued()
        signed = {printed(receipt, language)["signed"] for language in ("de", "fr", "it", "en")}

        assert signed == {receipt.text}
        assert printed(receipt) == printed(receipt)


class TestLossOfTheRow:
    def test_leaves_what_was_signed_true(self, db):
        receipt = issued()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE receipts_receipt DISABLE TRIGGER receipts_are_never_changed")
            cursor.execute("DELETE FROM receipts_receipt WHERE id = %s", [receipt.pk])
            cursor.execute("ALTER TABLE receipts_receipt ENABLE TRIGGER receipts_are_never_changed")

        assert verdict(receipt.text) is Verdict.GENUINE


class TestReceiptsFromBeforeTheSignatures:
    def test_are_signed_by_the_migration_as_new_ones_are(self, db):
        receipt = issued()
        migration = importlib.import_module("tandem.facilities.receipts.migrations.0003_signature")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(migration.OFF)
            cursor.execute(
                "UPDATE receipts_receipt SET key_id = repeat('0', 16), signature = decode(repeat('00', 64), 'hex')"
            )
            with connection.schema_editor(collect_sql=False, atomic=False) as editor:
                migration.sign(apps, editor)
            cursor.execute(migration.ON)

        again = Receipt.objects.get()
        assert again.text == receipt.text


def urlsafe(key):
    return base64.urlsafe_b64encode(key).decode()
