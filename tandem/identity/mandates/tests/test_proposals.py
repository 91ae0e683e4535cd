"""Putting a mandate before a person."""

import pytest

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.tests.factories import (
    DAY,
    a_person,
    a_relative,
    grant,
    granted,
    opens,
    own_file,
    proposed,
)
from tandem.identity.mandates.types import Holder, Terms


class TestProposal:
    @pytest.mark.parametrize(
        ("terms", "refusal"),
        [
            (Terms({}, Duration.ONE_MONTH), services.NothingChosen),
            (Terms({Purpose.CLAIM: Reach.SEND}, Duration.ONE_MONTH), services.MoreThanAllowed),
            (Terms({Purpose.EFFORTS: Reach.SEND}, Duration.TWELVE_MONTHS), services.MoreThanAllowed),
            (Terms({Purpose.WHO_LOOKED: Reach.READ}, Duration.ONE_MONTH), Exception),
        ],
    )
    def test_keeps_to_the_limits(self, person, helper, terms, refusal):
        with pytest.raises(refusal):
            proposed(person, helper, terms)
        assert not Mandate.objects.exists()

    def test_is_made_once_at_a_time_between_the_same_two(self, person, helper):
        proposed(person, helper)

        with pytest.raises(services.AlreadyProposed):
            proposed(person, helper)

    def test_stops_a_helper_who_tries_many_numbers(self, person, helper):
        facts = {"birth_date": person.birth_date, "terms": Terms({Purpose.EFFORTS: Reach.READ}, Duration.ONE_MONTH)}
        for number in range(20):
            with pytest.raises(services.NobodyFound):
                services.propose_to_person(helper, person_number=f"9999{number:04}", now=NOON, **facts)

        with pytest.raises(Refusal, match="Too many attempts"):
            services.propose_to_person(helper, person_number=person.person_number, now=NOON, **facts)

    def test_is_nobodys_to_make_but_a_helpers(self, person):
        for acting in (acting_as_member(person.counsellor), own_file(person)):
            with pytest.raises(Hidden):
                proposed(person, acting)

    def test_is_one_step_narrower_when_it_renews_and_ends_the_older_one_when_granted(self, person, helper):
        old = granted(person, helper)

        new = services.renew(helper, mandate_id=old.pk, now=NOON + DAY)

        assert dict(new.areas.values_list("area", "reach")) == {"efforts": "read", "search": "be_present"}
        grant(person, new, now=NOON + DAY)
        old.refresh_from_db()
        assert (old.state, old.steps.get(event="end").reason) == ("ended", "replaced")

    def test_that_renews_can_be_refused_and_leaves_the_older_one_as_it_was(self, person, helper):
        old = granted(person, helper)
        new = services.renew(own_file(person), mandate_id=old.pk, now=NOON)

        services.refuse(own_file(person), mandate_id=new.pk, now=NOON)

        assert opens(helper, person) is Reach.PREPARE


def test_a_relative_holds_a_mandate_alone():
    person, relative = a_person(), a_relative()
    terms = Terms({Purpose.APPOINTMENTS: Reach.READ}, Duration.TWELVE_MONTHS)

    mandate = services.propose_to_helper(
        own_file(person), holder=Holder(None, (relative.user_id,)), terms=terms, now=NOON
    )

    assert (mandate.helper_id, mandate.structure_id, mandate.state) == (relative.user_id, None, "asked")
