"""Pages on the helper's own screen, where the person proves that she is there; and what a pause covers."""

import pytest
from django.urls import reverse

from tandem.assistance.sessions.enums import EndReason
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.tests.browsers import meet, pause, session_of, step_url, words
from tandem.eservices.procedures.models import Answer, Draft, Filing
from tandem.eservices.procedures.tests.factories import answered
from tandem.foundation import clock
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import AuthorityKind, Presence, Purpose, Reach
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import PHONE, a_person, granted, own_file
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.presence_codes.tests.factories import printed


class TestOnTheHelpersDevice:
    @pytest.fixture
    def present(self, person, helper):
        return granted(person, helper, Terms({Purpose.EFFORTS: Reach.BE_PRESENT}, Duration.ONE_MONTH), now=clock.now())

    def begin(self, his, person) -> AssistedSession:
        his.post(reverse("sessions:beside", args=[person.pk]), {"areas": ["efforts"]})
        return session_of(person)

    def test_needs_a_mandate_of_this_person(self, his, present):
        assert his.get(reverse("sessions:beside", args=[a_person().pk])).status_code == 404

    def test_chooses_what_the_mandate_is_about_and_tells_her(self, his, person, present):
        """Two presses from the desk: the link, and "Go on"; then she reads what it is about before she types."""
        shown = his.get(reverse("sessions:beside", args=[person.pk]))
        assert shown.context["form"].initial["areas"] == ["efforts"]

        self.begin(his, person)

        assert "<li>Job-search efforts</li>" in words(his.get(reverse("sessions:presence")))

    def test_opens_with_her_code_and_not_before(self, his, person, present, draft):
        self.begin(his, person)
        assert his.get(step_url(draft)).status_code == 404

        his.post(reverse("sessions:presence"), {"code": code_of(1)})

        assert his.get(step_url(draft)).status_code == 200
        his.post(step_url(draft), {"worked": "no", "seen-worked": "0"})
        answer = Answer.objects.get(draft=draft, field="worked")
        assert answer.presence == Presence.TOGETHER_OWN_HANDS

    def test_never_asks_for_her_password(self, his, person, present):
        self.begin(his, person)
        page = words(his.get(reverse("sessions:presence")))

        assert 'type="password"' not in page
        assert person.name in page

    def test_a_wrong_code_opens_nothing(self, his, person, present, draft):
        self.begin(his, person)
        shown = his.post(reverse("sessions:presence"), {"code": "ACE34934"})

        assert "This code is not right" in words(shown)
        assert session_of(person).started_at is None

    def test_she_signs_with_a_code_and_only_then_it_is_filed(self, his, person, present, draft):
        self.begin(his, person)
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        answered(person, subject=draft.subject, now=clock.now(), purpose=Purpose.EFFORTS)
        check = his.get(reverse("procedures:check", args=[draft.pk]))
        seen = check.context["review"].seen
        assert "Sign and file" in words(check)

        sign = reverse("procedures:check", args=[draft.pk])
        his.post(sign, {"seen": seen, "code": ""})
        his.post(sign, {"seen": seen, "code": code_of(1)})
        assert not Filing.objects.filter(person=person).exists()

        shown = his.post(sign, {"seen": seen, "code": code_of(2)}, follow=True)

        filing = Filing.objects.get(person=person)
        assert (filing.authority, filing.presence) == (AuthorityKind.SESSION, Presence.TOGETHER_OWN_HANDS)
        assert "Together, own hands" in words(shown)
        assert "presence" not in str(filing.content.payload)

    def test_the_end_of_the_mandate_shuts_the_open_session(self, his, person, present, draft):
        self.begin(his, person)
        his.post(reverse("sessions:presence"), {"code": code_of(1)})
        assert his.get(step_url(draft)).status_code == 200

        end_mandate(own_file(person, now=clock.now()), mandate_id=present.pk, now=clock.now())

        assert his.get(step_url(draft)).status_code == 404
        assert "session-banner" not in words(his.get(reverse("homes:privacy")))


class TestAfterAPause:
    def test_his_page_is_covered(self, hers, his, person, draft):
        session = meet(hers, his, person)
        hers.get(step_url(draft))
        pause(session)

        assert "Her page is covered" in words(his.get(reverse("sessions:watch")))
        assert his.get(step_url(draft)).status_code == 404

    def test_what_she_wrote_waits_for_her_proof_and_is_kept_with_it(self, hers, his, person, draft):
        session = meet(hers, his, person)
        pause(session)
        asked = hers.post(step_url(draft), {"worked": "no", "seen-worked": "0"})
        assert "are you still there" in words(asked)
        assert '<input type="hidden" name="worked" value="no">' in words(asked)
        assert not Answer.objects.exists()

        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0", "presence_code": code_of(1)})

        assert Answer.objects.get(field="worked").presence == Presence.TOGETHER_OWN_HANDS

    def test_a_wrong_code_keeps_it_waiting(self, hers, his, person, draft):
        session = meet(hers, his, person)
        pause(session)
        shown = hers.post(step_url(draft), {"worked": "no", "presence_code": "ACE34934"})

        assert "This code is not right" in words(shown)
        assert not Answer.objects.exists()

    def test_she_may_go_on_alone_and_the_session_ends(self, hers, his, person, draft):
        session = meet(hers, his, person)
        pause(session)
        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0", "presence_alone": "1"})

        assert Answer.objects.get(field="worked").presence == Presence.ALONE
        assert session_of(person).end_reason == EndReason.PERSON

    def test_the_script_that_keeps_answers_is_told_in_words(self, hers, his, person, draft):
        session = meet(hers, his, person)
        pause(session)
        said = hers.post(reverse("procedures:keep", args=[draft.pk, "work"]), {"worked": "no", "field": "worked"})

        assert "not proved that the person is there" in said.json()["message"]


class TestWithAPrintedList:
    """She has no account at all."""

    @pytest.fixture
    def her(self, helper):
        her = PersonFactory(with_counsellor=True, with_fund=True, with_address=True, phone=PHONE)
        terms = Terms({Purpose.EFFORTS: Reach.BE_PRESENT}, Duration.ONE_MONTH)
        granted(her, helper, terms, now=clock.now())
        return her

    def test_is_sent_to_her_by_letter_on_the_helper_s_asking(self, his, her):
        beside = reverse("sessions:beside", args=[her.pk])
        assert "no printed list yet" in words(his.get(beside))

        shown = his.post(reverse("sessions:ask_codes", args=[her.pk]), follow=True)

        assert "Nobody but her sees the codes" in words(shown)
        assert "no printed list yet" not in words(shown)
        assert Outgoing.objects.filter(topic="presence_codes.list").count() == 1

    def test_asks_for_its_next_code_by_number_and_opens_with_it(self, his, her):
        codes = printed(her, now=clock.now())
        his.post(reverse("sessions:beside", args=[her.pk]), {"areas": ["efforts"]})
        assert "Code no. 1 of your printed list." in words(his.get(reverse("sessions:presence")))

        his.post(reverse("sessions:presence"), {"code": codes[0].lower()})

        assert session_of(her).started_at is not None
        assert "Code no. 2 of your printed list." in words(his.get(reverse("sessions:presence")))

    def test_signs_a_form_for_her(self, his, her, draft, declared):
        codes = printed(her, now=clock.now())
        his.post(reverse("sessions:beside", args=[her.pk]), {"areas": ["efforts"]})
        his.post(reverse("sessions:presence"), {"code": codes[0]})
        his.post(reverse("procedures:start_for", args=[her.pk, draft.key, draft.subject]))
        number = Draft.objects.get(person=her).pk
        for step, said in (("work", {"worked": "no"}), ("health", {"ill": "no", "phone": "+41790000000"})):
            his.post(reverse("procedures:step", args=[number, step]), said)
        check = his.get(reverse("procedures:check", args=[number]))
        assert "Code no. 2 of your printed list." in words(check)

        sign = {"seen": check.context["review"].seen, "code": codes[1]}
        his.post(reverse("procedures:check", args=[number]), sign)

        filing = Filing.objects.get(person=her)
        assert (filing.authority, filing.presence) == (AuthorityKind.SESSION, Presence.TOGETHER_OWN_HANDS)
