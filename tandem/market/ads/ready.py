"""Ads as the rows they become, written as COPY reads them: by any process, before the database is asked anything."""

import dataclasses
import datetime
import hashlib
import operator
from typing import Any, NamedTuple

from django.db import models

from tandem.foundation.copying import line_of
from tandem.market.ads.models import (
    AdApplyChannel,
    AdCompany,
    AdConfidential,
    AdLanguageSkill,
    AdOccupation,
    AdPublicContact,
    AdText,
)
from tandem.market.ads.types import (
    AdRecord,
    ApplyChannelRecord,
    CompanyRecord,
    ConfidentialRecord,
    LanguageSkillRecord,
    OccupationRecord,
    PublicContactRecord,
    TextRecord,
    ad_id_of,
)


class ReadyAd(NamedTuple):
    """An ad of a feed. What depends on the day, or on what the database knows, is decided when it is written."""

    ad_id: str
    external_id: str
    content_hash: bytes
    status: str | None
    publication_starts_on: datetime.date | None
    publication_ends_before: datetime.date | None
    reporting_obligation: bool
    reporting_obligation_ends_on: datetime.date | None
    # The columns `TAKEN`, without a line break.
    columns: bytes
    # Lines of the tables in `PARTS`, in its order; empty where the ad says nothing.
    parts: tuple[bytes, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """An attribute of a record whose values are rows of a table of their own."""

    attribute: str
    model: type[models.Model]
    columns: tuple[str, ...]


def _part(attribute: str, model: type[models.Model], record_type: type[Any]) -> Part:
    names = tuple(field.name for field in dataclasses.fields(record_type))
    return Part(attribute, model, ("ad", *(("rank",) if model is AdOccupation else ()), *names))


PARTS = (
    _part("texts", AdText, TextRecord),
    _part("occupations", AdOccupation, OccupationRecord),
    _part("language_skills", AdLanguageSkill, LanguageSkillRecord),
    _part("company", AdCompany, CompanyRecord),
    _part("apply_channel", AdApplyChannel, ApplyChannelRecord),
    _part("public_contact", AdPublicContact, PublicContactRecord),
    _part("confidential", AdConfidential, ConfidentialRecord),
)
# What is decided when an ad is written; all other columns are fields of its record.
DECIDED = ("id", "feed", "status", "content_hash", "publication_starts_on", "created_at", "updated_at")
TAKEN = tuple(
    field.name
    for field in dataclasses.fields(AdRecord)
    if field.name not in DECIDED and field.name not in {part.attribute for part in PARTS}
)
_taken = operator.attrgetter(*TAKEN)
_said = operator.attrgetter(*(part.attribute for part in PARTS))
_values = {
    record_type: operator.attrgetter(*(field.name for field in dataclasses.fields(record_type)))
    for record_type in (
        TextRecord,
        LanguageSkillRecord,
        CompanyRecord,
        ApplyChannelRecord,
        PublicContactRecord,
        ConfidentialRecord,
    )
}
_occupation = operator.attrgetter(*(field.name for field in dataclasses.fields(OccupationRecord)))


def ready(record: AdRecord, *, feed: str) -> ReadyAd:
    """The rows of the ad that `feed` knows by the record's `external_id`."""
    ad_id = ad_id_of(feed, record.external_id)
    columns = line_of(_taken(record)).encode()
    parts = tuple([_lines(ad_id, said) if said else b"" for said in _said(record)])
    return ReadyAd(
        ad_id,
        record.external_id,
        _hash(line_of((record.status, record.publication_starts_on)).encode(), columns, *parts),
        record.status,
        record.publication_starts_on,
        record.publication_ends_before,
        record.reporting_obligation,
        record.reporting_obligation_ends_on,
        columns,
        parts,
    )


def _lines(ad_id: str, said: Any) -> bytes:
    """The rows of one part: a record or several."""
    if said.__class__ is not tuple:
        return f"{ad_id}\t{line_of(_row(0, said))}\n".encode()
    return "".join([f"{ad_id}\t{line_of(_row(rank, one))}\n" for rank, one in enumerate(said)]).encode()


def _row(rank: int, record: Any) -> tuple[Any, ...]:
    if record.__class__ is OccupationRecord:
        return (rank, *_occupation(record))
    return _values[record.__class__](record)


def _hash(*said: bytes) -> bytes:
    """What a record says, in 16 bytes: equal exactly when none of its rows differ."""
    return hashlib.blake2b(b"\0".join(said), digest_size=16).digest()
