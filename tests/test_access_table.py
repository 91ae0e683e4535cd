"""Every address against every audience, from one table."""

import copy
import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tandem.assistance.confirmations.tests.factories import asked_proof
from tandem.assistance.confirmations.tests.factories import terms as send_with_confirmation
from tandem.assistance.confirmations.tests.factories import with_effort as note_effort_in_place
from tandem.assistance.helplog.services import note as note_help
from tandem.assistance.helplog.services import say_absence
from tandem.assistance.helplog.tests.factories import facts as help_facts
from tandem.assistance.second_look.selectors import helpers_for
from tandem.assistance.second_look.services import ask as ask_for_a_look
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.declarations.tests.factories import WORK, AskedPaperFactory, month_filed
from tandem.eservices.dossier.enums import Recipient
from tandem.eservices.dossier.services import send as send_papers
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.selectors import efforts_of_month, fingerprint
from tandem.eservices.efforts.services import file_proof, note_effort
from tandem.eservices.efforts.types import EffortFacts
from tandem.eservices.on_paper.models import PaperSheet
from tandem.eservices.on_paper.services import print_sheet, take_picture
from tandem.eservices.on_paper.types import PageCode, Picture
from tandem.eservices.procedures.attaching import attach, hand_in
from tandem.eservices.procedures.services import open_draft
from tandem.eservices.procedures.tests.factories import KEY, Declared, answered, with_documents
from tandem.eservices.procedures.tests.factories import filed as filed_form
from tandem.eservices.registration.models import Registration
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.notifications.services import tell
from tandem.facilities.search.services import reindex
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of, preceding
from tandem.foundation.sending.gateways.folders import FolderLetterPrinter
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory
from tandem.foundation.sending.types import Letter
from tandem.foundation.testing import worlds
from tandem.identity.access.contests import contest_visit
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.factors.tests.factories import KeyFactory
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.own_data.tests.factories import CopyFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.market.ads.tests.factories import AdFactory
from tandem.portals.demo.people import PERSONAS
from tests.access_posts import OWN_ACCOUNT, POSTS, PUBLIC
from tests.access_table import AUDIENCE, HIDDEN, LOGIN, POST_ONLY, TABLE


def names(patterns=None, space=""):
    """Every URL name of the site, with its name space."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(set(names())) == sorted(TABLE)


def accounts():
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


def an_act_in_place(person, helper, now):
    """What the helper has noted for her, and asks her to confirm."""
    note_effort_in_place(person, helper, now=now + datetime.timedelta(milliseconds=2))
    act = asked_proof(person, helper, now=now + datetime.timedelta(milliseconds=2))
    return {"act": act.pk, "in_place_kind": "efforts", "in_place_subject": f"{now:%Y-%m}"}


def a_form_on_paper(person, now):
    """A form of the person, printed by her, whose first page came in."""
    file = open_own_file(acting_as(person, now=now), Purpose.INCAPACITY, now=now)
    draft = open_draft(file, key="declarations.incapacity", now=now)
    printed = print_sheet(acting_as(person, now=now), draft_id=draft.pk, language=Language.DE, now=now)
    page = Picture(content=b"a picture", codes=frozenset({PageCode(printed.code, 1)}), sha256=bytes(32))
    take_picture(system("LPGA 29 al. 3"), picture=page, now=now)
    return draft


def a_second_look(person, helper, draft_id, now):
    """The helper is asked to look at a form of the person."""
    file = open_own_file(acting_as(person, now=now), Purpose.MANDATES, now=now)
    chosen = next(one for one in helpers_for(file, Purpose.EFFORTS, now=now) if one.user_id == helper.pk)
    asked = ask_for_a_look(
        acting_as(person, now=now),
        kind="form",
        subject=str(draft_id),
        helper=chosen.mark,
        wish="",
        language=Language.EN,
        now=now,
    )
    return asked.look_id


def two_forms(person, now):
    """A form that is begun, for this month, and one that is filed, for the last."""
    this, last = (f"{month:%Y-%m}" for month in (month_of(clock.day_of(now)), preceding(month_of(clock.day_of(now)))))
    filing = filed_form(answered(person, subject=last, now=now, purpose=Purpose.EFFORTS), now=now)
    draft = answered(person, subject=this, now=now, purpose=Purpose.EFFORTS)
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    mark = filing.documents.get().asked.mark
    paper = {"mark": mark, "version_id": DocumentFactory(person=person).versions.get().pk, "now": now}
    return {
        "mark": mark,
        "attachment": attach(file, draft_id=draft.pk, **paper).pk,
        "handed_in_receipt": hand_in(file, filing_id=filing.pk, **paper).receipt.number,
        "procedure": KEY,
        "form_subject": this,
        "draft": draft.pk,
        "form_step": "work",
        "form_receipt": filing.receipt.number,
        "filing": filing,
    }


def a_paper_handed_in(person, now):
    """The form of last month and the paper that she handed in for it: her fund looks whether it is the right one."""
    month = preceding(month_of(clock.day_of(now)))
    filing = month_filed(person, month=month, now=now, **WORK)
    hand_in(
        open_own_file(acting_as(person, now=now), Purpose.MONTHLY_FORM, now=now),
        filing_id=filing.pk,
        mark=filing.documents.get(required=True).asked.mark,
        version_id=DocumentFactory(person=person).versions.get().pk,
        now=now,
    )
    return {"month_filed": month, "paper_handed_in": AskedPaper.objects.get(filing=filing).pk}


def an_interview(person, now):
    """She has registered, and her counsellor expects her."""
    today = clock.day_of(now)
    Registration.objects.create(
        person=person,
        office=person.counsellor.organisation,
        registered_on=today,
        first_interview_by=today + datetime.timedelta(days=15),
        interview_at=now + datetime.timedelta(days=2),
        interview_set_by=person.counsellor.user,
    )


def one_of_each(users):
    """One thing of each kind; what belongs to somebody belongs to the person."""
    person, now = users["person"].person, clock.now()
    today = clock.day_of(now)
    forms = two_forms(person, now)
    an_interview(person, now)
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
    helper = acting_as_member(users["helper"].memberships.get(), now=now)
    mandate = granted(person, helper, send_with_confirmation(), now=now)
    unfiled = note_effort(file, facts=facts, now=now + datetime.timedelta(milliseconds=1))
    form = a_form_on_paper(person, now)
    paper_sheet = PaperSheet.objects.get(draft=form)
    reindex("ads", progress=lambda *_counts: None)
    paper = DocumentFactory(person=person).versions.get()
    sent = send_papers(
        open_own_file(acting_as(person, now=now), Purpose.DOSSIER, now=now),
        version_ids=[paper.pk],
        recipients={Recipient.OFFICE},
        now=now,
    )
    return {
        "version": paper.pk,
        "task": "upload",
        **an_act_in_place(person, helper, now),
        "document": paper.document_id,
        "transmission": sent[0].receipt.number,
        "page": 1,
        **forms,
        **a_paper_handed_in(person, now),
        "persona": PERSONAS[0].username,
        "ad": AdFactory(publication_starts_on=today, publication_ends_before=None).pk,
        "source": "ad",
        "person": person.pk,
        "section": "contact",
        "stand_in": 1,
        "exemption": 1,
        "paper": AskedPaperFactory(filing=forms["filing"]).pk,
        "api_month": f"{today:%Y-%m}",
        "token": 1,
        "month": month_of(today),
        "paper_key": "efforts.proof",
        "month_subject": f"{today:%Y-%m}",
        "certificate_request": CertificateRequestFactory(person=person).pk,
        "effort": unfiled.pk,
        "receipt": proof.receipt.number,
        "signing_key": proof.receipt.key_id,
        "layout": "procedure",
        "session": 1,
        "service": "agov",
        "letter": a_printed_letter(now),
        "outgoing": OutgoingFactory(failed=True).pk,
        "organisation": users["helper"].memberships.get().organisation_id,
        "membership": users["helper"].memberships.get().pk,
        "invitation": 1,
        "key": KeyFactory(user=users["person"]).pk,
        "factor": "key",
        "prior_entry": PriorEntryFactory(person=person).pk,
        "contested_entry": PriorEntryFactory(person=person, contested=True).pk,
        "copy": CopyFactory(person=person).pk,
        "visit": visits[0].pk,
        "mandate": mandate.pk,
        "paper_code": mandate.paper_code,
        "area": "efforts",
        "user": users["helper"].pk,
        "secret": "nobody-s-secret",
        "message": tell(
            system("LPGA 27 al. 1"),
            person_id=person.pk,
            kind="deadlines.received",
            facts={"title": "form", "name": "form", "number": proof.receipt.number},
            now=now,
        ),
        "help_note": note_help(helper, now=now, facts=help_facts(person_id=person.pk, helped_on=today)).note_id,
        "absence": say_absence(
            helper,
            helper_id=users["helper"].pk,
            starts_on=today,
            last_day=today,
            stand_in_id=None,
            now=now,
        ).pk,
        "form_draft": form.pk,
        "form_kind": "form",
        "lesson": "log-in",
        "look": a_second_look(person, users["helper"], forms["draft"], now),
        "paper_sheet": paper_sheet.pk,
        "scanned_page": paper_sheet.scans.get().pk,
        "contest": contest_visit(own, entry_id=visits[1].pk, reason="Not agreed.", now=now).pk,
    }


def logged_in(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


class World:
    """An account per audience, something of each kind, and a browser in which each account is logged in."""

    def __init__(self):
        self.users = accounts()
        self.samples = one_of_each(self.users)
        self.cookies = {audience: logged_in(user).cookies for audience, user in self.users.items()}

    def client(self, audience):
        client = Client()
        client.cookies = copy.deepcopy(self.cookies[audience])
        return client

    def address(self, name):
        arguments, _expected = TABLE[name]
        return reverse(name, args=[self.samples[argument] for argument in arguments])


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    declared = Declared()
    declared(purpose=Purpose.EFFORTS, **with_documents())
    with worlds.standing(django_db_blocker, World) as built:
        yield built
    declared.clear()


@pytest.mark.parametrize("name", sorted(TABLE))
def test_answers_each_audience_as_the_table_says(world, name):
    _arguments, expected = TABLE[name]
    address = world.address(name)
    answered = []
    for audience in AUDIENCE:
        response = world.client(audience).get(address)
        sent_to_login = response.status_code == 302 and reverse("account_login") in response["Location"]
        answered.append(LOGIN if sent_to_login else response.status_code)

    assert dict(zip(AUDIENCE, answered, strict=True)) == dict(zip(AUDIENCE, expected, strict=True))


def send(client, address):
    """The answer to an empty form: a status, or that somebody is asked to log in."""
    response = client.post(address)
    return LOGIN if response.status_code == 302 and "/log-in/" in response["Location"] else response.status_code


@pytest.mark.parametrize("name", sorted(POSTS))
def test_takes_a_form_from_whom_the_table_says(world, name):
    expected = dict(zip(AUDIENCE, POSTS[name], strict=True))
    # Those who must not find it come first, while it is there to be found.
    order = sorted(AUDIENCE, key=lambda audience: expected[audience] != HIDDEN)

    answered = {audience: send(world.client(audience), world.address(name)) for audience in order}

    assert answered == expected


@pytest.mark.parametrize("name", sorted(TABLE.keys() - POSTS.keys() - OWN_ACCOUNT - PUBLIC))
def test_takes_no_form_from_anybody_else(world, name):
    answered = {audience: send(world.client(audience), world.address(name)) for audience in AUDIENCE}

    assert set(answered.values()) <= {POST_ONLY, LOGIN}
    assert answered["person"] == POST_ONLY


def test_every_form_in_the_table_of_forms_has_an_address():
    assert (POSTS.keys() | OWN_ACCOUNT | PUBLIC) <= TABLE.keys()
    assert not POSTS.keys() & (OWN_ACCOUNT | PUBLIC)


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_thing_of_somebody_else_looks_like_a_missing_one(world, verb):
    """For every address with the number of a thing in it: the same words for "not yours" and "not there"."""
    unlike, compared = [], 0
    for name, (arguments, _expected) in TABLE.items():
        given = [world.samples[argument] for argument in arguments]
        if not any(isinstance(value, int) and value > 1 for value in given):
            continue
        missing = [999_999_999 if isinstance(value, int) else value for value in given]
        for audience in ("another_person", "another_counsellor", "provider"):
            client = logged_in(world.users[audience])
            answers = [getattr(client, verb)(reverse(name, args=values)) for values in (given, missing)]
            if answers[0].status_code != HIDDEN:
                continue
            compared += 1
            if not alike(*answers):
                unlike.append((name, audience, answers[1].status_code))

    assert unlike == []
    assert compared > 20


def alike(one, other):
    """The same page, apart from what is new on each: the request's number, the address, the token of the form."""

    def words(response):
        text = response.content.decode()
        text = text.replace(response.wsgi_request.path[3:], "")  # in each language
        return re.sub(r'value="[A-Za-z0-9]{64}"|\b[0-9a-f]{32}\b', "", text)

    return one.status_code == other.status_code and words(one) == words(other)
