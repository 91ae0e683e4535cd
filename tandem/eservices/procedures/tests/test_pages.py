import json

import pytest
from django.urls import reverse

from tandem.eservices.procedures import services
from tandem.eservices.procedures.models import Answer, Draft, Filing
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import KEY, MARCH, answered, begun, filed, own_file, seen_of
from tandem.facilities.receipts.rules import read_proof_file
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.models import Membership
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
WORK = {
    "worked": "yes",
    "how": "part",
    "employers-rows": "1",
    "employers-0-name": "Beck am Bach",
    "employers-0-gross": "812.50",
}


@pytest.fixture(autouse=True)
def _declared(declared, monkeypatch):
    declared()
    for module in ("begin", "draft", "filed"):
        monkeypatch.setattr(f"tandem.eservices.procedures.views.{module}.now", lambda: NOON)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, phone="+41790000000")


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def address(name, *arguments):
    return reverse(f"procedures:{name}", args=arguments)


def step(draft, key="work"):
    return address("step", draft.pk, key)


class TestStart:
    def test_says_what_it_is_for_how_long_and_until_when(self, own):
        page = own.get(address("start", KEY, MARCH)).content.decode()

        for words in ("What happened this month.", "File it by 5.4.2026.", "At most 3 minutes.", "Nothing to report"):
            assert words in page

    def test_begins_and_leads_to_the_first_page(self, own):
        response = own.post(address("start", KEY, MARCH), follow=True)

        assert response.redirect_chain[-1][0] == step(Draft.objects.get())
        assert "Did you work this month?" in response.content.decode()

    def test_takes_the_short_path_in_two_presses(self, own):
        response = own.post(address("start", KEY, MARCH), {"nothing": "1"}, follow=True)
        page = response.content.decode()
        assert "Check your answers" in page

        draft = Draft.objects.get()
        sent = own.post(address("check", draft.pk), {"seen": response.context["review"].seen}, follow=True)
        assert "Your form is filed" in sent.content.decode()

    def test_leads_to_the_first_page_with_something_to_answer_without_a_stop_between(self, own, person):
        begun_now = own.post(address("start", KEY, MARCH))
        draft = Draft.objects.get()
        nothing = own.post(address("start", KEY, MARCH), {"nothing": "1"})

        assert begun_now["Location"] == step(draft)
        assert nothing["Location"] == own.get(address("resume", draft.pk) + "?change=1")["Location"]

    def test_leads_to_the_receipt_of_what_was_filed(self, own, person):
        filing = filed(answered(person))

        assert filing.receipt.number in own.get(address("start", KEY, MARCH)).content.decode()
        assert own.post(address("start", KEY, MARCH))["Location"] == address("filing", filing.receipt.number)

    def test_hides_what_does_not_exist(self, own):
        assert own.get(address("start", "tests.nothing", MARCH)).status_code == 404
        assert own.get(address("start", KEY, "2026-13")).status_code == 404


class TestStep:
    def test_keeps_what_is_right_when_something_else_is_wrong(self, own, person):
        draft = begun(person)
        response = own.post(step(draft), {**WORK, "how": ""})

        assert response.status_code == 200
        assert "govuk-error-summary" in response.content.decode()
        assert set(draft.answers.values_list("field", flat=True)) == {"worked", "employers"}

    def test_goes_on_to_the_page_that_the_answers_leave(self, own, person):
        draft = begun(person)
        assert own.post(step(draft), WORK)["Location"] == step(draft, "health")
        assert own.post(step(draft, "health"), {"ill": "no", "phone": ""})["Location"] == step(draft, "remark")
        own.post(step(draft), {"worked": "no", "seen-worked": "1", "seen-how": "1", "seen-employers": "1"})
        last = {"ill": "no", "phone": "", "seen-phone": "1", "seen-ill": "1"}
        assert own.post(step(draft, "health"), last)["Location"] == address("check", draft.pk)
        assert own.get(step(draft, "remark")).status_code == 404

    def test_fills_in_what_is_known(self, own, person):
        page = own.get(step(begun(person), "health")).content.decode()

        assert 'value="+41790000000"' in page
        assert "We know this already." in page

    def test_leaves_without_asking_for_the_rest(self, own, person):
        draft = begun(person)
        response = own.post(step(draft), {"worked": "yes", "leave": "1"})

        assert response["Location"] == address("mine")
        assert draft.answers.get().value is True

    def test_lead_on_when_enter_is_pressed(self, own, person):
        page = own.get(step(begun(person))).content.decode()

        first = page[page.index("<main") :].partition('<button type="submit"')[2]
        assert 'name="go_on"' in first[: first.index(">")]
        assert "employers-more" in page

    def test_adds_a_row_without_complaining(self, own, person):
        draft = begun(person)
        page = own.post(step(draft), {**WORK, "how": "", "employers-more": "1"}).content.decode()

        assert "employers-1-name" in page
        assert "error" not in page

    def test_keeps_for_a_change_of_mind_what_another_answer_rules_out(self, own, person):
        draft = begun(person)
        own.post(step(draft), WORK)
        own.post(step(draft), {**WORK, "worked": "no", "seen-worked": "1", "seen-how": "1", "seen-employers": "1"})

        assert draft_of(acting_as(person), draft.pk, now=NOON).answers == {"worked": False}
        page = own.get(step(draft)).content.decode()
        assert 'value="Beck am Bach"' in page
        assert 'value="812.50"' in page
        own.post(step(draft, "health"), {"ill": "no", "phone": ""})
        assert set(filed(draft).content.payload["answers"]) == {"worked", "ill", "phone"}

    def test_keeps_rows_of_which_one_is_not_finished(self, own, person):
        draft = begun(person)
        second = {"employers-rows": "2", "employers-1-name": "Kiosk", "employers-1-gross": ""}
        own.post(step(draft), {**WORK, **second})

        assert 'value="Kiosk"' in own.get(step(draft)).content.decode()
        sheet = draft_of(acting_as(person), draft.pk, now=NOON)
        assert [row["name"] for row in sheet.answers["employers"]] == ["Beck am Bach"]
        assert "2. Gross pay: This field is required." in own.get(address("check", draft.pk)).content.decode()
        assert sheet.resume_at.key == "work"

    def test_leaves_with_what_is_not_finished(self, own, person):
        draft = begun(person)
        left = own.post(step(draft), {**WORK, "employers-0-gross": "", "leave": "1"}, follow=True)

        assert "Your answers are kept." in left.content.decode()
        assert 'value="Beck am Bach"' in own.get(step(draft)).content.decode()

    def test_never_says_that_something_is_kept_which_it_cannot_read(self, own, person):
        draft = begun(person)
        open_row = {"employers-rows": "2", "employers-1-name": "Kiosk", "employers-1-gross": ""}
        typed = {**WORK, **open_row, "how": "", "employers-0-gross": "much", "leave": "1"}
        page = own.post(step(draft), typed).content.decode()

        assert "All else on this page is kept." in page
        assert "1. Gross pay: Enter a number." in page
        assert page.count("govuk-error-summary__list") == 1
        assert 'value="much"' in page
        assert 'href="#id_how' not in page
        assert "2. Gross pay" not in page
        assert 'value="Beck am Bach"' in own.get(step(draft)).content.decode()

    def test_asks_which_of_two_answers_holds(self, own, person):
        draft = begun(person)
        own.post(step(draft), WORK)
        first_tab = {**WORK, "how": "full", "seen-how": "1", "seen-worked": "1", "seen-employers": "1"}
        second_tab = {**WORK, "worked": "yes", "how": "full", "employers-0-name": "Other", "seen-how": "1"}
        own.post(step(draft), first_tab)

        asked = own.post(step(draft), {**second_tab, "how": "part", "seen-worked": "1", "seen-employers": "1"})
        page = asked.content.decode()
        assert "which one holds?" in page
        assert draft.answers.filter(field="employers").count() == 2  # kept although another answer clashed

        sent = dict(asked.context["carried"]) | {"theirs-how": "2"}
        again = own.post(step(draft), sent)
        assert "which one holds?" in again.content.decode()  # no choice overwrites nothing
        own.post(step(draft), {**sent, "keep-how": "theirs"})
        assert draft.answers.filter(field="how").order_by("-revision").first().value == "full"
        own.post(step(draft), {**sent, "keep-how": "mine"})
        assert draft.answers.filter(field="how").order_by("-revision").first().value == "part"

    def test_keeps_one_answer_for_the_script(self, own, person):
        draft = begun(person)
        url = address("keep", draft.pk, "work")

        assert own.post(url, {**WORK, "field": "worked"}).json() == {"kept": {"worked": 1}}
        assert set(Answer.objects.values_list("field", flat=True)) == {"worked"}
        clash = own.post(url, {**WORK, "worked": "no", "field": "worked", "seen-worked": "0"}).json()
        assert "changed elsewhere meanwhile" in clash["message"]

    def test_shows_who_wrote_each_answer(self, own):
        person = a_person(email="")
        own.force_login(person.user)
        draft = begun(person)
        own.post(step(draft), WORK)

        assert "authorship" in own.get(step(draft)).content.decode()
        assert "Beck am Bach" in own.get(address("history", draft.pk)).content.decode()

    def test_of_a_form_that_was_filed_leads_to_the_receipt(self, own, person):
        draft = answered(person)
        filing = filed(draft)

        assert own.get(step(draft))["Location"] == address("filing", filing.receipt.number)
        assert own.post(step(draft), WORK)["Location"] == address("filing", filing.receipt.number)

    def test_costs_few_queries_however_much_is_written(self, own, person, django_assert_max_num_queries):
        draft = answered(person)
        for revision in range(1, 12):
            services.save_answers(
                own_file(person),
                draft_id=draft.pk,
                values={"remark": str(revision)},
                seen={"remark": revision},
                now=NOON,
            )
        with django_assert_max_num_queries(7):
            own.get(step(draft))
        with django_assert_max_num_queries(9):
            own.post(step(draft), {**WORK, "seen-worked": "1"})


class TestCheck:
    def test_shows_effects_and_what_is_missing(self, own, person):
        draft = begun(person)
        own.post(step(draft), WORK)
        page = own.get(address("check", draft.pk)).content.decode()

        for words in ("Still missing", "Were you ill?", "812.50", "Art. 24 para. 1 AVIG", "Indicative"):
            assert words in page.replace("\xa0", " ")
        assert "File my form" not in page

    def test_files_what_was_seen_and_shows_the_receipt(self, own, person):
        draft = answered(person)
        page = own.get(address("check", draft.pk))
        response = own.post(address("check", draft.pk), {"seen": page.context["review"].seen}, follow=True)

        filing = Filing.objects.get()
        text = response.content.decode()
        assert filing.receipt.number in text
        assert "Your fund reads it within five days." in text

    def test_files_nothing_that_was_not_seen(self, own, person):
        draft = answered(person)
        response = own.post(address("check", draft.pk), {"seen": "0" * 64})

        assert "has changed since you saw it" in response.content.decode()
        assert not Filing.objects.exists()

    def test_files_within_few_queries(self, own, person, django_assert_max_num_queries):
        draft = answered(person)
        seen = seen_of(draft)
        with django_assert_max_num_queries(20):  # five of them are the message that says it is there
            own.post(address("check", draft.pk), {"seen": seen})
        assert Filing.objects.exists()


class TestHelper:
    def helped(self, client, reach):
        person, helper = a_person(), a_helper()
        granted(person, helper, Terms({Purpose.MONTHLY_FORM: reach}, Duration.SIX_MONTHS))
        client.force_login(Membership.objects.get(user_id=helper.user_id).user)
        return person

    def test_begins_writes_and_asks_the_person_to_file(self, client):
        person = self.helped(client, Reach.PREPARE)
        begin = client.post(address("start_for", person.pk, KEY, MARCH), {"nothing": "1"}, follow=True)
        page = begin.content.decode()
        assert "Ask the person to file it" in page
        draft = Draft.objects.get()

        client.post(address("ask", draft.pk), {"seen": begin.context["review"].seen})
        draft.refresh_from_db()
        assert draft.asked_at == NOON

    def test_who_only_reads_is_offered_no_button(self, client):
        person = self.helped(client, Reach.READ)

        assert "lets you read, not write" in client.get(address("start_for", person.pk, KEY, MARCH)).content.decode()
        assert client.post(address("start_for", person.pk, KEY, MARCH)).status_code == 404


class TestFiling:
    def test_hands_out_files_that_prove_it(self, own, person):
        filing = filed(answered(person))
        number = filing.receipt.number

        text, payload = read_proof_file(own.get(address("proof", number)).content)
        assert payload == filing.content.payload
        assert number in text
        everything = json.loads(own.get(address("export", number)).content)
        assert everything["authorship"]["worked"]["presence"] == "alone"
        assert own.get(address("sheet", number)).content.startswith(b"%PDF")

    def test_is_corrected_with_a_reason(self, own, person):
        number = filed(answered(person)).receipt.number
        refused = own.post(address("correct", number), {"reason": ""})
        assert "Say in a few words" in refused.content.decode()

        page = own.post(address("correct", number), {"reason": "One job forgotten."}, follow=True).content.decode()
        assert "One job forgotten." in page
        assert number in page

    def test_is_taken_back_where_the_law_lets(self, own, person):
        number = filed(answered(person)).receipt.number
        assert "Take it back" in own.get(address("filing", number)).content.decode()

        page = own.post(address("take_back", number), follow=True).content.decode()
        assert "You took this back on" in page

    def test_is_shown_without_its_declaration(self, own, person, declared):
        number = filed(answered(person)).receipt.number
        declared.clear()

        page = own.get(address("filing", number)).content.decode()
        assert "Beck am Bach" in page

    def test_is_nobody_elses(self, client, person):
        number = filed(answered(person)).receipt.number
        client.force_login(PersonFactory(with_account=True).user)

        for name in ("filing", "proof", "export", "sheet", "correct", "take_back"):
            assert client.get(address(name, number)).status_code == 404


class TestMine:
    def test_lists_what_is_to_do_and_what_is_done(self, own, person):
        filed(answered(person))
        page = own.get(address("mine")).content.decode()

        for words in ("Monthly form: March 2026", "Filed", "Monthly form: February 2026", "Late"):
            assert words in page


class TestRemove:
    def test_asks_once_then_removes_all(self, own, person):
        draft = answered(person)
        assert "Nothing of it was sent" in own.get(address("remove", draft.pk)).content.decode()

        assert own.post(address("remove", draft.pk))["Location"] == address("mine")
        assert not Answer.objects.exists()


class TestAllFiled:
    def test_lists_every_filing_with_its_receipt(self, own, person):
        first = filed(answered(person))
        correction = services.start_correction(own_file(person), filing_id=first.pk, reason="One more job.", now=NOON)
        second = filed(correction)
        page = own.get(address("all_filed")).content.decode()

        for words in (first.receipt.number, second.receipt.number, "Monthly form: March 2026", "Corrected"):
            assert words in page

    def test_costs_the_same_however_many_there_are(self, own, person, django_assert_num_queries):
        filed(answered(person))
        own.get(address("all_filed"))
        with django_assert_num_queries(3):
            own.get(address("all_filed"))
        for month in ("2026-01", "2026-02"):
            filed(answered(person, subject=month))
        with django_assert_num_queries(3):
            own.get(address("all_filed"))

    def test_is_empty_at_first(self, own):
        assert "What you file will be here" in own.get(address("all_filed")).content.decode()

    def test_leads_to_who_wrote_what_also_after_filing(self, own, person):
        number = filed(answered(person)).receipt.number

        assert address("filed_history", number) in own.get(address("filing", number)).content.decode()
        assert "Beck am Bach" in own.get(address("filed_history", number)).content.decode()
