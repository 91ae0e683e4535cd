import dataclasses
import datetime
import uuid
from typing import Any

from tandem.eservices.dossier.enums import Recipient

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
        """The papers as they were named then, with the id of their version."""
        return [{**row, "version": uuid.UUID(row["version"])} for row in self.payload.get("documents", [])]
