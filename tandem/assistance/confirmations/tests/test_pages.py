import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.tests.factories import (
    asked,
    asked_proof,
    mandated,
    own,
    ready,
    with_effort,
    with_list,
)
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.services import save_answers
from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.foundation.formatting import month_and_year
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.factors.models import SentCode
from tandem.identity.factors.tests.factories import CodeListFactory, code_of, code_of_another, with_sms
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import a_person, own_file
from tandem.identity.organisations.tests.factories import MembershipFactory


@pytest.fixture(autouse=True)
def form(declared):  # noqa: F811 - a fixture
    declared(title="For your fund", title_by_others="For her fund")


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def person(db):
    return with_list(a_person(language="fr"))


@pytest.fixture
def helper(now):
    member = MembershipFactory(helper=True, second_factor=False)
    CodeListFactory(user=member.user)
    return acting_as_member(member, now=now)


@pytest.fixture
def subject(now):
    return f"{now:%Y-%m}"


@pytest.fixture
def draft(person, helper, now, subject):
    mandated(person, helper, now=now)
    return ready(person, helper, now=now, subject=subject)


@pytest.fixture
def act(person, helper, draft, now):
    return asked(person, helper, draft_id=draft, now=now)


@pytest.fixture
def to_send(person, helper, now, subject):
    """The page on which a helper sends a form at once: the mandate says so."""
    mandated(person, helper, Reach.SEND, now=now)
    return reverse("confirmations:ask", args=[person.pk, "form", ready(person, helper, now=now, subject=subject)])


@pytest.fixture
def hers(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def his(client, helper):
    client.force_login(User.objects.get(pk=helper.user_id))
    return client


class TestHelpersPages:
    def test_lead_from_the_form_over_a_reason_to_a_question(self, his, draft, person):
        page = his.get(reverse("procedures:check", args=[draft])).content.decode()
        address = reverse("confirmations:ask", args=[person.pk, "form", draft])
        assert address in page
        assert "File my form" not in page

        empty = his.post(address, {"reason": ""})
        assert not Act.objects.exists()
        assert "Beck am Bach" in empty.content.decode()
        assert f'<p class="govuk-caption-l">{person.name}</p>' in empty.content.decode()
        assert "Say why you send it in place of the person." in empty.content.decode()
        answer = his.post(address, {"reason": "ill"})

        act = Act.objects.get()
        assert answer.url == reverse("confirmations:one", args=[act.pk])
        assert "Beck am Bach" in his.get(answer.url).content.decode()
        assert not Filing.objects.exists()

    def test_send_at_once_under_a_mandate_that_says_so(self, his, to_send):
        his.post(to_send, {"reason": "language", "code": code_of(1)})

        assert Act.objects.get().state == "sent"
        assert Filing.objects.get().presence == "in_place"

    @pytest.mark.parametrize("typed", ["", "ACE34934", code_of_another(1)])
    def test_send_nothing_at_once_without_a_code_of_his_own(self, his, to_send, typed):
        shown = his.post(to_send, {"reason": "language", "code": typed})

        assert not Filing.objects.exists()
        assert 'href="#id_code"' in shown.content.decode()
        assert shown.context["form"]["reason"].value() == "language"
        his.post(to_send, {"reason": "language", "code": code_of(1)})
        assert Filing.objects.exists()

    def test_take_a_code_once(self, his, to_send, person, helper, now):
        with_effort(person, helper, now=now)
        for address in (reverse("confirmations:ask", args=[person.pk, "efforts", f"{now:%Y-%m}"]), to_send):
            his.post(address, {"reason": "ill", "code": code_of(1)})

        assert Act.objects.get().kind == "efforts"

    def test_lock_after_five_wrong_codes(self, his, to_send):
        for _number in range(5):
            his.post(to_send, {"reason": "ill", "code": "ACE34934"})

        assert "Too many wrong codes" in his.post(to_send, {"reason": "ill", "code": code_of(1)}).content.decode()
        assert not Filing.objects.exists()

    def test_send_nothing_once_the_mandate_has_ended(self, his, to_send, person, now):
        end_mandate(own_file(person, now=now), mandate_id=Mandate.objects.get().pk, now=now)

        assert his.post(to_send, {"reason": "ill", "code": code_of(1)}).status_code == 404
        assert not Filing.objects.exists()

    def test_ask_for_no_code_where_she_says_yes_herself(self, his, draft, person):
        page = his.get(reverse("confirmations:ask", args=[person.pk, "form", draft]))

        assert 'name="code"' not in page.content.decode()

    def test_do_not_take_an_old_way_to_send(self, his, helper, person, now, subject):
        mandated(person, helper, Reach.SEND, now=now)
        draft = ready(person, helper, now=now, subject=subject)

        answer = his.post(reverse("procedures:check", args=[draft]), {"seen": "x" * 64})

        assert answer.status_code == 200
        assert not Filing.objects.exists()

    def test_print_the_sheet_with_its_code(self, his, act):
        answer = his.post(reverse("confirmations:sheet", args=[act.pk]))

        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"] == f'inline; filename="yes-{act.pk}.pdf"'

    def test_show_her_words_after_a_no(self, his, act, person, now):
        services.refuse(own(person, now=now), act_id=act.pk, words="Friday is missing.", now=now)

        assert "Friday is missing." in his.get(reverse("confirmations:one", args=[act.pk])).content.decode()

    def test_say_what_it_is_in_the_reader_s_language(self, his, helper, act, now):
        """Her text is French; "your fund" in it is hers."""
        with_effort(act.person, helper, now=now)
        of_month = asked_proof(act.person, helper, now=now)
        lists = [his.get(address).content.decode() for address in (reverse("confirmations:asked"), "/en/")]
        own_pages = [his.get(reverse("confirmations:one", args=[one.pk])).content.decode() for one in (of_month, act)]

        for page in lists:
            assert f"Job-search efforts ({month_and_year(now)})" in page
            assert f"For her fund ({month_and_year(now)})" in page
            assert "For your fund" not in page
        assert f'<h1 class="govuk-heading-l">Job-search efforts ({month_and_year(now)})</h1>' in own_pages[0]
        assert "For your fund" not in own_pages[1]

    @pytest.mark.usefixtures("act")
    def test_cost_the_same_for_one_row_and_for_many(self, his, helper, now, django_assert_num_queries):
        address = reverse("confirmations:asked")
        his.get(address)
        with CaptureQueriesContext(connection) as one:
            his.get(address)
        for number in range(3):
            another = a_person(phone=f"+4179000010{number}")
            mandated(another, helper, now=now)
            with_effort(another, helper, now=now)
            asked_proof(another, helper, now=now)
        with django_assert_num_queries(len(one)):
            page = his.get(address).content.decode()
        assert page.count("desk-table__link") == 4


class TestHerPages:
    def test_show_exactly_what_would_be_sent_and_send_it_with_her_code(self, hers, act):
        assert reverse("confirmations:decide", args=[act.pk]) in hers.get(reverse("homes:home")).content.decode()
        address = reverse("confirmations:decide", args=[act.pk])
        page = hers.get(address).content.decode()
        assert "Beck am Bach" in page
        assert act.fingerprint in page

        hers.post(address, {"seen": act.fingerprint, "code": "WRONG"})
        assert not Filing.objects.exists()
        hers.post(address, {"seen": act.fingerprint, "code": code_of(1)})

        number = Filing.objects.get().receipt.number
        receipt = hers.get(reverse("procedures:filing", args=[number])).content.decode()
        assert "in place of the person" in receipt
        assert "confirmed this very text" in receipt

    def test_keep_what_was_typed_while_a_code_is_on_its_way(self, hers, act, person):
        with_sms(person.user)
        said = {"seen": act.fingerprint, "late_reason": "I was ill.", "send_code": "1"}
        page = hers.post(reverse("confirmations:decide", args=[act.pk]), said)

        assert "We have sent a code to your phone." in page.content.decode()
        assert page.context["form"]["late_reason"].value() == "I was ill."
        assert "govuk-error-summary" not in page.content.decode()
        assert SentCode.objects.filter(user=person.user).count() == 1

    def test_speak_of_her_own_yes(self, hers, act):
        for address in (reverse("confirmations:mine"), reverse("confirmations:decide", args=[act.pk])):
            page = hers.get(address).content.decode()
            assert "Waits for your yes" in page
            assert "the person's yes" not in page

    def test_offer_no_yes_once_the_draft_has_changed(self, hers, act, helper, person, now):
        file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=now)
        save_answers(file, draft_id=int(act.subject), values={"how": "full"}, seen={"how": 1}, now=now)

        page = hers.get(reverse("confirmations:decide", args=[act.pk])).content.decode()

        assert "must ask you again" in page
        assert "Yes, send exactly this" not in page

    def test_take_a_no_in_her_words(self, hers, act):
        hers.post(reverse("confirmations:refuse", args=[act.pk]), {"words": "Not on Friday."})

        act.refresh_from_db()
        assert (act.state, act.her_words) == ("refused", "Not on Friday.")

    def test_are_nobody_elses(self, client, act):
        client.force_login(a_person(phone="+41790000001").user)
        for name in ("decide", "refuse"):
            assert client.get(reverse(f"confirmations:{name}", args=[act.pk])).status_code == 404


class TestDesk:
    def test_learns_the_number_of_the_receipt_and_nothing_else(self, client, act, helper, person, now):
        services.note_printed(helper, act_id=act.pk, now=now)
        officer = MembershipFactory(fund_officer=True, organisation=person.fund)
        client.force_login(officer.user)
        today = clock.today()

        answer = client.post(
            reverse("confirmations:paper"),
            {
                "code": act.paper_code,
                "signed_on_day": today.day,
                "signed_on_month": today.month,
                "signed_on_year": today.year,
            },
            follow=True,
        ).content.decode()

        assert Filing.objects.get().receipt.number in answer
        assert person.family_name not in answer
        assert "Beck am Bach" not in answer


def test_a_late_answer_is_told_what_the_law_allows(hers, person, helper, now):
    mandated(person, helper, now=now)
    with_effort(person, helper, now=now)
    act = asked_proof(person, helper, now=now)
    Act.objects.filter(pk=act.pk).update(due_on=clock.today() - datetime.timedelta(days=1))

    page = hers.get(reverse("confirmations:decide", args=[act.pk])).content.decode()

    assert "excusable reason" in page
