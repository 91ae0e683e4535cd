"""A web process as far as the index is concerned. It loads no models, so that it starts at once."""

from multiprocessing.connection import Connection
from pathlib import Path

from tandem.facilities.search.engines.tantivy import TantivyEngine
from tandem.facilities.search.tests.engine_contract import SCHEMA
from tandem.facilities.search.types import Query


def count_for_ever(folder: str, pipe: Connection) -> None:
    """Answer each "count" with the number of documents found, until told anything else."""
    engine = TantivyEngine(SCHEMA, Path(folder))
    while pipe.recv() == "count":
        pipe.send(engine.search(Query()).total)
