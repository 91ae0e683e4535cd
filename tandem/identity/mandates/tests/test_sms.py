import datetime

import pytest

from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.signals import sms_received
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.models import User
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.tests.factories import PHONE, a_helper, a_person, granted, own_file, proposed, sent_to
from tandem.identity.organisations.tests.factories import MembershipFactory

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def person():
    return a_person(language="de")


@pytest.fixture
def asked(person, helper):
    mandate = proposed(person, helper)
    services.ask_by_sms(helper, mandate_id=mandate.pk, now=NOON)
    return mandate


def receive(text, *, sender=PHONE, now=NOON + MINUTE):
    services.receive_sms(VISITOR, sender=sender, text=text, now=now)


def last_sms():
    return Outgoing.objects.filter(topic="mandates.reply").latest("pk").body


def state(mandate):
    mandate.refresh_from_db()
    return mandate.state


class TestQuestion:
    def test_names_helper_areas_reach_and_duration_and_no_benefit(self, asked):
        question = Outgoing.objects.get(topic="mandates.question")

        assert question.recipient == PHONE
        assert "Inserate, Bemühungen; vorbereiten; 6 Monate" in question.body
        assert "JA oder NEIN" in question.body
        assert asked.requests.get(channel="sms").text.language == "de"

    def test_goes_out_in_the_language_that_the_helper_chose(self, person, helper):
        mandate = proposed(person, helper)

        services.ask_by_sms(helper, mandate_id=mandate.pk, language=ReadingLanguage.AR, now=NOON)
        receive("نعم")

        assert state(mandate) == "granted"
        assert mandate.steps.get(event="consent").language == "ar"

    def test_is_not_sent_twice_in_a_day_except_when_it_failed(self, asked, helper):
        with pytest.raises(services.AskedToday):
            services.ask_by_sms(helper, mandate_id=asked.pk, now=NOON + MINUTE)
        Outgoing.objects.filter(topic="mandates.question").update(
            state="failed", fault="refused", next_attempt_at=None, started_at=None
        )

        services.ask_by_sms(helper, mandate_id=asked.pk, now=NOON + 2 * MINUTE)

        assert Outgoing.objects.filter(topic="mandates.question").count() == 2

    def test_waits_while_another_one_is_open_on_the_phone(self, asked, person):
        mandate = proposed(person, another := a_helper())

        with pytest.raises(services.PhoneIsBusy):
            services.ask_by_sms(another, mandate_id=mandate.pk, now=NOON + MINUTE)
        four_days_later = NOON + datetime.timedelta(days=4)
        services.ask_by_sms(another, mandate_id=mandate.pk, now=four_days_later)

        assert mandate.requests.filter(channel="sms", closed_at=None).exists()

    def test_is_not_sent_where_no_mobile_phone_is_known(self, helper):
        mandate = proposed(a_person(phone=""), helper)

        with pytest.raises(services.NoMobilePhone):
            services.ask_by_sms(helper, mandate_id=mandate.pk, now=NOON)


class TestYes:
    def test_grants_from_the_phone_that_was_asked(self, asked, person):
        receive("Ja.")

        assert state(asked) == "granted"
        assert "darf Ihnen helfen bis 3.10.2026" in last_sms()
        row = LedgerEntry.objects.filter(person=person).latest("sequence")
        assert (row.verb, row.capacity, row.user) == ("mandates.note_consent", "system", None)

    def test_counts_from_no_other_phone(self, asked):
        a_person(phone="+41790000099")

        receive("Ja", sender="+41790000099")
        receive("Ja", sender="+41790000098")

        assert state(asked) == "asked"
        assert sent_to("+41790000098") == []

    def test_counts_from_the_phone_as_it_was_when_asked(self, asked, person):
        person.phone = "+41790000055"
        person.save()

        receive("Ja", sender=PHONE)
        receive("Ja", sender="+41790000055")

        assert state(asked) == "asked"

    def test_counts_once(self, asked):
        receive("Ja")
        receive("Ja", now=NOON + 2 * MINUTE)

        assert asked.steps.filter(event="consent").count() == 1
        assert "keine Frage offen" in last_sms() or "nicht verstanden" in last_sms()

    def test_comes_too_late_after_three_days(self, asked):
        receive("Ja", now=NOON + datetime.timedelta(days=3))

        assert state(asked) == "asked"
        assert "Zeit zum Antworten ist vorbei" in last_sms()

    def test_means_nothing_after_the_person_has_ended_it(self, asked, person):
        services.end(own_file(person), mandate_id=asked.pk, now=NOON)

        receive("Ja")

        assert state(asked) == "ended"

    def test_is_refused_when_the_helper_decides_about_the_person_by_now(self, asked, person, helper):
        MembershipFactory(user=User.objects.get(pk=helper.user_id), organisation=person.office)

        receive("Ja")

        assert state(asked) == "asked"


class TestAnythingElse:
    @pytest.mark.parametrize("text", ["ok", "ja gerne", "Wer sind Sie?", "oui", ""])
    def test_is_neither_consent_nor_refusal_and_gets_the_number_to_call(self, asked, text):
        receive(text)

        assert state(asked) == "asked"
        assert "Wir haben Ihre Antwort nicht verstanden" in last_sms()
        assert "+41 26 305 00 00" in last_sms()

    def test_is_answered_twenty_times_a_day_and_no_more(self, asked):
        for number in range(25):
            receive("hallo", now=NOON + number * MINUTE)

        assert Outgoing.objects.filter(topic="mandates.reply").count() == 20


class TestNo:
    def test_is_noted_as_her_word(self, asked):
        receive("NEIN")

        assert state(asked) == "refused"
        assert "Wir haben Ihr Nein notiert" in last_sms()


class TestStop:
    def test_ends_the_only_mandate_at_once(self, person, helper):
        mandate = granted(person, helper)

        receive("stop")

        assert state(mandate) == "ended"
        assert "ist beendet" in last_sms()
        assert mandate.steps.get(event="end").channel == "sms"

    def test_asks_which_when_there_are_several_and_ends_that_one(self, person, helper):
        mandate, other = granted(person, helper), granted(person, a_helper())

        receive("STOP")
        assert f"STOP {mandate.pk}" in last_sms()
        assert f"STOP {other.pk}" in last_sms()
        receive(f"Stop {other.pk}")

        assert (state(mandate), state(other)) == ("granted", "ended")

    def test_ends_no_mandate_of_somebody_else(self, person, helper):
        mine, hers = granted(person, helper), granted(a_person(phone="+41790000044"), a_helper())

        receive(f"STOP {hers.pk}")

        assert (state(mine), state(hers)) == ("granted", "granted")
        assert "keine Vollmacht in Kraft" in last_sms()

    def test_arrives_through_the_gateway_with_or_without_a_plus(self, person, helper):
        mandate = granted(person, helper)

        sms_received.send(sender=Outgoing, phone=PHONE.removeprefix("+"), text="STOP", now=NOON + MINUTE)

        assert state(mandate) == "ended"
