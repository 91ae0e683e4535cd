from collections.abc import Iterable

from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry


def entries(file: Acting) -> list[PriorEntry]:
    """All that stood in the opened file before the person came, in the order of the file."""
    return list(PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).order_by("pk"))


def entry(file: Acting, entry_id: int) -> PriorEntry | None:
    return PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).filter(pk=entry_id).order_by("pk").first()


def number_open(file: Acting) -> int:
    """How many entries wait for the person's answer."""
    return PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).open().count()


def waiting_for_answer(person_ids: Iterable[int]) -> list[PriorEntry]:
    """What these persons contest and nobody has answered, the oldest first. What was written is not loaded: a list of
    headings opens no file.
    """
    rows = PriorEntry.objects.filter(person_id__in=set(person_ids), verdict=Verdict.CONTESTED)
    return list(rows.defer("text", "reason").order_by("said_at", "pk"))


def contested(file: Acting) -> list[PriorEntry]:
    """What she contests, the unanswered first."""
    said = PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).filter(
        verdict__in=[Verdict.CONTESTED, Verdict.ANSWERED]
    )
    return sorted(said.order_by("said_at", "pk"), key=lambda row: row.verdict == Verdict.ANSWERED)
