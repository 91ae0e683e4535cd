import datetime

import pytest

from tandem.facilities.search import registry
from tandem.facilities.search.engines.memory import MemoryEngine
from tandem.facilities.search.tests.engine_contract import SCHEMA, document

THINGS = "things"


class Shelf:
    """A collection of a feature that does not exist: what its database holds is `titles`, id -> title."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.before_load = lambda: None

    def load(self, ids):
        self.before_load()
        return [document(one, self.titles[one]) for one in ids if one in self.titles]

    def all_documents(self):
        for identity, title in sorted(self.titles.items()):
            self.before_load()
            yield document(identity, title, published=datetime.date(2026, 5, 1))


@pytest.fixture(params=["memory.MemoryEngine", "tantivy.TantivyEngine"])
def shelf(request, settings, tmp_path, monkeypatch):
    settings.SEARCH_ENGINE = f"tandem.facilities.search.engines.{request.param}"
    settings.SEARCH_DIR = tmp_path
    monkeypatch.setattr(MemoryEngine, "_shelves", {})
    monkeypatch.setattr(registry, "_collections", {})
    shelf = Shelf()
    registry.register_collection(
        THINGS, schema=SCHEMA, load=shelf.load, all_documents=shelf.all_documents, count=lambda: len(shelf.titles)
    )
    return shelf
