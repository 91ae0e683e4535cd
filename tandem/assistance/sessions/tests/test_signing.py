"""At each signature in a session she proves anew that it is she: on her own screen, and on the helper's beside him."""

import datetime
from html import unescape

import pytest
from django.urls import reverse

from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.tests.browsers import WRONG, meet, pause, queries, session_of, words
from tandem.eservices.efforts.models import Proof
from tandem.eservices.efforts.tests.factories import EffortFactory
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.tests.factories import answered
from tandem.foundation import clock
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Capacity, Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors import services
from tandem.identity.factors.models import CodeList, SentCode
from tandem.identity.factors.tests.factories import KeyFactory, app_code, code_of, with_sms
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import granted, own_file
from tandem.identity.mandates.types import Terms
from tandem.identity.presence_codes.tests.factories import printed


class Form:
    """A form of hers that is ready to be sent, in a browser."""

    def __init__(self, person, draft):
        self.person, self.address = person, reverse("procedures:check", args=[draft.pk])
        answered(person, subject=draft.subject, now=clock.now(), purpose=Purpose.EFFORTS)

    def send(self, browser, **facts):
        seen = browser.get(self.address).context["review"].seen
        return browser.post(self.address, {"seen": seen, **facts}, follow=True)

    @property
    def filing(self) -> Filing | None:
        return Filing.objects.filter(person=self.person).order_by("pk").first()


class Month:
    """Her efforts of this month, ready to be handed in."""

    def __init__(self, person, *, of=None):
        self.person, self.month = person, month_of(clock.today())
        EffortFactory(person=person, applied_on=clock.today(), written_by=person.user)
        self.address = reverse("efforts:file_for", args=[of, self.month]) if of else self.own

    @property
    def own(self) -> str:
        return reverse("efforts:file", args=[self.month])

    def send(self, browser, **facts):
        seen = browser.get(self.address).context["seen"]
        return browser.post(self.address, {"seen": seen, **facts}, follow=True)

    @property
    def filing(self) -> Proof | None:
        return Proof.objects.filter(person=self.person).order_by("pk").first()


@pytest.fixture(params=["form", "month"])
def sent(request, person, draft):
    return Form(person, draft) if request.param == "form" else Month(person)


class TestOnHerOwnScreen:
    def test_the_right_code_sends_it_and_proves_her_presence_anew(self, hers, his, person, sent):
        meet(hers, his, person)
        long_ago = clock.now() - datetime.timedelta(minutes=10)
        AssistedSession.objects.update(presence_proved_at=long_ago)

        shown = sent.send(hers, code=code_of(1))

        assert sent.filing is not None
        assert sent.filing.presence == Presence.TOGETHER_OWN_HANDS
        assert "Together, own hands" in words(shown)
        assert session_of(person).presence_proved_at > long_ago
        proved = LedgerEntry.objects.filter(person=person, verb="sessions.prove_presence")
        assert proved.get().capacity == Capacity.SELF

    @pytest.mark.parametrize("typed", ["", WRONG, "nonsense"])
    def test_without_the_right_code_nothing_is_sent_and_it_can_be_tried_again(self, hers, his, person, sent, typed):
        meet(hers, his, person)

        shown = sent.send(hers, code=typed)

        assert sent.filing is None
        assert "Nothing was" in words(shown) or "nothing was sent" in words(shown)
        assert 'href="#id_code"' in words(shown)
        sent.send(hers, code=code_of(1))
        assert sent.filing is not None

    def test_a_code_counts_once(self, hers, his, person, draft):
        meet(hers, his, person)
        month = Month(person)
        month.send(hers, code=code_of(1))
        form = Form(person, draft)

        form.send(hers, code=code_of(1))

        assert month.filing is not None
        assert form.filing is None

    def test_five_wrong_codes_lock_it_for_an_hour(self, hers, his, person, sent):
        meet(hers, his, person)
        for _number in range(5):
            sent.send(hers, code=WRONG)

        shown = sent.send(hers, code=code_of(1))

        assert "Too many wrong codes" in words(shown)
        assert sent.filing is None

    def test_a_code_is_not_used_up_for_what_could_not_be_sent_anyway(self, hers, his, person, sent):
        meet(hers, his, person)
        hers.post(sent.address, {"seen": "0" * 64, "code": code_of(1)})
        assert sent.filing is None

        sent.send(hers, code=code_of(1))

        assert sent.filing is not None

    def test_what_she_wrote_beside_it_stays_with_a_wrong_code(self, hers, his, person, draft):
        meet(hers, his, person)

        shown = Form(person, draft).send(hers, code=WRONG, late_reason="I was ill.")

        assert shown.context["form"]["late_reason"].value() == "I was ill."

    def test_asks_nothing_of_whoever_is_in_no_session(self, hers, person, sent):
        assert 'name="code"' not in words(hers.get(sent.address))

        sent.send(hers)

        assert sent.filing is not None
        assert sent.filing.presence == Presence.ALONE

    def test_whose_session_has_ended_meanwhile_sends_alone(self, hers, his, person, sent):
        meet(hers, his, person)
        hers.get(sent.address)
        his.post(reverse("sessions:end"))

        sent.send(hers, code=code_of(1))

        assert sent.filing is not None
        assert sent.filing.presence == Presence.ALONE

    def test_after_a_pause_her_signature_is_her_proof(self, hers, his, person, sent):
        session = meet(hers, his, person)
        address = hers.get(sent.address)
        seen = address.context["seen"] if "seen" in address.context else address.context["review"].seen
        pause(session)

        assert "are you still there" in words(hers.post(sent.address, {"seen": seen}))
        hers.post(sent.address, {"seen": seen, "code": WRONG})
        assert sent.filing is None
        assert not session_of(person).is_proved(clock.now())

        hers.post(sent.address, {"seen": seen, "code": code_of(1)})

        assert sent.filing is not None
        assert sent.filing.presence == Presence.TOGETHER_OWN_HANDS

    def test_her_helper_cannot_sign_on_his(self, hers, his, person, draft):
        meet(hers, his, person)
        form, month = Form(person, draft), Month(person)
        hers.post(reverse("sessions:hands"), {"to": "helper"})

        assert 'name="code"' not in words(his.get(form.address))
        seen = his.get(form.address).context["review"].seen
        his.post(form.address, {"seen": seen, "code": code_of(1)})
        for_her = reverse("efforts:file_for", args=[person.pk, month.month])

        assert his.get(for_her).status_code == 404
        assert his.post(for_her, {"seen": "x", "code": code_of(1)}).status_code == 404
        assert form.filing is None
        assert month.filing is None

    def test_one_tap_sends_her_a_code(self, hers, his, person, sent):
        CodeList.objects.all().delete()
        with_sms(person.user)
        meet(hers, his, person)
        shown = sent.send(hers, send_code="1", late_reason="I was ill.")

        assert "We have sent a code to your phone." in words(shown)
        assert "govuk-error-summary" not in words(shown)
        assert SentCode.objects.filter(user=person.user).count() == 1
        assert sent.filing is None

    def test_a_key_is_asked_by_a_page_that_is_shown_and_by_none_that_takes_the_answer(
        self, hers, his, person, sent, monkeypatch
    ):
        """Asking begins anew: it would make the answer that has just come worthless."""
        asked = []
        monkeypatch.setattr(services, "ask_key", lambda *_whose, **_account: asked.append("key") or {})
        KeyFactory(user=person.user)
        meet(hers, his, person)
        assert 'name="with_key"' in words(hers.get(sent.address))
        assert asked == ["key"]

        hers.post(sent.address, {"seen": "0" * 64, "code": ""})
        assert asked == ["key", "key"]
        sent.send(hers, code=code_of(1))

        assert asked == ["key"] * 3
        assert sent.filing is not None

    def test_the_page_costs_the_same_with_many_answers(self, hers, his, person):
        meet(hers, his, person)
        month = Month(person)
        queries(hers, month.address)
        one = queries(hers, month.address)
        for _number in range(5):
            EffortFactory(person=person, applied_on=clock.today(), written_by=person.user)

        assert queries(hers, month.address) == one


class TestWithoutASecondFactor:
    @pytest.fixture(autouse=True)
    def _none(self, person):
        CodeList.objects.all().delete()

    def test_her_password_signs_where_she_has_nothing_else(self, hers, his, person, sent):
        person.user.set_password(PASSWORD)
        person.user.save()
        hers.force_login(person.user)
        meet(hers, his, person)
        assert 'type="password"' in words(hers.get(sent.address))

        wrong = sent.send(hers, password="not-this-one-surely")
        assert "This password is not right" in words(wrong)
        assert "not-this-one" not in words(wrong)
        assert sent.filing is None

        sent.send(hers, password=PASSWORD)
        assert sent.filing is not None

    def test_five_wrong_passwords_lock_it(self, hers, his, person, sent):
        person.user.set_password(PASSWORD)
        person.user.save()
        hers.force_login(person.user)
        meet(hers, his, person)
        for _number in range(5):
            sent.send(hers, password="not-this-one-surely")

        assert "Too many wrong codes" in words(sent.send(hers, password=PASSWORD))
        assert sent.filing is None

    def test_a_printed_code_does_and_the_password_no_more(self, hers, his, person, sent):
        codes = printed(person, now=clock.now())
        person.user.set_password(PASSWORD)
        person.user.save()
        hers.force_login(person.user)
        meet(hers, his, person)
        page = words(hers.get(sent.address))
        assert "Code no. 1 of your printed list." in page
        assert 'type="password"' not in page

        sent.send(hers, password=PASSWORD)
        assert sent.filing is None
        sent.send(hers, code=codes[0])
        assert sent.filing is not None

    def test_whoever_has_nothing_at_all_reads_what_to_do(self, hers, his, person, sent):
        person.user.set_unusable_password()
        person.user.save()
        hers.force_login(person.user)
        meet(hers, his, person)

        shown = sent.send(hers)

        assert "You have nothing to sign with yet" in words(shown)
        assert "file-check" not in words(shown)
        assert sent.filing is None


class TestOnTheHelpersScreen:
    """The two sit at one screen, his; what is signed there is hers."""

    @pytest.fixture
    def mandate(self, person, helper):
        return granted(person, helper, Terms({Purpose.EFFORTS: Reach.BE_PRESENT}, Duration.ONE_MONTH), now=clock.now())

    @pytest.fixture
    def month(self, his, person, mandate):
        his.post(reverse("sessions:beside", args=[person.pk]), {"areas": ["efforts"]})
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        return Month(person, of=person.pk)

    @pytest.mark.parametrize(
        ("hands", "presence"),
        [("person", Presence.TOGETHER_OWN_HANDS), ("helper", Presence.TOGETHER_HELPER_HANDS)],
    )
    def test_she_hands_in_her_month_with_a_code_and_holds_its_receipt(self, his, person, month, hands, presence):
        his.post(reverse("sessions:hands"), {"to": hands})
        assert month.address in words(his.get(reverse("efforts:of_month", args=[person.pk, month.month])))

        shown = month.send(his, code=code_of(2))

        proof = month.filing
        assert proof is not None
        assert (proof.presence, proof.filed_by_id) == (presence, session_of(person).helper_id)
        assert str(presence.label) in unescape(words(shown))
        assert proof.receipt.number in words(shown)
        signed = LedgerEntry.objects.get(person=person, verb="sessions.sign")
        filed = LedgerEntry.objects.get(person=person, verb="efforts.file_proof")
        assert (filed.authority, filed.presence, signed.authority) == ("session", presence, "session")
        pdf = reverse("efforts:receipt_pdf_for", args=[person.pk, proof.receipt.number])
        assert his.get(pdf)["Content-Type"] == "application/pdf"

    @pytest.mark.parametrize("typed", ["", WRONG, code_of(1)])
    def test_not_without_a_new_code_of_hers(self, his, month, typed):
        shown = month.send(his, code=typed)

        assert month.filing is None
        assert 'href="#id_code"' in words(shown)
        month.send(his, code=code_of(2))
        assert month.filing is not None

    def test_her_password_is_never_asked(self, his, person, month):
        CodeList.objects.filter(user=person.user).delete()
        person.user.set_password(PASSWORD)
        person.user.save()
        page = words(his.get(month.address))

        assert 'type="password"' not in page
        assert "The desk of her office prints a new list." in page
        month.send(his, password=PASSWORD)
        assert month.filing is None

    def test_his_own_code_is_none_of_hers(self, his, helper, month):
        month.send(his, code=app_code(clock.now()))

        assert month.filing is None

    def test_not_once_the_session_has_ended(self, his, month):
        seen = his.get(month.address).context["seen"]
        his.post(reverse("sessions:end"))

        assert his.post(month.address, {"seen": seen, "code": code_of(2)}).status_code == 404
        assert month.filing is None

    def test_not_once_the_mandate_has_ended(self, his, person, mandate, month):
        seen = his.get(month.address).context["seen"]
        end_mandate(own_file(person, now=clock.now()), mandate_id=mandate.pk, now=clock.now())

        assert his.post(month.address, {"seen": seen, "code": code_of(2)}).status_code == 404
        assert month.filing is None

    def test_not_after_a_pause_before_she_has_shown_that_she_is_there(self, his, person, month):
        seen = his.get(month.address).context["seen"]
        pause(session_of(person))
        asked = his.post(month.address, {"seen": seen, "code": code_of(2), "late_reason": "ill"})
        assert "are you still there" in words(asked)
        assert 'name="code"' not in words(asked)

        again = his.post(month.address, {"seen": seen, "late_reason": "ill", "presence_code": code_of(2)})

        assert month.filing is None
        assert 'href="#id_code"' in words(again)
        his.post(month.address, {"seen": seen, "code": code_of(3)})
        assert month.filing is not None

    def test_the_shared_page_leads_there(self, his, person, month):
        of_month = reverse("efforts:of_month", args=[person.pk, month.month])

        assert of_month in words(his.get(reverse("sessions:watch")))
