import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.eservices.procedures.models import AskedDocument, Attachment, HandedIn
from tandem.eservices.procedures.tests.factories import ANSWERS, answered, filed, with_documents
from tandem.eservices.procedures.tests.papers import attach, certificate, draft_of_person, kept, sheet
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401 - a fixture
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.facilities.receipts.rules import read_proof_file
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_else", "in_process")]


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared(**with_documents())


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


@pytest.fixture
def own(client, person, monkeypatch):
    for module in ("begin", "draft", "filed", "documents"):
        monkeypatch.setattr(f"tandem.eservices.procedures.views.{module}.now", lambda: NOON)
    client.force_login(person.user)
    return client


def address(name, *arguments):
    return reverse(f"procedures:{name}", args=arguments)


def a_file():
    return SimpleUploadedFile("Lohn März.pdf", pdf_of("One page"), content_type="application/pdf")


class TestPages:
    def test_lead_from_the_last_question_over_the_documents_to_the_last_look(self, own, person):
        draft = draft_of_person(person)
        response = own.post(address("step", draft.pk, "remark"), {"remark": "", "seen-remark": "1"}, follow=True)
        page = response.content.decode()

        assert response.redirect_chain[-1][0] == address("documents", draft.pk)
        for words in ("The certificate of Beck am Bach.", "You bring it later", "Go on, I bring the rest later"):
            assert words in page
        assert "You bring it later" in own.get(address("check", draft.pk)).content.decode()

    def test_leave_the_documents_out_where_none_is_asked_for(self, own, person):
        draft = answered(person, answers={"worked": False, "ill": False, "remark": ""})
        response = own.post(address("step", draft.pk, "remark"), {"remark": "", "seen-remark": "1"})

        assert response["Location"] == address("check", draft.pk)
        assert "Your answers ask for none." in own.get(address("documents", draft.pk)).content.decode()

    def test_add_a_file_and_take_it_off_again(self, own, person):
        draft = draft_of_person(person)
        form = address("add_document", draft.pk, certificate(draft, person))
        page = own.post(form, {"upload": a_file()}, follow=True).content.decode()
        assert "Lohn März" in page

        own.post(address("take_off", draft.pk, Attachment.objects.get().pk))
        assert not Attachment.objects.exists()

    def test_add_one_that_is_kept_already(self, own, person):
        draft, version = draft_of_person(person), kept(person)
        form = address("add_document", draft.pk, certificate(draft, person))
        assert "Or take one that you keep here" in own.get(form).content.decode()

        own.post(form, {"kept": str(version.pk)})
        assert Attachment.objects.get().version == version

    def test_say_what_is_wrong_and_keep_the_page(self, own, person):
        draft = draft_of_person(person)
        form = address("add_document", draft.pk, certificate(draft, person))

        assert "Choose a file, or take a photo." in own.post(form).content.decode()
        both = own.post(form, {"kept": str(kept(person).pk), "upload": a_file()}).content.decode()
        assert "Choose files, or one that you keep here, not both." in both

    def test_do_not_let_file_without_what_must_go_along(self, own, person):
        page = own.get(address("check", draft_of_person(person, remark="permit").pk)).content.decode()

        assert "A document must go along." in page
        assert "File my form" not in page

    def test_hand_in_what_was_still_missing(self, own, person):
        number = filed(draft_of_person(person)).receipt.number
        page = own.get(address("filing", number)).content.decode()
        assert "You bring it later" in page
        assert "1 document is still to bring." in own.get(address("mine")).content.decode()

        mark = AskedDocument.objects.get().asked.mark
        sent = own.post(address("hand_in", number, mark), {"upload": a_file()}, follow=True)
        row = HandedIn.objects.get()
        assert row.receipt.number in sent.content.decode()
        assert "still to bring" not in own.get(address("mine")).content.decode()

        proof = own.get(address("handed_in_proof", row.receipt.number))
        assert read_proof_file(proof.content)[1] == row.payload
        assert own.get(address("handed_in_sheet", row.receipt.number)).content[:4] == b"%PDF"

    def test_hide_anothers_documents(self, own):
        other = PersonFactory(with_account=True)
        draft = draft_of_person(other)
        mark = certificate(draft, other)
        number = filed(answered(other, subject="2026-02")).receipt.number

        for page in (
            address("documents", draft.pk),
            address("add_document", draft.pk, mark),
            address("hand_in", number, mark),
        ):
            assert own.get(page).status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_cost_the_same_however_many_documents_there_are(self, own, person, number, django_assert_num_queries):
        employers = [{"name": f"Firma {one}", "gross": 100} for one in range(number)]
        draft = answered(person, answers={**ANSWERS, "employers": employers})
        for asked in sheet(draft, person).asked_documents:
            attach(draft, person, asked.mark)

        own.get(address("documents", draft.pk))
        with django_assert_num_queries(4):
            own.get(address("documents", draft.pk))
        with django_assert_num_queries(4):
            own.get(address("check", draft.pk))
        receipt = filed(draft).receipt.number
        with django_assert_num_queries(5):
            own.get(address("filing", receipt))
