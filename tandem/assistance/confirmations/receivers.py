"""News from below: something was filed on another way than by a yes."""

from collections.abc import Mapping
from typing import Any

from tandem.assistance.confirmations import services, steps
from tandem.assistance.confirmations.kinds import FORM, PROOF
from tandem.assistance.confirmations.selectors import WAITING
from tandem.eservices.efforts.selectors import proof_facts
from tandem.eservices.efforts.signals import proof_filed
from tandem.eservices.procedures.signals import filed
from tandem.foundation import clock
from tandem.identity.access.types import system


def connect() -> None:
    filed.connect(close_form, dispatch_uid="confirmations.close_form")
    proof_filed.connect(close_proof, dispatch_uid="confirmations.close_proof")


def close_form(sender: object, *, draft_id: int, person_id: int, has: Mapping[str, bool], **_later: Any) -> None:
    # Looked for once the draft was locked: nobody asks for a yes to it in between.
    if has.get(WAITING) is not False:
        _close(FORM, str(draft_id), person_id)


def close_proof(sender: object, *, proof_id: int, **_later: Any) -> None:
    person_id, month = proof_facts(proof_id)
    _close(PROOF, f"{month:%Y-%m}", person_id)


def _close(kind: str, subject: str, person_id: int) -> None:
    services.close_filed(system(steps.BY_LAW), kind=kind, subject=subject, person_id=person_id, now=clock.now())
