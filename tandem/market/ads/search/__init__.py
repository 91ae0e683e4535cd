"""How an ad is found: what it looks like in the index, what a question means, what the answer says."""

from tandem.facilities.search.registry import register_collection
from tandem.market.ads.search import projection
from tandem.market.ads.search.schema import COLLECTION, SCHEMA


def register() -> None:
    """Make ads searchable; called once, from `apps.py`."""
    register_collection(
        COLLECTION,
        schema=SCHEMA,
        load=projection.load,
        all_documents=projection.all_documents,
        count=projection.count,
    )
