import uuid

import pytest

from tandem.facilities.documents import registry, selectors, services
from tandem.facilities.documents.enums import Fault
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.reading import limits
from tandem.facilities.documents.stores import store
from tandem.facilities.documents.tests.factories import DocumentFactory, own_file
from tandem.facilities.documents.tests.uploads import LATER, QUARANTINE, add, page
from tandem.facilities.documents.types import StoreFault, Upload
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


def kept(person):
    return selectors.documents(own_file(person))


@pytest.mark.usefixtures("in_process")
class TestAdd:
    def test_keeps_the_pages_their_hash_and_who_added_them(self, person):
        facts = add(person, page("One"), page("Two"))

        row = Version.objects.get(pk=facts.id)
        assert (facts.title, facts.pages, facts.number, facts.kind) == ("Zeugnis", 2, 1, "cv")
        assert (row.added_by, row.presence, row.added_at) == (person.user, Presence.ALONE, NOON)
        content = store().get(row.key)
        assert (len(content), content[:5]) == (row.size, b"%PDF-")
        assert [store().get(row.preview_key(number))[:2] for number in (1, 2)] == [b"\xff\xd8"] * 2

    def test_writes_into_the_ledger(self, person):
        facts = add(person)

        row = LedgerEntry.objects.get(person=person)
        assert (row.verb, row.object_type, row.object_id) == (
            "documents.add",
            "documents.Document",
            str(facts.document_id),
        )

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("C:\\fakepath\\Lebenslauf_2026.PDF", "Lebenslauf 2026"),
            ("../../etc/passwd", "passwd"),
            ("CV\u202efdp.exe", "CVfdp.exe"),
            ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie: x"),
            ("x" * 300 + ".pdf", "x" * 100),
        ],
    )
    def test_makes_a_name_out_of_what_the_file_is_called(self, person, name, title):
        assert add(person, page(name=name)).title == title

    def test_needs_a_name(self, person):
        with pytest.raises(services.NameMissing):
            add(person, page(name="\u202e.pdf"))

    @pytest.mark.parametrize(
        ("content", "fault"),
        [(b"", Fault.EMPTY), (b"MZ", Fault.UNKNOWN), (b"x" * (limits.FILE_BYTES + 1), Fault.TOO_LARGE)],
    )
    def test_refuses_a_file_by_its_name_and_keeps_nothing(self, person, content, fault):
        with pytest.raises(services.FileRefused) as refused:
            add(person, page(), Upload(name="second.pdf", content=content))

        assert (refused.value.fault, refused.value.file, refused.value.name) == (fault, 1, "second.pdf")
        assert str(refused.value.message).startswith("second.pdf: ")
        assert not Document.objects.exists()

    def test_refuses_nothing(self, person):
        with pytest.raises(services.NothingUploaded):
            services.add(own_file(person), kind="cv", uploads=(), now=NOON)

    def test_stops_at_the_number_that_we_can_hold(self, person, monkeypatch):
        monkeypatch.setattr(services, "MOST_DOCUMENTS", 1)
        add(person)

        with pytest.raises(services.TooManyDocuments):
            add(person)

    def test_leaves_nothing_behind_when_the_store_fails_in_the_middle(self, person, monkeypatch):
        keeper, put = store(), []

        def fail_at_the_second(key, content):
            if put:
                raise StoreFault("full")
            put.append(key)

        removed = []
        monkeypatch.setattr(type(keeper), "put", lambda _self, key, content: fail_at_the_second(key, content))
        monkeypatch.setattr(type(keeper), "remove", lambda _self, key: removed.append(key))

        with pytest.raises(services.NotThere):
            add(person)

        assert removed == put != []
        assert not Document.objects.exists()

    def test_is_hidden_from_office_and_fund(self, person):
        for member in (person.counsellor, MembershipFactory(fund_officer=True, organisation=person.fund)):
            opened = open_file(acting_as_member(member), person.pk, Purpose.DOSSIER, now=NOON)
            with pytest.raises(Hidden):
                services.add(opened, kind="cv", uploads=(page(),), now=NOON)

    def test_is_for_a_helper_whose_mandate_goes_that_far(self, person):
        helper = acting_as_member(MembershipFactory(helper=True))
        granted(person, helper, Terms({Purpose.DOSSIER: Reach.PREPARE}, Duration.SIX_MONTHS), now=NOON)
        opened = open_file(helper, person.pk, Purpose.DOSSIER, now=NOON)

        facts = services.add(opened, kind="cv", uploads=(page(),), now=NOON)

        assert facts.added_by_id == helper.user_id


@pytest.mark.usefixtures("in_process")
class TestChange:
    def test_a_new_version_leaves_the_old_one_readable(self, person):
        first = add(person)
        second = services.replace(own_file(person), document_id=first.document_id, uploads=(page("New"),), now=LATER)

        assert [facts.number for facts in selectors.versions(own_file(person), first.document_id)] == [2, 1]
        assert kept(person)[0].latest.id == second.id
        assert services.fetch(own_file(person), version_id=first.id, now=LATER).content.startswith(b"%PDF-")

    def test_pages_are_added_after_those_that_are_there(self, person):
        first = add(person)

        facts = services.add_pages(own_file(person), document_id=first.document_id, uploads=(page(),), now=LATER)

        assert (facts.number, facts.pages) == (2, 2)

    def test_pages_are_arranged_as_they_were_seen(self, person):
        first = add(person, page("A"), page("B"), page("C"))

        facts = services.arrange(
            own_file(person), document_id=first.document_id, seen=1, order=[(2, 0), (0, 90)], now=LATER
        )

        assert (facts.number, facts.pages) == (2, 2)

    def test_pages_are_not_arranged_when_they_have_changed_meanwhile(self, person):
        first = add(person, page("A"), page("B"))
        services.replace(own_file(person), document_id=first.document_id, uploads=(page("New"),), now=LATER)

        with pytest.raises(services.DocumentChanged):
            services.arrange(own_file(person), document_id=first.document_id, seen=1, order=[(1, 0)], now=LATER)

    def test_versions_end(self, person, monkeypatch):
        monkeypatch.setattr(services, "MOST_VERSIONS", 1)
        first = add(person)

        with pytest.raises(services.TooManyVersions):
            services.replace(own_file(person), document_id=first.document_id, uploads=(page(),), now=LATER)

    def test_a_name_is_changed(self, person):
        first = add(person)

        services.rename(own_file(person), document_id=first.document_id, title=" My  CV ", kind="other", now=LATER)

        assert [(facts.title, facts.kind) for facts in kept(person)] == [("My CV", "other")]
        with pytest.raises(services.NameMissing):
            services.rename(own_file(person), document_id=first.document_id, title=" ", now=LATER)

    @pytest.mark.parametrize("verb", ["replace", "add_pages", "arrange", "rename", "remove"])
    def test_somebody_elses_is_hidden(self, person, verb):
        foreign = DocumentFactory()
        more = {
            "replace": {"uploads": (page(),)},
            "add_pages": {"uploads": (page(),)},
            "arrange": {"seen": 1, "order": [(0, 90)]},
            "rename": {"title": "Mine"},
            "remove": {},
        }[verb]

        with pytest.raises(Hidden):
            getattr(services, verb)(own_file(person), document_id=foreign.pk, now=NOON, **more)

    def test_another_area_of_the_file_is_hidden(self, person):
        first = add(person)

        with pytest.raises(Hidden):
            services.remove(own_file(person, Purpose.CLAIM), document_id=first.document_id, now=NOON)


class TestRemove:
    def test_destroys_what_was_never_sent(self, person, django_capture_on_commit_callbacks):
        document = DocumentFactory(person=person)
        row = document.versions.get()

        services.remove(own_file(person), document_id=document.pk, now=LATER)
        row.refresh_from_db()
        services.destroy(QUARANTINE, version_ids=[row.pk])

        assert (row.emptied_at, kept(person)) == (LATER, [])
        with pytest.raises(StoreFault):
            store().get(row.key)
        with pytest.raises(Hidden):
            services.fetch(own_file(person), version_id=row.pk, now=LATER)

    def test_keeps_what_was_sent_for_those_it_was_sent_to(self, person, monkeypatch):
        document = DocumentFactory(person=person)
        row = document.versions.get()
        monkeypatch.setitem(registry._holders, "test", set)
        monkeypatch.setitem(registry._readers, "test", lambda _acting, version_id: version_id == row.pk)

        services.remove(own_file(person), document_id=document.pk, now=LATER)
        services.destroy(QUARANTINE, version_ids=[row.pk])

        office = open_file(acting_as_member(person.counsellor), person.pk, Purpose.DOSSIER, now=LATER)
        assert services.fetch(office, version_id=row.pk, now=LATER).content.startswith(b"%PDF-")


class TestFetch:
    def test_gives_the_owner_her_pdf_and_writes_nothing_down(self, person):
        row = DocumentFactory(person=person).versions.get()

        fetched = services.fetch(own_file(person), version_id=row.pk, now=NOON)

        assert (fetched.name, fetched.type, fetched.content[:5]) == ("CV.pdf", "application/pdf", b"%PDF-")
        assert not LedgerEntry.objects.filter(person=person).exists()

    def test_is_hidden_from_an_office_to_which_it_was_not_sent(self, person):
        row = DocumentFactory(person=person).versions.get()
        office = open_file(acting_as_member(person.counsellor), person.pk, Purpose.DOSSIER, now=NOON)

        for question in (
            lambda: services.fetch(office, version_id=row.pk, now=NOON),
            lambda: services.fetch_preview(office, version_id=row.pk, page=1),
            lambda: selectors.documents(office),
            lambda: selectors.version(office, row.pk),
        ):
            with pytest.raises(Hidden):
                question()

    def test_of_somebody_else_is_seen_by_the_person(self, person, monkeypatch):
        row = DocumentFactory(person=person).versions.get()
        monkeypatch.setitem(registry._readers, "test", lambda *_question: True)
        office = open_file(acting_as_member(person.counsellor), person.pk, Purpose.DOSSIER, now=NOON)

        services.fetch(office, version_id=row.pk, now=NOON)

        assert LedgerEntry.objects.filter(person=person, verb="documents.fetch", object_id=row.document_id).exists()

    def test_of_a_version_that_is_not_there_is_hidden(self, person):
        with pytest.raises(Hidden):
            services.fetch(own_file(person), version_id=uuid.uuid4(), now=NOON)

    def test_says_so_when_the_store_does_not_answer(self, person):
        row = DocumentFactory(person=person).versions.get()
        store().remove(row.key)

        with pytest.raises(services.NotThere):
            services.fetch(own_file(person), version_id=row.pk, now=NOON)

    def test_of_a_page_that_is_not_there_is_hidden(self, person):
        row = DocumentFactory(person=person).versions.get()

        assert services.fetch_preview(own_file(person), version_id=row.pk, page=1).type == "image/jpeg"
        for page_number in (0, 2):
            with pytest.raises(Hidden):
                services.fetch_preview(own_file(person), version_id=row.pk, page=page_number)


def test_a_list_costs_the_same_for_one_document_and_for_many(person, django_assert_num_queries):
    file = own_file(person)
    for number in range(12):
        DocumentFactory(person=person, title=f"Document {number}")

    with django_assert_num_queries(2):
        assert len(selectors.documents(file)) == 12
