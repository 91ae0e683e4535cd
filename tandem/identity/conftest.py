"""What the tests of this room share."""

import pytest
from django.utils.translation import override

from tandem.identity.people import registry
from tandem.identity.people.selectors import contact_of


class Told(list):
    """The notices that were handed to whoever carries them: (person's id, key of the kind), the oldest first."""

    def __init__(self):
        self.facts = []

    def __call__(self, kind, *, person_id, facts, about, now):
        self.append((person_id, kind.key))
        self.facts.append((kind, facts))

    def words(self, language=None):
        """What the newest one says, in the person's language."""
        kind, facts = self.facts[-1]
        with override(language or contact_of(self[-1][0]).language):
            return kind.words(facts)


@pytest.fixture
def told(monkeypatch):
    """Stands in for the room above that carries notices."""
    told = Told()
    monkeypatch.setattr(registry, "_carriers", [told])
    return told
