import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tandem.assistance.second_look import services
from tandem.assistance.second_look.codes import CODE
from tandem.assistance.second_look.enums import Verdict
from tandem.assistance.second_look.models import Look
from tandem.assistance.second_look.tests.factories import HOUR, READS, asked, asked_of, opened_by_link, said
from tandem.eservices.efforts.models import Proof
from tandem.eservices.efforts.selectors import efforts_of_month, fingerprint
from tandem.eservices.efforts.services import file_proof, note_effort
from tandem.eservices.efforts.tests.factories import facts
from tandem.eservices.procedures.models import Draft
from tandem.eservices.procedures.tests.factories import answered, filed
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms

LATER = NOON + HOUR
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def address(name, *arguments):
    return reverse(f"second_look:{name}", args=arguments)


def read(response):
    return response.content.decode()


def log_in(client, acting):
    client.force_login(get_user_model().objects.get(pk=acting.user_id))
    return client


class TestAsking:
    def test_is_offered_on_the_last_page_beside_sending(self, client):
        draft = answered(a_person())
        client.force_login(draft.person.user)
        page = read(client.get(reverse("procedures:check", args=[draft.pk])))

        assert address("ask", "form", draft.pk) in page
        assert "File my form" in page

    def test_shows_the_code_once_and_nowhere_in_an_address(self, client):
        draft = answered(a_person())
        client.force_login(draft.person.user)
        response = client.post(address("ask", "form", draft.pk), {"helper": "link", "wish": "Is the date right?"})
        page = read(response)

        assert response.status_code == 200
        look = Look.objects.get()
        assert f"{reverse('second_look:enter')}#" in page
        assert look.wish == "Is the date right?"
        code = re.search(r"#([0-9A-Z-]{19})<", page).group(1)
        assert CODE.fingerprint(code) == look.code_hash
        assert code not in read(client.get(address("one", look.pk)))

    def test_keeps_what_was_typed_when_nobody_is_chosen(self, client):
        draft = answered(a_person())
        granted(draft.person, a_helper(), READS)
        client.force_login(draft.person.user)
        page = read(client.post(address("ask", "form", draft.pk), {"wish": "Is the date right?"}))

        assert "Choose who may look at it." in page
        assert "Is the date right?" in page

    @pytest.mark.parametrize("kind", ["nothing", "form", "proof", "paper"])
    def test_of_what_is_not_there_is_hidden(self, client, kind):
        client.force_login(a_person().user)

        assert client.get(address("ask", kind, "999999")).status_code == 404

    def test_shows_the_day_that_does_not_move(self, client):
        draft = answered(a_person())
        client.force_login(draft.person.user)

        assert "A second look does not change that day." in read(client.get(address("ask", "form", draft.pk)))


class TestHelpersPage:
    def test_shows_the_copy_and_takes_the_answer(self, client):
        helper = a_helper()
        look = asked_of(helper)
        log_in(client, helper)
        assert look.person.name in read(client.get(address("asked")))
        page = read(client.get(address("look", look.pk)))
        assert "Did you work this month?" in page
        assert "worked" not in page.replace("Did you work", "")
        assert look.person.name in page

        answer = {"verdict": "again", "remark-l1": "Is that so?", "words": ""}
        response = client.post(address("look", look.pk), answer, follow=True)

        assert "The person has your answer." in read(response)
        assert "You have answered" in read(client.get(address("look", look.pk)))

    def test_names_her_fund_and_not_the_reader_s(self, client):
        """ "Your fund" is what she reads: whoever looks at it with her has none."""
        helper = a_helper()
        look = asked_of(helper)
        log_in(client, helper)
        page = read(client.get(address("look", look.pk)))
        services.answer(helper, look_id=look.pk, verdict=Verdict.RIGHT, words="", remarks={}, now=LATER)

        for shown in (page, read(client.get(address("look", look.pk)))):
            assert "For her fund" in shown
            assert "For your fund" not in shown
        client.force_login(look.person.user)
        assert "For your fund" in read(client.get(address("one", look.pk)))

    def test_refuses_a_line_that_is_not_there_aloud(self, client):
        helper = a_helper()
        look = asked_of(helper)
        log_in(client, helper)
        answer = {"verdict": "again", "remark-l99": "Hello", "remark-l1": "Kept"}
        page = read(client.post(address("look", look.pk), answer))

        assert "A remark belongs to a line that is not on this page." in page
        assert "Kept" in page
        look.refresh_from_db()
        assert look.answered_at is None

    def test_refuses_what_is_too_long_and_keeps_it(self, client):
        helper = a_helper()
        look = asked_of(helper)
        log_in(client, helper)
        page = read(client.post(address("look", look.pk), {"verdict": "right", "words": "y" * 501}))

        assert "This is too long." in page
        assert "y" * 501 in page

    def test_is_named_on_her_desk(self, client):
        helper = a_helper()
        log_in(client, helper)
        home = reverse("homes:home")
        assert "Second looks" not in read(client.get(home))
        look = asked_of(helper)

        assert address("look", look.pk) in read(client.get(home))

    def test_is_hidden_from_other_helpers_and_from_the_person(self, client):
        look = asked_of(a_helper())
        other = a_helper()
        granted(look.person, other, READS)
        log_in(client, other)
        assert client.get(address("look", look.pk)).status_code == 404
        client.force_login(look.person.user)
        assert client.get(address("look", look.pk)).status_code == 404

    def test_costs_the_same_for_one_and_for_many(self, client, django_assert_max_num_queries):
        helper = a_helper()
        asked_of(helper, answered(a_person(phone="")))
        log_in(client, helper)
        client.get(address("asked"))
        with django_assert_max_num_queries(40) as one:
            client.get(address("asked"))
        for _number in range(4):
            asked_of(helper, answered(a_person(phone="")))
        with django_assert_max_num_queries(len(one)):
            client.get(address("asked"))


class TestRemarks:
    @pytest.fixture
    def look(self):
        return said(opened_by_link(answered(a_person())), verdict=Verdict.AGAIN, remarks={"l1": ATTACK}, words=ATTACK)

    def test_stand_beside_the_field_on_its_page_and_on_the_last_one(self, client, look):
        client.force_login(look.person.user)
        for page in (
            read(client.get(reverse("procedures:step", args=[look.subject, "work"]))),
            read(client.get(reverse("procedures:check", args=[look.subject]))),
            read(client.get(address("one", look.pk))),
        ):
            assert "&lt;script&gt;alert(1)" in page
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "Nina" in page

    def test_stand_on_no_other_page_of_the_form(self, client, look):
        client.force_login(look.person.user)

        assert "alert(1)" not in read(client.get(reverse("procedures:step", args=[look.subject, "health"])))

    def test_are_for_the_person_alone(self, client, look):
        helper = a_helper()
        granted(look.person, helper, Terms({Purpose.MONTHLY_FORM: Reach.PREPARE}, Duration.ONE_MONTH))
        log_in(client, helper)
        page = read(client.get(reverse("procedures:step", args=[look.subject, "work"])))

        assert "alert(1)" not in page

    def test_of_somebody_else_are_hidden(self, client, look):
        client.force_login(a_person(phone="").user)

        assert client.get(address("one", look.pk)).status_code == 404
        assert client.post(address("take_back", look.pk)).status_code == 404

    def test_cost_one_page_the_same_whatever_their_number(self, client, django_assert_max_num_queries):
        look = opened_by_link(answered(a_person()))
        said(look, remarks={"l1": "one"})
        client.force_login(look.person.user)
        check = reverse("procedures:check", args=[look.subject])
        client.get(check)
        with django_assert_max_num_queries(60) as few:
            client.get(check)
        for mark in ("l2", "l3", "l4", "l5"):
            look.comments.create(mark=mark, text="more")
        with django_assert_max_num_queries(len(few)):
            client.get(check)

    def test_leave_their_trace_on_the_receipt(self, client, look):
        filing = filed(Draft.objects.get(pk=look.subject), now=LATER)
        client.force_login(look.person.user)

        assert "Alone, after a second look" in read(
            client.get(reverse("procedures:filing", args=[filing.receipt.number]))
        )


class TestLinksPage:
    def test_is_opened_by_posting_the_code_and_answered_with_a_name(self, client):
        given = asked(answered(), wish="Is the date right?")
        assert "Open it" in read(client.get(address("enter")))
        response = client.post(address("enter"), {"code": given.code.lower().replace("-", " ")})
        assert response["Location"] == address("read")
        page = read(client.get(address("read")))
        assert "Is the date right?" in page
        assert given.code not in page

        answer = {"verdict": "right", "reader": "Nina", "words": "Good."}
        response = client.post(address("read"), answer)

        assert response["Location"] == address("thanks")
        assert client.get(address("read")).status_code == 404
        assert Look.objects.get().reader == "Nina"

    def test_opens_in_no_second_browser(self, client):
        given = asked(answered())
        client.post(address("enter"), {"code": given.code})
        other = Client()
        page = read(other.post(address("enter"), {"code": given.code}))

        assert "This link was opened already." in page
        assert other.get(address("read")).status_code == 404

    def test_closes_while_it_is_open(self, client):
        given = asked(answered())
        client.post(address("enter"), {"code": given.code})
        look = Look.objects.get()
        services.take_back(acting_as(look.person), look_id=look.pk, now=NOON)
        page = read(client.get(address("read")))

        assert "This is closed" in page
        assert "Beck am Bach" not in page

    def test_says_calmly_that_it_was_taken_back_before_it_was_opened(self, client):
        given = asked(answered())
        services.take_back(acting_as(Look.objects.get().person), look_id=given.look_id, now=NOON)
        page = read(client.post(address("enter"), {"code": given.code}))

        assert "This is closed" in page
        assert "govuk-error-summary" not in page
        assert client.get(address("read")).status_code == 404

    def test_names_nobody_and_shows_nothing_but_the_copy(self, client):
        person = a_person(given_name="Zyprienne", family_name="Quibblestone")
        given = asked(answered(person))
        client.post(address("enter"), {"code": given.code})
        page = read(client.get(address("read")))

        assert "Beck am Bach" in page
        assert not any(secret in page for secret in ("Zyprienne", "Quibblestone", str(person.person_number)))

    def test_refuses_a_wrong_code_in_words(self, client):
        assert "Nothing opens with this code." in read(client.post(address("enter"), {"code": "AAAA"}))


class TestOtherKinds:
    def test_a_proof_is_read_effort_by_effort_and_sent_alone_after_a_look(self, client):
        person = a_person()
        file = open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON)
        note_effort(file, facts=facts(applied_on=NOON.date()), now=NOON)
        month = NOON.date().replace(day=1)
        given = services.ask(
            acting_as(person), kind="proof", subject="2026-04", helper="", wish="", language="en", now=NOON
        )
        services.open_link(acting_as(person), code=given.code, source="192.0.2.1", opened=None, now=NOON)
        said(Look.objects.get(), remarks={"l1": "It was the second of April."}, verdict=Verdict.AGAIN)
        client.force_login(person.user)
        page = read(client.get(reverse("efforts:file", args=[month])))
        assert "It was the second of April." in page

        seen = fingerprint(efforts_of_month(file, month))
        file_proof(file, month=month, seen=seen, declaration="I confirm.", language="en", now=LATER)

        proof = Proof.objects.get()
        assert proof.presence == "second_look"
        assert "second_look" not in str(proof.payload)
        receipt = read(client.get(reverse("efforts:receipt", args=[proof.receipt.number])))
        assert "Alone, after a second look" in receipt

    def test_a_document_is_shown_to_a_helper_with_a_mandate_only(self, client):
        person = a_person()
        paper = DocumentFactory(person=person).versions.get()
        helper = a_helper()
        client.force_login(person.user)
        ask = address("ask", "paper", paper.pk)
        assert "You have none." in read(client.get(ask))

        mandate = granted(person, helper, READS)
        client.post(ask, {"helper": f"{mandate.pk}-{helper.user_id}", "wish": ""})
        look = Look.objects.get()
        log_in(client, helper)

        assert reverse("documents:preview", args=[paper.pk, 1]) in read(client.get(address("look", look.pk)))
