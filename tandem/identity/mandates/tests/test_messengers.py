import pytest

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import DAY, a_person, granted, proposed
from tandem.identity.mandates.types import Terms
from tandem.identity.people import selectors, services
from tandem.identity.people.enums import Channel, Section


def through_a_helper(person, *, now=NOON):
    file = open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=now)
    services.change_reach(
        file,
        channels=[Channel.VIA_HELPER],
        reserved_from_digital=False,
        seen=selectors.known(file, Section.REACH).seen,
        now=now,
    )


class TestMessagesThroughAHelper:
    def test_need_a_mandate_to_read_them(self):
        person = a_person()
        granted(person, terms=Terms({Purpose.MESSAGES: Reach.READ}, Duration.ONE_MONTH))

        through_a_helper(person)

        assert selectors.channel_order(person.pk) == (Channel.VIA_HELPER,)

    @pytest.mark.parametrize(
        "terms", [{Purpose.EFFORTS: Reach.READ}, {Purpose.MESSAGES: Reach.BE_PRESENT}], ids=["elsewhere", "present"]
    )
    def test_are_refused_with_another_mandate(self, terms):
        person = a_person()
        granted(person, terms=Terms(terms, Duration.ONE_MONTH))

        with pytest.raises(services.ChannelLacks):
            through_a_helper(person)

    def test_are_refused_before_the_consent_and_after_the_end(self):
        person = a_person()
        proposed(person, terms=Terms({Purpose.MESSAGES: Reach.READ}, Duration.ONE_MONTH))
        with pytest.raises(services.ChannelLacks):
            through_a_helper(person)
        later = a_person()
        granted(later, terms=Terms({Purpose.MESSAGES: Reach.READ}, Duration.ONE_MONTH))
        with pytest.raises(services.ChannelLacks):
            through_a_helper(later, now=NOON + 40 * DAY)
