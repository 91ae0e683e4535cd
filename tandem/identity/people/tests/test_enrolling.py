"""A file that a person begins herself, and never a second one."""

import datetime

import pytest
from django.urls import reverse

from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.people.models import Person
from tandem.identity.people.services import HasAFile, KnownAlready, begin_own_file
from tandem.identity.people.services.enrolling import BEGINNINGS
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.people.types import FirstFacts
from tandem.reference.localities.tests.factories import load_places

FACTS = {
    "given_name": "Mila",
    "family_name": "Muster",
    "birth_date": datetime.date(1990, 5, 17),
    "avs_number": "7561234567897",
    "language": Language.DE,
    "street": "Gasse 1",
    "postal_code": "3011",
    "locality": "Bern",
    "canton": "BE",
}


@pytest.fixture
def user():
    return UserFactory()


def begin(user, **facts):
    acting = Acting(capacity=Capacity.VISITOR, user_id=user.pk)
    return begin_own_file(acting, facts=FirstFacts(**{**FACTS, **facts}), now=clock.now())


class TestBeginOwnFile:
    def test_opens_it_for_the_registration_and_leaves_a_row(self, user):
        file = begin(user)

        assert file.purpose is Purpose.REGISTRATION
        assert Person.objects.get(pk=file.person_id).user_id == user.pk
        assert LedgerEntry.objects.filter(person_id=file.person_id, verb="people.begin_own_file").exists()

    def test_never_doubles_what_an_office_has_begun(self, user):
        PersonFactory(avs_number=FACTS["avs_number"])

        with pytest.raises(KnownAlready):
            begin(user)
        assert Person.objects.count() == 1

    def test_refuses_a_second_file(self, user):
        begin(user)

        with pytest.raises(HasAFile):
            begin(user, avs_number="7569217076985")

    def test_lets_nobody_try_many_numbers(self, user):
        PersonFactory(avs_number=FACTS["avs_number"])
        for _ in range(BEGINNINGS.attempts):
            with pytest.raises(KnownAlready):
                begin(user)

        with pytest.raises(TooManyAttempts):
            begin(user)

    def test_is_not_for_visitors(self):
        with pytest.raises(Hidden):
            begin_own_file(VISITOR, facts=FirstFacts(**FACTS), now=clock.now())


class TestBeginPage:
    @pytest.fixture(autouse=True)
    def _places(self):
        load_places()

    TYPED = {
        "given_name": "Mila",
        "family_name": "Muster",
        "birth_date_day": "17",
        "birth_date_month": "5",
        "birth_date_year": "1990",
        "avs_number": "756.1234.5678.97",
        "postal_code": "3011",
        "locality": "Bern",
    }

    def test_begins_the_file_and_leads_home(self, client, user):
        client.force_login(user)

        answer = client.post(reverse("people:begin"), self.TYPED)

        assert answer.status_code == 302
        assert Person.objects.get(user=user).canton == "BE"

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("avs_number", "756.1234.5678.98"), ("birth_date_day", "32"), ("postal_code", "0000"), ("given_name", "")],
    )
    def test_keeps_what_was_typed_beside_what_is_wrong(self, client, user, field, typed):
        client.force_login(user)

        answer = client.post(reverse("people:begin"), {**self.TYPED, field: typed})

        assert answer.status_code == 200
        assert "Muster" in answer.text
        assert not Person.objects.exists()
