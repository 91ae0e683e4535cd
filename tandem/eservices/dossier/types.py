import dataclasses
import datetime
import uuid
from typing import Any

from tandem.eservices.dossier.enums import Kind, Recipient
from tandem.identity.access.enums import Purpose


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settles:
    """A version that is what a filed form still waits for: `mark` names it among what the filing asks for."""

    filing_id: int
    purpose: Purpose
    mark: str
    version_id: uuid.UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """A paper that somebody brought or sent by post, as she named it on the sheet that lay on top."""

    kind: Kind
    title: str
    pages: int


# What this feature sends, by its name among all that can be read before it is sent; one is a version of a document.
PAPER = "paper"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One transmission: what, to whom, when, under which receipt. `receipt` is for `{% signed_receipt %}`."""

    number: str
    person_id: int
    recipient: Recipient
    organisation: str
    sent_at: datetime.datetime
    payload: dict[str, Any]
    receipt: Any

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The papers as they were named then, with the id of their version; None for what came on paper."""
        return [
            {**row, "version": uuid.UUID(row["version"]) if row.get("version") else None}
            for row in self.payload.get("documents", [])
        ]

    @property
    def came_on_paper(self) -> bool:
        return bool(self.payload.get("on_paper"))
