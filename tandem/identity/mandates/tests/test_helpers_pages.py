import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.mandates import services
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted, proposed, structure_of
from tandem.identity.mandates.tests.steps import log_in, page
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("noon")


class TestHelpersPages:
    def test_propose_with_number_and_birth_date_and_show_no_name_before_the_consent(self, client, person, helper):
        log_in(client, helper)
        facts = {
            "person_number": person.person_number,
            "birth_date_day": "17",
            "birth_date_month": "5",
            "birth_date_year": "1990",
            "duration": "one_month",
            "efforts": "prepare",
        }

        response = client.post(page("propose"), facts, follow=True)

        assertContains(response, "Now ask the person for her answer.")
        assertNotContains(response, person.family_name)
        assertNotContains(client.get(page("held")), person.family_name)

    def test_answer_alike_for_a_wrong_number_and_a_wrong_date(self, client, person, helper):
        log_in(client, helper)
        facts = {"duration": "one_month", "efforts": "read", "birth_date_day": "17", "birth_date_month": "5"}
        answers = [
            client.post(page("propose"), {**facts, "person_number": number, "birth_date_year": year})
            for number, year in (("99999999", "1990"), (person.person_number, "1991"))
        ]

        for answer in answers:
            assertContains(answer, "This number and this date of birth do not belong together.")

    def test_ask_by_sms_and_print_the_same_form_twice(self, client, person, helper):
        mandate = proposed(person, helper)
        log_in(client, helper)

        client.post(page("ask_by_sms", mandate.pk), {"read": "it"})
        first = client.post(page("form_on_paper", mandate.pk), {"read": "en"})
        second = client.post(page("form_on_paper", mandate.pk), {"read": "en"})

        assert Outgoing.objects.filter(topic="mandates.question").count() == 1
        assert first["Content-Type"] == "application/pdf"
        assert first.content == second.content

    def test_type_in_a_signed_form_with_its_scan(self, client, person, helper):
        mandate = proposed(person, helper)
        services.ask_on_paper(helper, mandate_id=mandate.pk, now=mandate.proposed_at)
        log_in(client, helper)
        response = client.post(
            page("note_paper"),
            {
                "code": mandate.paper_code,
                "signed_on_day": "3",
                "signed_on_month": "4",
                "signed_on_year": "2026",
                "scan": SimpleUploadedFile("form.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40),
            },
            follow=True,
        )

        assertContains(response, f"Mandate no. {mandate.pk} is granted.")
        assert mandate.scans.count() == 1

    def test_hide_the_mandates_of_another_structure(self, client, person, helper):
        mandate = granted(person, helper)
        log_in(client, a_helper())

        assert client.get(page("held_one", mandate.pk)).status_code == 404
        for name in ("ask_by_sms", "form_on_paper", "give_back", "propose_again"):
            assert client.post(page(name, mandate.pk)).status_code == 404
        assertNotContains(client.get(page("held")), "Mandate no.")

    def test_let_the_manager_name_a_colleague_and_nobody_else(self, client, person):
        helper = a_helper()
        manager = MembershipFactory(manager=True, organisation=structure_of(helper), helper_kind="professional")
        colleague = MembershipFactory(organisation=structure_of(helper), helper_kind="professional")
        mandate = granted(person, helper)

        log_in(client, helper)
        assert client.post(page("name_helper", mandate.pk, colleague.user_id)).status_code == 404
        log_in(client, acting_as_member(manager))
        assertContains(client.get(page("held_one", mandate.pk)), f"Name {colleague.user.name}")
        client.post(page("name_helper", mandate.pk, colleague.user_id))

        assert mandate.helpers.filter(user=colleague.user, removed_at=None).exists()


class TestDesk:
    def test_ends_a_mandate_by_phone_with_how_the_voice_was_known(self, client, person, helper):
        mandate = granted(person, helper)
        client.force_login(person.counsellor.user)

        assertRedirects(client.post(page("desk"), {"number": mandate.pk}), page("desk_one", mandate.pk))
        assertContains(client.post(page("desk_one", mandate.pk), {"check": ""}), "Error:")
        client.post(page("desk_one", mandate.pk), {"check": "called_back"})

        step = mandate.steps.get(event="end")
        assert (step.channel, step.identity_check, step.organisation) == ("phone", "called_back", person.office)

    def test_finds_no_mandate_of_another_office(self, client, helper):
        mandate = granted(a_person(), helper)
        client.force_login(a_person(phone="").counsellor.user)

        response = client.post(page("desk"), {"number": mandate.pk})

        assertContains(response, "No mandate with this number belongs to a person of your office.")
        assert client.get(page("desk_one", mandate.pk)).status_code == 404


class TestPaperPages:
    def test_say_whether_it_is_genuine_and_name_nobody(self, client, person, helper):
        mandate = granted(person, helper)

        response = client.get(page("proof", mandate.paper_code))

        assertContains(response, "Yes. Its text is the one that was fixed when it was proposed.")
        assertContains(response, mandate.texts.get(is_official=True).fingerprint)
        assertNotContains(response, person.family_name)

    def test_end_it_with_code_and_birth_date(self, client, person, helper):
        mandate = granted(person, helper)
        slip = {"code": mandate.paper_code, "birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1990"}

        assertContains(client.post(page("slip"), {**slip, "birth_date_year": "1991"}), "do not belong together")
        assertContains(client.post(page("slip"), slip, follow=True), "It opens nothing any more.")

        mandate.refresh_from_db()
        assert mandate.state == "ended"
