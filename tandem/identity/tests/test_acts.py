import re
from pathlib import Path

from tandem.identity.access import registry

ROOM = Path(__file__).resolve().parents[2]


def test_every_act_that_is_written_into_the_ledger_has_a_sentence_for_the_person():
    sources = [path.read_text() for path in ROOM.rglob("*.py") if "tests" not in path.parts]

    verbs = {verb for source in sources for verb in re.findall(r'\bverb="([a-z_.]+)"', source)}

    assert "people.assign_counsellor" in verbs
    assert verbs - registry.acts.keys() == set()
    assert all("%(who)s" in str(act.sentence) for act in registry.acts.values())
