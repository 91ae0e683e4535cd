"""Every verb x capacity x authority x reach, for every purpose, against `rights.txt`: no cell untested."""

import itertools
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tandem.assistance.sessions.tests.factories import AssistedSessionFactory
from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import (
    Answer,
    AuthorityKind,
    Capacity,
    Deed,
    InPlaceReason,
    Presence,
    Purpose,
    Reach,
)
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import SignatureNeeded, record
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import OWN_RIGHT, Acting, Authority
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

DOCUMENT = Path(__file__).parents[1] / "docs" / "rights.md"
LETTERS = {
    "L": Deed.LOOK,
    "P": Deed.PREPARE,
    "S": Deed.SEND,
    "D": Deed.DISPOSE,
    "A": Deed.ADMINISTER,
    "B": Deed.STEP_BACK,
}
REACHES = [None, *Reach]
# As the gate says it, and PostgreSQL asks for it.
HOW = {AuthorityKind.MANDATE: Presence.IN_PLACE, AuthorityKind.SESSION: Presence.TOGETHER_OWN_HANDS}
CELLS = list(itertools.product(Capacity, AuthorityKind, REACHES, Purpose))


def section(name):
    text = Path(__file__).with_name("rights.txt").read_text().split(f"[{name}]")[1].split("[")[0]
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


EXPECTED = {
    (capacity, kind, reach, purpose): cell
    for capacity, kind, purpose, *cells in section("rights")
    for reach, cell in zip(REACHES, cells, strict=True)
}
DEEDS = {verb: LETTERS[letter] for verb, letter in section("verbs")}


def expected(cell, deed):
    """What the file says of a deed in a cell."""
    letter = next(letter for letter, meant in LETTERS.items() if meant is deed)
    letters = EXPECTED.get(cell, "-")
    if letter in letters:
        return Answer.ALLOWED
    return Answer.TO_BE_CONFIRMED if letter.lower() in letters else Answer.REFUSED


def test_the_file_names_every_verb_with_its_deed():
    assert {verb: act.deed for verb, act in registry.acts.items()} == DEEDS


def test_the_document_says_what_the_table_says(tmp_path):
    call_command("rights", "--check", DOCUMENT)

    (tmp_path / "old.md").write_text(DOCUMENT.read_text().replace("Job-search efforts", "Anything"))
    with pytest.raises(CommandError, match="Write it anew"):
        call_command("rights", "--check", tmp_path / "old.md")


def test_the_file_names_only_cells_that_there_are():
    assert set(EXPECTED) <= set(CELLS)
    assert len(EXPECTED) == len(section("rights")) * len(REACHES)


@pytest.mark.parametrize("verb", sorted(DEEDS))
def test_every_cell_answers_as_the_file_says_and_lets_through_nothing_else(verb):
    """Through the gate itself: what is allowed leaves its row in the ledger, all else is hidden and leaves none."""
    member, person = MembershipFactory(), PersonFactory()
    running = AssistedSessionFactory(person=person, helper=member.user)
    references = defaultdict(lambda: "tests", {AuthorityKind.SESSION: str(running.pk)})
    wrong, allowed = [], 0
    for cell in CELLS:
        capacity, kind, reach, purpose = cell
        file = Acting(
            capacity=capacity,
            user_id=member.user_id,
            person_id=person.pk,
            authority=Authority(kind, references[kind], reach, presence=HOW.get(kind)),
            purpose=purpose,
            presence=HOW.get(kind, Presence.ALONE),
            in_place=InPlaceReason.NO_DEVICE,
            signed=True,
        )
        try:
            written = record(file, verb=verb, purpose=purpose, now=NOON).verb == verb
        except Hidden:
            written = False
        allowed += written
        found = (permit(file, verb), written)
        if found != (expected(cell, DEEDS[verb]), expected(cell, DEEDS[verb]) is Answer.ALLOWED):
            wrong.append((cell, *found))

    assert wrong == []
    assert LedgerEntry.objects.filter(person=person).count() == allowed > 0


@pytest.mark.parametrize("verb", sorted(verb for verb, deed in DEEDS.items() if deed is Deed.SEND))
def test_nothing_leaves_a_session_or_a_helper_alone_unsigned(verb):
    """Whatever page forgets to ask: the ledger takes no such act, so its transaction is undone."""
    member, person = MembershipFactory(), PersonFactory()
    running = AssistedSessionFactory(person=person, helper=member.user)
    alone = {"presence": Presence.IN_PLACE, "in_place": InPlaceReason.NO_DEVICE}
    hers = {"presence": Presence.TOGETHER_OWN_HANDS, "session_id": running.pk}
    for capacity, authority, facts in (
        (Capacity.SELF, OWN_RIGHT, hers),
        (Capacity.HELPER, Authority(AuthorityKind.SESSION, str(running.pk), Reach.SEND), hers),
        (Capacity.HELPER, Authority(AuthorityKind.MANDATE, "tests", Reach.SEND), alone),
    ):
        file = Acting(
            capacity=capacity,
            user_id=member.user_id,
            person_id=person.pk,
            authority=authority,
            purpose=Purpose.EFFORTS,
            **facts,
        )
        with pytest.raises(SignatureNeeded):
            record(file, verb=verb, purpose=Purpose.EFFORTS, now=NOON)

    assert not LedgerEntry.objects.filter(person=person).exists()


def test_only_those_who_check_a_proof_say_that_something_is_signed():
    root = Path(__file__).resolve().parents[1] / "tandem"
    said = {path for path in root.rglob("*.py") if "tests" not in path.parts and ".signing()" in path.read_text()}

    assert {str(path.relative_to(root)) for path in said} == {
        "assistance/sessions/services/signing.py",
        "identity/factors/services/signing.py",
    }
