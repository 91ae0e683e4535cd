"""Somebody with neither e-mail nor phone has lost everything: paper alone brings her in again (promise 8)."""

import datetime
import io
import re

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.asserts import assertContains

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.models import PaperCode
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors import selectors as factors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.tests.factories import with_app
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery import services
from tandem.identity.recovery.enums import Lost
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.tests.factories import begin, file_of

FOUR_DAYS = datetime.timedelta(days=4)
NEW = "four-apples-eat-a-horse"


@pytest.fixture
def person():
    """She has an address and nothing else: the account has neither e-mail nor phone."""
    person = PersonFactory(with_account=True, with_counsellor=True, with_address=True, language="fr")
    person.user.email = None
    person.user.language = "fr"
    person.user.set_password(PASSWORD)
    person.user.save()
    with_app(person.user)
    return person


@pytest.fixture
def colleague(person):
    return MembershipFactory(organisation=person.office)


def read(sheet) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.content)).pages)


class TestPaperAlone:
    def test_brings_her_in_again(self, client, person, colleague, clock):
        began = clock.freeze(NOON)
        page = reverse("recovery:desk", args=[person.pk])
        client.force_login(person.counsellor.user)
        client.post(page, {"begin": "1", "document": "identity_card"})
        assert {row.kind for row in Outgoing.objects.all()} == {"letter"}
        clock.freeze(began + FOUR_DAYS)
        desk = Client()
        desk.force_login(colleague.user)

        words = read(desk.post(page, {"complete": "1", "lost": "both"}))

        assert "Votre nouveau mot de passe" in words  # her language, not the desk's
        printed = re.search(r"(?:[0-9A-Z]{4}-)+[0-9A-Z]{2,4}", words).group()
        listed = dict(re.findall(r"^(\d{1,2})\s+(\w{4} \w{4})", words, re.MULTILINE))
        hers = Client()
        hers.post(reverse("accounts:paper_code"), {"code": printed})
        hers.post(reverse("accounts:use_paper_code"), {"password1": NEW, "password_again": NEW})
        assert not get_user(hers).is_authenticated  # the new password alone opens nothing
        hers.post("/fr/log-in/second-factor/", {"way": "list", "code": listed["1"]})
        assert get_user(hers) == person.user

    def test_is_told_to_her_by_letter_and_stands_in_her_ledger(self, person, colleague):
        begin(person)
        Outgoing.objects.all().delete()

        services.complete(file_of(person, colleague), lost=Lost.BOTH, now=NOON + FOUR_DAYS)

        assert {row.kind for row in Outgoing.objects.filter(topic="recovery.notice")} == {"letter"}
        verbs = {"recovery.hand_out_password", "recovery.complete"}
        assert set(LedgerEntry.objects.filter(user=colleague.user).values_list("verb", flat=True)) >= verbs


class TestPassword:
    def test_leaves_her_second_step(self, person):
        begin(person)

        made = services.complete(file_of(person, person.counsellor), lost=Lost.PASSWORD, now=NOON + FOUR_DAYS)

        assert made.codes is None
        assert [way.factor for way in factors.ways_of(person.user_id)] == [Factor.APP]

    def test_is_printed_alone_in_her_language(self, client, person, clock):
        began = clock.freeze(NOON)
        begin(person, now=began)
        clock.freeze(began + FOUR_DAYS)
        client.force_login(person.counsellor.user)

        words = read(client.post(reverse("recovery:desk", args=[person.pk]), {"complete": "1", "lost": "password"}))

        assert "Votre nouveau mot de passe" in words
        assert "1700" not in words


class TestWhatOpensTheAccountAlone:
    """Attack: a clerk prints password and list for herself. It takes two of them, and everybody is told."""

    @pytest.mark.parametrize("lost", [Lost.BOTH, Lost.PASSWORD])
    def test_is_not_printed_by_whoever_began(self, person, lost):
        begin(person)
        if lost is Lost.PASSWORD:
            person.user.authenticator_set.all().delete()

        with pytest.raises(services.NeedsColleague):
            services.complete(file_of(person, person.counsellor), lost=lost, now=NOON + FOUR_DAYS)

        assert Recovery.objects.get().state == "waiting"
        assert not PaperCode.objects.exists()

    def test_is_explained_on_the_page(self, client, person, clock):
        began = clock.freeze(NOON)
        begin(person, now=began)
        clock.freeze(began + FOUR_DAYS)
        client.force_login(person.counsellor.user)

        said = client.post(reverse("recovery:desk", args=[person.pk]), {"complete": "1", "lost": "both"}, follow=True)

        assertContains(said, "a colleague who did not begin the recovery must complete it")
