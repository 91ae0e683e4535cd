"""What leaves in a session beside forms is signed, too: papers, documents, a question to an employer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.assistance.sessions.tests.browsers import WRONG, meet, pause, words
from tandem.eservices.certificates.models import CertificateRequest
from tandem.eservices.dossier.models import Transmission
from tandem.eservices.procedures.models import AskedDocument, HandedIn, Withdrawal
from tandem.eservices.procedures.tests.factories import MARCH, answered, filed, with_documents
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401 - a fixture
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.foundation import clock
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.factors.models import SentCode
from tandem.identity.factors.tests.factories import app_code, code_of, sent_code, with_sms
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory

EMPLOYER = {"employer": "Beck am Bach", "language": "de"}


@pytest.mark.usefixtures("in_process")
class TestEverythingElseThatIsSent:
    """Whatever leaves on her own screen is signed in a session, and only there."""

    @pytest.fixture
    def number(self, person, declared):
        declared(**with_documents(), title="For your fund", title_by_others="For her fund")
        return filed(answered(person, now=clock.now(), subject=MARCH), now=clock.now()).receipt.number

    @pytest.fixture
    def hand_in(self, number):
        return reverse("procedures:hand_in", args=[number, AskedDocument.objects.get().asked.mark])

    @pytest.fixture(params=["take_back", "hand_in", "documents", "employer"])
    def page(self, request, person, number):
        """(address, what she fills in, what leaves)"""
        month = month_of(clock.today())
        if request.param == "take_back":
            return reverse("procedures:take_back", args=[number]), dict, Withdrawal
        if request.param == "hand_in":
            mark = AskedDocument.objects.get(kind="certificate").asked.mark
            return reverse("procedures:hand_in", args=[number, mark]), a_file, HandedIn
        if request.param == "documents":
            paper = DocumentFactory(person=person).versions.get()
            said = {"documents": [str(paper.pk)], "recipients": ["office"]}
            return reverse("dossier:send"), lambda: said, Transmission
        return reverse("certificates:ask", args=[month]), lambda: EMPLOYER, CertificateRequest

    def test_leaves_with_her_code_alone(self, hers, his, person, page):
        meet(hers, his, person)
        address, said, left = page
        assert 'name="code"' in words(hers.get(address))

        for code in ("", WRONG):
            refused = hers.post(address, {**said(), "code": code})
            assert 'href="#id_code"' in words(refused)
            assert not left.objects.exists()
        hers.post(address, {**said(), "code": code_of(1)})

        assert left.objects.get().presence == Presence.TOGETHER_OWN_HANDS

    def test_of_a_file_is_kept_while_a_code_is_on_its_way(self, hers, his, person, number, hand_in):
        with_sms(person.user)
        meet(hers, his, person)

        shown = hers.post(hand_in, {**a_file(), "send_code": "1"})

        assert "We have sent a code to your phone." in words(shown)
        assert "“certificate” is here, with 1 page." in words(shown)
        assert "If it is not signed within 30 days, it is deleted." in words(shown)
        assert 'type="file"' not in words(shown)
        assert not HandedIn.objects.exists()
        held = shown.context["form"]["held"].value()
        hers.post(hand_in, {"held": held, "code": sent_code()})
        row = HandedIn.objects.get()
        assert str(row.version_id) == held
        assert row.presence == Presence.TOGETHER_OWN_HANDS

    def test_of_a_file_is_chosen_once_whatever_is_typed_wrongly(self, hers, his, person, hand_in):
        meet(hers, his, person)

        refused = hers.post(hand_in, {**a_file(), "code": WRONG})
        held = refused.context["form"]["held"].value()
        hers.post(hand_in, {"held": held, "code": ""})
        hers.post(hand_in, {"held": held, "code": code_of(1)})

        assert str(HandedIn.objects.get().version_id) == held
        assert Version.objects.count() == 1

    def test_of_a_file_after_a_pause_keeps_nothing_before_she_has_proved_that_she_is_there(
        self, hers, his, person, hand_in
    ):
        pause(meet(hers, his, person))

        refused = hers.post(hand_in, {**a_file(), "code": WRONG})

        assert refused.status_code == 200
        assert not Version.objects.exists()
        hers.post(hand_in, {**a_file(), "code": code_of(1)})
        assert HandedIn.objects.get().presence == Presence.TOGETHER_OWN_HANDS

    def test_of_a_file_that_cannot_be_read_sends_no_code(self, hers, his, person, hand_in):
        with_sms(person.user)
        meet(hers, his, person)

        refused = hers.post(hand_in, {"upload": SimpleUploadedFile("certificate.pdf", b"?"), "send_code": "1"})

        assert 'href="#id_upload"' in words(refused)
        assert not SentCode.objects.exists()

    def test_of_a_file_that_is_somebody_else_s_is_none(self, hers, his, person, hand_in):
        meet(hers, his, person)
        strange = DocumentFactory(person=PersonFactory()).versions.get()

        refused = hers.post(hand_in, {"held": str(strange.pk), "code": code_of(1)})

        assert 'href="#id_upload"' in words(refused)
        assert not HandedIn.objects.exists()

    def test_leaves_without_one_where_she_is_alone(self, hers, person, page):
        address, said, left = page
        assert 'name="code"' not in words(hers.get(address))

        hers.post(address, said())

        assert left.objects.get().presence == Presence.ALONE

    def test_is_handed_in_on_the_helper_s_screen_with_her_code(self, his, person, helper, number):
        granted(person, helper, Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.ONE_MONTH), now=clock.now())
        his.post(reverse("sessions:beside", args=[person.pk]), {"areas": ["monthly_form"]})
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        hand_in = reverse("procedures:hand_in", args=[number, AskedDocument.objects.get().asked.mark])
        assert hand_in in words(his.get(reverse("procedures:filing", args=[number])))

        refused = his.post(hand_in, {**a_file(), "code": WRONG})
        assert not HandedIn.objects.exists()
        his.post(hand_in, {"held": refused.context["form"]["held"].value(), "code": code_of(2)})

        assert HandedIn.objects.get().presence == Presence.TOGETHER_OWN_HANDS

    def test_that_cannot_be_signed_there_says_who_does_it(self, his, person, helper, number):
        granted(person, helper, Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.ONE_MONTH), now=clock.now())
        his.post(reverse("sessions:beside", args=[person.pk]), {"areas": ["monthly_form", "dossier"]})
        his.post(reverse("sessions:presence"), {"code": code_of(1)})

        assert "Only she can take this back" in words(his.get(reverse("procedures:filing", args=[number])))
        assert "She sends documents with her own log-in" in words(his.get(reverse("dossier:of", args=[person.pk])))
        assert his.post(reverse("procedures:take_back", args=[number]), {"code": code_of(2)}).status_code == 404
        assert not Withdrawal.objects.exists()

    def test_is_handed_in_by_a_helper_alone_with_a_reason_and_his_own_code(self, his, person, helper, number):
        granted(person, helper, Terms({Purpose.MONTHLY_FORM: Reach.SEND}, Duration.ONE_MONTH), now=clock.now())
        hand_in = reverse("procedures:hand_in", args=[number, AskedDocument.objects.get().asked.mark])
        for address in (hand_in, reverse("procedures:filing", args=[number])):
            assert "For her fund" in words(his.get(address))
            assert "For your fund" not in words(his.get(address))

        for missing in ({"reason": "ill"}, {"code": app_code(clock.now())}, {"reason": "ill", "code": code_of(1)}):
            refused = his.post(hand_in, {**a_file(), **missing})
            assert not HandedIn.objects.exists()
        held = refused.context["form"]["held"].value()
        his.post(hand_in, {"held": held, "reason": "ill", "code": app_code(clock.now())})

        assert HandedIn.objects.get().presence == Presence.IN_PLACE


def a_file() -> dict[str, object]:
    return {"upload": SimpleUploadedFile("certificate.pdf", pdf_of("Certificate"), "application/pdf")}
