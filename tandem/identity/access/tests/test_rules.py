import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, Purpose, Reach
from tandem.identity.access.rules import NO_BREAK, RIGHTS, answer, citation

pytestmark = pytest.mark.without_database

ORDER = [Answer.REFUSED, Answer.TO_BE_CONFIRMED, Answer.ALLOWED]
# A mandate that names no area reaches less than one that lets somebody be present.
REACHES = [None, *Reach]
REACHING = (AuthorityKind.MANDATE, AuthorityKind.SESSION)

capacities, kinds, purposes, deeds = map(st.sampled_from, (Capacity, AuthorityKind, Purpose, Deed))


class TestTableOfRights:
    @given(capacities, purposes, deeds)
    def test_never_allows_less_to_a_mandate_that_reaches_further(self, capacity, purpose, deed):
        answers = [answer(capacity, AuthorityKind.MANDATE, reach, purpose, deed) for reach in REACHES]

        assert answers == sorted(answers, key=ORDER.index)

    @given(capacities, kinds, st.sampled_from(REACHES), purposes, deeds)
    def test_refuses_what_has_no_row(self, capacity, kind, reach, purpose, deed):
        if purpose not in RIGHTS.get((capacity, kind), {}):
            assert answer(capacity, kind, reach, purpose, deed) is Answer.REFUSED

    @given(capacities, kinds, st.sampled_from(REACHES), purposes)
    def test_leaves_decisions_about_oneself_to_oneself(self, capacity, kind, reach, purpose):
        if answer(capacity, kind, reach, purpose, Deed.DISPOSE) is not Answer.REFUSED:
            assert (capacity, kind) == (Capacity.SELF, AuthorityKind.OWN_RIGHT)

    @given(capacities, kinds, st.sampled_from(REACHES), purposes)
    def test_knows_legal_duties_only_under_the_law(self, capacity, kind, reach, purpose):
        if answer(capacity, kind, reach, purpose, Deed.ADMINISTER) is not Answer.REFUSED:
            assert kind is AuthorityKind.LEGAL_DUTY

    @given(capacities, kinds, st.sampled_from(REACHES), purposes, deeds)
    def test_lets_only_the_sending_of_a_helper_wait_for_a_confirmation(self, capacity, kind, reach, purpose, deed):
        if answer(capacity, kind, reach, purpose, deed) is Answer.TO_BE_CONFIRMED:
            assert kind in REACHING
            assert (capacity, reach, deed) == (Capacity.HELPER, Reach.SEND_WITH_CONFIRMATION, Deed.SEND)

    @given(capacities, kinds.filter(lambda kind: kind not in REACHING), st.sampled_from(Reach))
    def test_refuses_a_reach_that_neither_a_mandate_nor_a_session_gave(self, capacity, kind, reach):
        assert {answer(capacity, kind, reach, purpose, deed) for purpose in Purpose for deed in Deed} == {
            Answer.REFUSED
        }

    def test_opens_no_file_to_an_employer_a_provider_and_a_visitor(self):
        shut_out = {Capacity.EMPLOYER, Capacity.AGENCY, Capacity.PROVIDER, Capacity.VISITOR}

        assert shut_out.isdisjoint(capacity for capacity, _kind in RIGHTS)

    def test_shows_an_operator_what_was_contested_and_nothing_else(self):
        rows = [purposes for (capacity, _kind), purposes in RIGHTS.items() if capacity is Capacity.OPERATOR]

        assert [set(purposes) for purposes in rows] == [{Purpose.CONTEST}]


class TestCitation:
    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("de", "Art. 85 Abs. 1 Bst. a AVIG"),
            ("fr", "art. 85 al. 1 let. a LACI"),
            ("it", "art. 85 cpv. 1 lett. a LADI"),
            ("en", "Art. 85 para. 1 lit. a AVIG"),
        ],
    )
    def test_reads_as_the_law_is_cited_in_the_readers_language(self, language, expected):
        assert citation("LACI 85 al. 1 let. a", language) == expected.replace(" ", NO_BREAK)

    @pytest.mark.parametrize("reference", ["", "mandate 12", "LACI", "nightly schedule"])
    def test_leaves_alone_what_is_no_article(self, reference):
        assert citation(reference, "de") == reference
