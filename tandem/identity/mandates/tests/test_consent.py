import pytest

from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON
from tandem.identity.mandates import services
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted, own_file, proposed


class TestMandate:
    def test_opens_nothing_before_the_consent_and_what_it_says_after_it(self):
        person, helper = a_person(), a_helper()
        mandate = proposed(person, helper)
        with pytest.raises(Hidden):
            open_file(helper, person.pk, Purpose.EFFORTS, now=NOON)

        services.ask_on_paper(helper, mandate_id=mandate.pk, now=NOON)
        services.note_paper(helper, code=mandate.paper_code, signed_on=NOON.date(), now=NOON)

        opened = open_file(helper, person.pk, Purpose.EFFORTS, now=NOON)
        assert (opened.authority.reference, opened.authority.reach) == (str(mandate.pk), Reach.PREPARE)
        with pytest.raises(Hidden):
            open_file(helper, person.pk, Purpose.CLAIM, now=NOON)

    def test_ends_at_once(self):
        person, helper = a_person(), a_helper()
        mandate = granted(person, helper)

        services.end(own_file(person), mandate_id=mandate.pk, now=NOON)

        with pytest.raises(Hidden):
            open_file(helper, person.pk, Purpose.EFFORTS, now=NOON)
