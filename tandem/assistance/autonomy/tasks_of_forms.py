"""Which task a form is."""

from tandem.assistance.autonomy.enums import Task
from tandem.eservices.declarations.types import MONTHLY

PROOF_KEY = "efforts.proof"


def task_of_form(key: str) -> Task:
    """The task of a form with this key."""
    return {MONTHLY: Task.MONTHLY_FORM, PROOF_KEY: Task.PROOF}.get(key, Task.OTHER_FORM)
