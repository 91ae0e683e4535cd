import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tandem.facilities.documents import personal_data, services
from tandem.facilities.documents.enums import Scan
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.stores import store
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.documents.types import StoreFault
from tandem.identity.access.enums import Presence
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


class TestTables:
    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"number": 0}, "versions_count_from_one"),
            ({"sha256": "x" * 64}, "a_fingerprint_has_64_signs"),
            ({"pages": 0}, "a_version_has_pages_and_bytes"),
            ({"scan": "clean", "scanned_at": None}, "who_says_clean_or_infected_says_when"),
            ({"scan": "infected"}, "an_infected_version_has_no_content"),
        ],
        ids=str,
    )
    def test_refuse_nonsense(self, changes, constraint):
        facts = {
            "document": DocumentFactory(without_version=True),
            "number": 1,
            "pages": 1,
            "size": 1,
            "sha256": "0" * 64,
            "added_at": NOON,
            "presence": Presence.ALONE,
            "scan": Scan.CLEAN,
            "scanned_at": NOON,
        }
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Version.objects.create(**{**facts, **changes})

    @pytest.mark.parametrize(
        "change", [{"sha256": "0" * 64}, {"pages": 9}, {"scan": Scan.NOT_SCANNED, "scanned_at": None}]
    )
    def test_a_version_is_never_changed(self, change):
        row = DocumentFactory().versions.get()
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            Version.objects.filter(pk=row.pk).update(**change)

    def test_a_version_is_never_deleted_nor_brought_back(self):
        row = DocumentFactory().versions.get()
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            row.delete()
        Version.objects.filter(pk=row.pk).update(emptied_at=NOON)
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            Version.objects.filter(pk=row.pk).update(emptied_at=None)


class TestPersonalData:
    def test_hands_out_what_is_known_of_every_version(self, person):
        document = DocumentFactory(person=person, title="Diploma")

        (row,) = personal_data.export(person.pk)

        assert (row["title"], row["pages"], row["sha256"]) == ("Diploma", 1, document.versions.get().sha256)

    def test_erases_names_and_contents(self, person):
        document = DocumentFactory(person=person, title="Diploma of Mila")
        another = DocumentFactory()

        assert personal_data.erase(person.pk) > 0
        row = document.versions.get()
        services.destroy(system("test"), version_ids=[row.pk])

        document.refresh_from_db()
        assert (document.title, row.emptied_at is None) == ("", False)
        with pytest.raises(StoreFault):
            store().get(row.key)
        assert store().get(another.versions.get().key)
