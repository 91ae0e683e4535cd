from tandem.facilities.search.engines.memory import MemoryEngine
from tandem.facilities.search.engines.tantivy import TantivyEngine
from tandem.facilities.search.tests import engine_contract


class InTantivy:
    engine_class = TantivyEngine


class InMemory:
    engine_class = MemoryEngine


class TestWordsInTantivy(InTantivy, engine_contract.WordsContract):
    pass


class TestWordsInMemory(InMemory, engine_contract.WordsContract):
    pass


class TestFiltersInTantivy(InTantivy, engine_contract.FiltersContract):
    pass


class TestFiltersInMemory(InMemory, engine_contract.FiltersContract):
    pass


class TestPagesInTantivy(InTantivy, engine_contract.PagesContract):
    pass


class TestPagesInMemory(InMemory, engine_contract.PagesContract):
    pass


class TestChangesInTantivy(InTantivy, engine_contract.ChangesContract):
    pass


class TestChangesInMemory(InMemory, engine_contract.ChangesContract):
    pass
