"""What the database refuses, what is handed out and erased, what pages cost."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.identity.access import registry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.models import User
from tandem.identity.mandates.models import Mandate, MandateArea, ShownText, Step
from tandem.identity.mandates.tests.factories import (
    DAY,
    a_helper,
    a_person,
    granted,
    opens,
)


class TestDatabase:
    def test_refuses_to_change_or_remove_what_proves_a_consent(self, person, helper):
        granted(person, helper)

        for change in (
            lambda: Step.objects.filter(event="consent").update(at=NOON + DAY),
            lambda: Step.objects.filter(event="consent").delete(),
            lambda: ShownText.objects.filter(is_official=True).update(text="Everything"),
            lambda: ShownText.objects.filter(is_official=True).update(hash=b"0" * 32),
            lambda: ShownText.objects.filter(is_official=True).update(text="", language="it"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_refuses_what_goes_beyond_the_limits(self, person, helper):
        mandate = granted(person, helper)

        for change in (
            lambda: MandateArea.objects.filter(area="efforts").update(area="claim", reach="send"),
            lambda: MandateArea.objects.filter(area="efforts").update(duration="twelve_months", reach="send"),
            lambda: MandateArea.objects.update(area="who_looked"),
            lambda: Mandate.objects.update(ends_at=mandate.ends_at + 9 * DAY),
            lambda: Mandate.objects.update(ends_at=mandate.starts_at),
            lambda: Mandate.objects.update(structure=None),
            lambda: Mandate.objects.update(state="asked"),
            lambda: Mandate.objects.update(state="ended"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_holds_an_area_to_the_duration_of_its_mandate(self, person, helper):
        granted(person, helper)

        MandateArea.objects.update(duration="one_month")

        with pytest.raises(IntegrityError):
            connection.check_constraints()


class TestPersonalData:
    def test_hands_everything_out_and_erases_the_names(self, person, helper):
        mandate = granted(person, helper)
        data = registry.personal_data["mandates.Mandate"]
        copy = data.export(person.pk)
        assert copy[0]["number"] == mandate.pk
        assert person.family_name in copy[0]["texts"][0]["text"]
        assert "consent" in {step["event"] for step in copy[0]["steps"]}

        assert data.erase(person.pk) == 1

        text = ShownText.objects.get(mandate=mandate)
        assert (text.text, len(bytes(text.hash))) == ("", 32)
        assert opens(helper, person) is None
        assert mandate.steps.filter(event="consent").exists()


class TestCost:
    @pytest.mark.parametrize(("name", "who"), [("mine", "person"), ("held", "helper")])
    def test_of_a_list_is_the_same_for_one_mandate_and_for_many(self, client, person, helper, name, who):
        client.force_login(person.user if who == "person" else User.objects.get(pk=helper.user_id))
        granted(person, helper)

        def cost():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(reverse(f"mandates:{name}")).status_code == 200
            return len(queries)

        cost()
        one = cost()
        for number in range(3):
            if who == "person":
                granted(person, a_helper())
            else:
                granted(a_person(phone=f"+4179000010{number}"), helper)

        assert cost() == one
