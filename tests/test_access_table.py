"""Every address against every audience, from one table."""

import datetime
import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.selectors import efforts_of_month, fingerprint
from tandem.eservices.efforts.services import file_proof, note_effort
from tandem.eservices.efforts.types import EffortFacts
from tandem.facilities.search.services import reindex
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of
from tandem.foundation.sending.gateways.folders import FolderLetterPrinter
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory
from tandem.foundation.sending.types import Letter
from tandem.identity.access.contests import contest_visit
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.factors.tests.factories import KeyFactory
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.own_data.tests.factories import CopyFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.market.ads.tests.factories import AdFactory
from tandem.portals.demo.people import PERSONAS
from tests.access_table import AUDIENCE, LOGIN, TABLE


def names(patterns=None, space=""):
    """Every URL name of the site, with its name space."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(set(names())) == sorted(TABLE)


@pytest.fixture
def users():
    """One account per audience."""
    counsellor = MembershipFactory()
    fund_officer = MembershipFactory(fund_officer=True)
    person = PersonFactory(with_account=True, counsellor=counsellor, fund=fund_officer.organisation)
    return {
        "visitor": None,
        "person": person.user,
        "another_person": PersonFactory(with_account=True).user,
        "counsellor": counsellor.user,
        "another_counsellor": MembershipFactory(organisation=counsellor.organisation).user,
        "fund_officer": fund_officer.user,
        "helper": MembershipFactory(helper=True, manager=True).user,
        "provider": MembershipFactory(provider=True).user,
        "employer": MembershipFactory(employer=True).user,
        "agency": MembershipFactory(agency=True).user,
        "operator": MembershipFactory(operator=True).user,
    }


def a_printed_letter(now):
    return FolderLetterPrinter().print(Letter(str(uuid.uuid4()), "Mila Arnold\n3000 Bern", PDF, now))


@pytest.fixture
def samples(users):
    """One thing of each kind; what belongs to somebody belongs to the person."""
    person, now = users["person"].person, clock.now()
    today = clock.day_of(now)
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    facts = EffortFacts(
        applied_on=today,
        channels=(Channel.ELECTRONIC,),
        company="Beck am Bach",
        job_title="Verkäuferin",
        postal_code="1700",
        locality="Fribourg",
        email="jobs@example.com",
        assigned_by_office=False,
        workload=Workload.FULL_TIME,
        outcome=Outcome.PENDING,
    )
    note_effort(file, facts=facts, now=now)
    proof = file_proof(
        file,
        month=month_of(today),
        seen=fingerprint(efforts_of_month(file, month_of(today))),
        declaration="I confirm.",
        language=Language.EN,
        now=now,
    )
    for purpose in (Purpose.EFFORTS, Purpose.PERSONAL_DATA):
        open_file(acting_as_member(person.counsellor), person.pk, purpose, now=now)
    visits = LedgerEntry.objects.filter(person=person, verb="access.open_file").order_by("sequence")
    own = open_own_file(acting_as(person, now=now), Purpose.WHO_LOOKED, now=now)
    mandate = granted(person, acting_as_member(users["helper"].memberships.get(), now=now), now=now)
    unfiled = note_effort(file, facts=facts, now=now + datetime.timedelta(seconds=1))
    reindex("ads", progress=lambda *_counts: None)
    return {
        "persona": PERSONAS[0].username,
        "ad": AdFactory(publication_starts_on=today, publication_ends_before=None).pk,
        "source": "ad",
        "person": person.pk,
        "section": "contact",
        "stand_in": 1,
        "month": month_of(today),
        "effort": unfiled.pk,
        "receipt": proof.receipt.number,
        "layout": "procedure",
        "session": 1,
        "letter": a_printed_letter(now),
        "outgoing": OutgoingFactory(failed=True).pk,
        "organisation": users["helper"].memberships.get().organisation_id,
        "membership": users["helper"].memberships.get().pk,
        "invitation": 1,
        "key": KeyFactory(user=users["person"]).pk,
        "factor": "key",
        "prior_entry": PriorEntryFactory(person=person).pk,
        "copy": CopyFactory(person=person).pk,
        "visit": visits[0].pk,
        "mandate": mandate.pk,
        "paper_code": mandate.paper_code,
        "area": "efforts",
        "user": users["helper"].pk,
        "contest": contest_visit(own, entry_id=visits[1].pk, reason="Not agreed.", now=now).pk,
    }


@pytest.mark.parametrize("name", sorted(TABLE))
def test_answers_each_audience_as_the_table_says(client, users, samples, name):
    arguments, expected = TABLE[name]
    address = reverse(name, args=[samples[argument] for argument in arguments])
    answered = []
    for audience in AUDIENCE:
        client.logout()
        if users[audience] is not None:
            client.force_login(users[audience])
        response = client.get(address)
        sent_to_login = response.status_code == 302 and reverse("account_login") in response["Location"]
        answered.append(LOGIN if sent_to_login else response.status_code)

    assert dict(zip(AUDIENCE, answered, strict=True)) == dict(zip(AUDIENCE, expected, strict=True))
