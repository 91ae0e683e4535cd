"""The fields of an ad in the index."""

import functools

from tandem.facilities.search.types import Schema, TextField

COLLECTION = "ads"

TITLE, BODY, COMPANY, PLACE, NUMBER = "title", "body", "company", "place", "number"
CANTON, LANGUAGE, SOURCE, OCCUPATION = "canton", "language", "source", "occupation"
PERMANENT, REMOTE, WORKLOAD, AUDIENCE = "permanent", "remote", "workload", "audience"
WORKLOAD_MIN, WORKLOAD_MAX = "workload_min", "workload_max"
PUBLISHED, OPENS, CLOSES = "published", "opens", "closes"

YES, NO = "yes", "no"
EVERYBODY, JOBSEEKERS = "everybody", "jobseekers"

SCHEMA = Schema(
    texts=(
        TextField(TITLE, boost=3.0, compounds=True, suggest=True),
        TextField(BODY),
        TextField(COMPANY, boost=2.0, names=True),
        TextField(PLACE, names=True),
        TextField(NUMBER, boost=10.0, names=True),
    ),
    keywords=(CANTON, LANGUAGE, SOURCE, OCCUPATION, PERMANENT, REMOTE, WORKLOAD, AUDIENCE),
    numbers=(WORKLOAD_MIN, WORKLOAD_MAX),
    days=(PUBLISHED, OPENS, CLOSES),
    newest=PUBLISHED,
)

# From, to, in percent, both included: an ad is in each band that its own range touches.
WORKLOAD_BANDS = ((10, 39), (40, 59), (60, 79), (80, 99), (100, 100))


@functools.lru_cache(maxsize=10_000)
def bands(low: int, high: int) -> tuple[str, ...]:
    """The names of the bands that the workload from `low` to `high` touches."""
    return tuple(f"{start}-{end}" for start, end in WORKLOAD_BANDS if low <= end and high >= start)
