"""Her yes by SMS, and on a signed sheet."""

import pytest

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.enums import Flaw, Outcome
from tandem.assistance.confirmations.refusals import (
    AlreadyAnswered,
    NoYes,
    PictureNeeded,
    UnknownCode,
)
from tandem.assistance.confirmations.tests.factories import (
    DAY,
    LATER,
    MINUTE,
)
from tandem.eservices.procedures.models import Draft, Filing
from tandem.foundation.pictures import picture
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.signals import sms_received
from tandem.identity.access.enums import Presence
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.tests.factories import PHONE, a_helper, a_person, proposed
from tandem.identity.mandates.tests.factories import own_file as own_mandates
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("form")

SCAN = picture(b"\x89PNG\r\n\x1a\n" + b"signed" * 9)


def again(act):
    act.refresh_from_db()
    return act


def acting_of_helper(mandate):
    return acting_as_member(MembershipFactory._meta.model.objects.get(user=mandate.helpers.get().user))


class TestSms:
    def receive(self, text, *, sender=PHONE, now=LATER):
        sms_received.send(None, phone=sender, text=text, now=now)

    def last(self):
        return Outgoing.objects.filter(topic="mandates.reply").latest("pk").body

    @pytest.fixture
    def by_sms(self, act, helper):
        services.ask_by_sms(helper, act_id=act.pk, now=NOON)
        return act

    def test_asks_about_a_text_with_its_mark_and_names_no_benefit(self, by_sms):
        body = Outgoing.objects.get(topic="confirmations.question").body
        assert by_sms.fingerprint[:4].upper() in body
        assert "JA oder NEIN" in body

    @pytest.mark.parametrize("word", ["Ja", "JA.", " ja "])
    def test_sends_after_a_yes(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "confirmed"
        assert Filing.objects.get().presence == Presence.IN_PLACE
        assert by_sms.receipt.number in self.last()

    @pytest.mark.parametrize("word", ["Nein", "nein!"])
    def test_sends_nothing_after_a_no(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "refused"
        assert Draft.objects.open().get().asked_at is None

    @pytest.mark.parametrize("word", ["ja gerne", "ok", "yes", "oui", "jo", "👍", "J A", "ja nein", ""])
    def test_takes_everything_else_for_neither_and_gives_the_number_to_call(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "asked"
        assert not Filing.objects.exists()
        assert "nicht verstanden" in self.last()

    def test_takes_no_answer_from_another_phone(self, by_sms):
        a_person(phone="+41790000055")
        self.receive("Ja", sender="+41790000055")

        assert again(by_sms).state == "asked"

    def test_takes_an_answer_once(self, by_sms):
        self.receive("Ja")
        self.receive("Nein", now=LATER + MINUTE)

        assert again(by_sms).state == "confirmed"
        assert Filing.objects.count() == 1

    def test_takes_no_answer_after_three_days(self, by_sms):
        self.receive("Ja", now=NOON + 3 * DAY)

        assert again(by_sms).state == "asked"

    def test_sends_nothing_once_the_mandate_has_ended(self, by_sms, person, mandate):
        mandates.end(own_mandates(person), mandate_id=mandate.pk, now=NOON + MINUTE / 2)
        self.receive("Ja")

        assert again(by_sms).state == "dropped"
        assert not Filing.objects.exists()

    def test_never_asks_two_things_on_one_phone(self, by_sms, person, helper):
        waiting = proposed(person, a_helper(), now=NOON)
        with pytest.raises(mandates.PhoneIsBusy):
            mandates.ask_by_sms(acting_of_helper(waiting), mandate_id=waiting.pk, now=NOON)


class TestPaper:
    @pytest.fixture
    def printed(self, act, helper):
        return services.note_printed(helper, act_id=act.pk, now=NOON)

    def test_sends_after_a_signature_that_the_helper_shows(self, printed, helper):
        act, outcome = services.note_paper(
            helper, code=printed.paper_code.lower(), signed_on=NOON.date(), scan=SCAN, now=NOON + DAY
        )

        assert outcome is Outcome.SENT
        assert act.steps.get(event="confirm").signed_on == NOON.date()
        assert Filing.objects.get().presence == Presence.IN_PLACE

    def test_takes_no_word_of_the_helper_for_a_signature(self, printed, helper):
        with pytest.raises(PictureNeeded):
            services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), now=NOON + DAY)
        assert again(printed).state == "asked"

    def test_is_taken_at_the_desk_that_the_form_is_for(self, printed, person):
        officer = MembershipFactory(fund_officer=True, organisation=person.fund)

        _act, outcome = services.note_paper(
            acting_as_member(officer), code=printed.paper_code, signed_on=NOON.date(), now=NOON + DAY
        )

        assert outcome is Outcome.SENT
        row = LedgerEntry.objects.get(verb="confirmations.note_paper")
        assert (row.capacity, row.purpose) == ("fund_officer", "monthly_form")

    def test_is_taken_nowhere_else(self, printed, person, helper):
        others = (
            acting_as_member(person.counsellor),  # the form is the fund's
            acting_as_member(MembershipFactory(fund_officer=True)),
            a_helper(),
            acting_as_member(MembershipFactory(operator=True)),
            acting_as(person),
        )
        for acting in others:
            with pytest.raises(UnknownCode):
                services.note_paper(acting, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=NOON + DAY)

    def test_knows_no_other_code(self, printed, helper):
        for code in ("7K3A-9QWX-4ACD", "x", ""):
            with pytest.raises(UnknownCode):
                services.note_paper(helper, code=code, signed_on=NOON.date(), scan=SCAN, now=NOON + DAY)

    @pytest.mark.parametrize(
        ("signed_on", "now", "flaw"),
        [
            (NOON.date() - DAY, NOON + DAY, Flaw.TOO_EARLY),
            (NOON.date() + 2 * DAY, NOON + DAY, Flaw.SIGNED_TOMORROW),
        ],
    )
    def test_takes_no_signature_of_another_day(self, printed, helper, signed_on, now, flaw):
        with pytest.raises(NoYes) as refused:
            services.note_paper(helper, code=printed.paper_code, signed_on=signed_on, scan=SCAN, now=now)
        assert refused.value.flaw is flaw

    def test_is_no_way_before_the_sheet_was_printed(self, act, helper):
        with pytest.raises(NoYes) as refused:
            services.note_paper(helper, code=act.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)
        assert refused.value.flaw is Flaw.NOT_ASKED

    def test_is_taken_once(self, printed, helper):
        services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)
        with pytest.raises(AlreadyAnswered):
            services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)
