"""The yes on screen and on paper; by SMS see test_sms.py."""

import json
import threading

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation import pictures
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import CodeListFactory, KeyFactory, code_of, code_of_another
from tandem.identity.factors.tests.soft_key import SoftKey
from tandem.identity.factors.tests.steps import challenge_in
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import Flaw, ReadingLanguage
from tandem.identity.mandates.tests.factories import (
    DAY,
    a_helper,
    a_person,
    grant,
    granted,
    opens,
    own_file,
    proposed,
)
from tandem.identity.organisations.tests.factories import MembershipFactory


class TestConsentOnScreen:
    def test_needs_a_second_factor(self, helper):
        person = a_person()
        mandate = proposed(person, helper)

        with pytest.raises(services.NoSecondFactor):
            grant(person, mandate)

    def test_takes_a_code_once(self, person, helper):
        grant(person, proposed(person, helper))
        another = proposed(person, a_helper())

        with pytest.raises(Refusal):
            grant(person, another, code=1)
        another.refresh_from_db()
        assert another.state == "asked"

    def test_takes_no_code_of_another_account(self, person, helper):
        stranger = a_person(phone="")
        CodeListFactory(user=stranger.user, key="7f" * 32, lines__spelled=code_of_another)
        mandate = proposed(stranger, helper)

        # The next line of somebody else's list, and a later one of her own.
        for code in (code_of(1), code_of_another(2)):
            with pytest.raises(WrongCode):
                grant(stranger, mandate, typed=code)
        mandate.refresh_from_db()
        assert mandate.state == "asked"

        assert grant(stranger, mandate, typed=code_of_another(1)).state == "granted"
        assert grant(person, proposed(person, a_helper())).state == "granted"  # hers was not used up

    def test_counts_for_the_text_that_was_shown(self, person, helper):
        mandate = proposed(person, helper)

        with pytest.raises(services.NoConsent) as raised:
            services.grant(
                own_file(person),
                mandate_id=mandate.pk,
                seen="0" * 64,
                language=ReadingLanguage.EN,
                code=code_of(1),
                now=NOON,
            )

        assert raised.value.flaw is Flaw.OTHER_TEXT

    def test_is_not_given_by_a_helper_nor_for_somebody_elses_mandate(self, person, helper):
        mandate = proposed(person, helper)
        stranger = a_person(phone="")
        facts = {"mandate_id": mandate.pk, "seen": "", "language": ReadingLanguage.EN, "code": code_of(1), "now": NOON}

        for acting in (helper, own_file(stranger)):
            with pytest.raises(Hidden):
                services.grant(acting, **facts)

    def test_means_nothing_after_the_proposal_was_taken_back(self, person, helper):
        mandate = proposed(person, helper)
        services.give_back(helper, mandate_id=mandate.pk, now=NOON)

        with pytest.raises(services.AlreadyAnswered):
            grant(person, mandate)

    def test_is_possible_with_an_account_that_is_younger_than_the_proposal(self, helper):
        person = a_person(with_account=False)
        mandate = proposed(person, helper)
        assert mandate.state == "proposed"
        person.user = UserFactory()
        person.save()
        CodeListFactory(user=person.user)

        grant(person, mandate)

        assert opens(helper, person) is Reach.PREPARE

    def test_keeps_both_texts_and_a_row_in_the_ledger(self, person, helper):
        mandate = grant(person, proposed(person, helper))

        assert set(mandate.texts.values_list("language", "is_official")) == {("fr", True), ("en", False)}
        row = LedgerEntry.objects.filter(person=person, verb="mandates.grant").get()
        assert (row.user, row.capacity, row.object_id) == (person.user, "self", str(mandate.pk))


class TestConsentWithAKey:
    """A passkey alone says yes: its owner may have nothing to type."""

    @pytest.fixture
    def soft(self):
        return SoftKey()

    @pytest.fixture
    def owner(self, client, clock, soft):
        clock.freeze(NOON)
        person = a_person()
        KeyFactory(user=person.user, soft=soft)
        client.force_login(person.user)
        return person

    def answer(self, client, mandate, credential, **more):
        facts = {"seen": mandate.texts.get(is_official=True).fingerprint, "credential": json.dumps(credential)}
        return client.post(reverse("mandates:decide", args=[mandate.pk]), {**facts, **more})

    def challenge(self, client, mandate):
        response = client.get(reverse("mandates:decide", args=[mandate.pk]))
        assertContains(response, "Yes, grant this mandate with my key")
        assertNotContains(response, "Your code")
        return challenge_in(client)

    def test_grants(self, client, owner, helper, soft):
        mandate = proposed(owner, helper)

        response = self.answer(client, mandate, soft.signed(self.challenge(client, mandate)))

        assertRedirects(response, reverse("mandates:granted", args=[mandate.pk]))
        assert opens(helper, owner) is Reach.PREPARE

    def test_grants_once_with_one_answer(self, client, owner, helper, soft):
        first, second = proposed(owner, helper), proposed(owner, a_helper())
        signed = soft.signed(self.challenge(client, first))
        self.answer(client, first, signed)

        response = self.answer(client, second, signed)

        assertContains(response, "This key could not be read")
        second.refresh_from_db()
        assert second.state == "asked"

    def test_takes_no_key_of_somebody_else_and_no_nonsense(self, client, owner, helper):
        mandate, stranger = proposed(owner, helper), SoftKey()
        KeyFactory(soft=stranger)

        for credential in (stranger.signed(self.challenge(client, mandate)), {}, [], "x", {"id": 7, "response": None}):
            assertContains(self.answer(client, mandate, credential), "This key could not be read")
        mandate.refresh_from_db()
        assert mandate.state == "asked"

    def test_takes_no_copied_key(self, client, owner, helper, soft):
        mandate = proposed(owner, helper)

        response = self.answer(client, mandate, soft.signed(self.challenge(client, mandate), counter=1))

        assertContains(response, "only a copy of it could say")
        mandate.refresh_from_db()
        assert mandate.state == "asked"

    def test_counts_for_the_text_that_was_shown(self, client, owner, helper, soft):
        mandate = proposed(owner, helper)

        self.answer(client, mandate, soft.signed(self.challenge(client, mandate)), seen="0" * 64)

        mandate.refresh_from_db()
        assert mandate.state == "asked"


class TestConsentOnPaper:
    @pytest.mark.parametrize(
        ("signed_on", "flaw"),
        [(NOON.date() - DAY, Flaw.TOO_EARLY), (NOON.date() + DAY, Flaw.SIGNED_TOMORROW)],
    )
    def test_bears_a_day_between_the_question_and_today(self, person, helper, signed_on, flaw):
        mandate = proposed(person, helper)
        services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)

        with pytest.raises(services.NoConsent) as raised:
            services.note_paper(helper, code=mandate.paper_code, signed_on=signed_on, now=NOON)

        assert raised.value.flaw is flaw

    def test_is_asked_for_on_paper_first(self, person, helper):
        mandate = proposed(person, helper)

        with pytest.raises(services.NoConsent):
            services.note_paper(helper, code=mandate.paper_code, signed_on=NOON.date(), now=NOON)

    def test_expires_with_the_time_to_answer(self, person, helper):
        mandate = proposed(person, helper)
        services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)
        late = NOON + 15 * DAY

        with pytest.raises(services.NoConsent):
            services.note_paper(helper, code=mandate.paper_code, signed_on=late.date(), now=late)

    def test_is_typed_in_by_nobody_but_a_helper_named_in_it_or_the_desk_of_the_office(self, person, helper):
        mandate = proposed(person, helper)
        services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)
        facts = {"code": mandate.paper_code, "signed_on": NOON.date(), "now": NOON}

        for acting in (a_helper(), acting_as_member(MembershipFactory()), own_file(person)):
            with pytest.raises(services.UnknownCode):
                services.note_paper(acting, **facts)
        services.note_paper(acting_as_member(person.counsellor), **facts)

        assert opens(helper, person) is Reach.PREPARE
        verbs = LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", flat=True)
        assert list(verbs)[-3:-1] == ["mandates.note_paper", "mandates.note_consent"]

    def test_is_told_to_the_person_who_can_contest_it(self, person, helper, told):
        mandate = granted(person, helper)
        assert f"{mandate.pk})" in told.words("en").short

        services.end(own_file(person), mandate_id=mandate.pk, contested=True, now=NOON)

        assert opens(helper, person) is None
        assert mandate.steps.get(event="end").reason == "contested"

    def test_keeps_the_scan_encrypted_until_the_person_is_erased(self, person, helper):
        mandate = proposed(person, helper)
        services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)
        picture = pictures.picture(b"\x89PNG\r\n\x1a\n" + b"signed" * 9)
        services.note_paper(helper, code=mandate.paper_code, signed_on=NOON.date(), scan=picture, now=NOON)

        scan = mandate.scans.get()
        with pictures.default_storage.open(scan.path) as file:
            assert b"signed" not in file.read()
        assert pictures.unseal(scan.path) == picture.content

    @pytest.mark.parametrize(
        "content", [b"", b"MZ\x90", b"<svg onload=alert(1)>", b"%PDF-" + b"0" * pictures.MAX_BYTES]
    )
    def test_takes_no_other_kind_of_file(self, content):
        with pytest.raises(pictures.UnusableScan):
            pictures.picture(content)


@pytest.mark.django_db(transaction=True)
def test_of_two_consents_at_once_one_counts():
    person, helper = a_person(), a_helper()
    CodeListFactory(user=person.user)
    mandate = proposed(person, helper)
    services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)
    start, answers = threading.Barrier(2), []

    def answer(act):
        start.wait()
        try:
            act()
            answers.append("granted")
        except Refusal as refusal:
            answers.append(type(refusal))
        finally:
            connection.close()

    acts = (
        lambda: grant(person, mandate),
        lambda: services.note_paper(helper, code=mandate.paper_code, signed_on=NOON.date(), now=NOON),
    )
    threads = [threading.Thread(target=answer, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, answers)) == sorted(["granted", str(services.AlreadyAnswered)])
    assert mandate.steps.filter(event="consent").count() == 1
