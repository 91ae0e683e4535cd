from collections.abc import Iterable

from django.db.models import QuerySet

from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry
from tandem.identity.people.selectors import at_a_glance


def entries(file: Acting) -> list[PriorEntry]:
    """All that stood in the opened file before the person came, in the order of the file."""
    return list(PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).order_by("pk"))


def entry(file: Acting, entry_id: int) -> PriorEntry | None:
    return PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).filter(pk=entry_id).order_by("pk").first()


# How many entries wait for the person's answer, at a glance (`people.selectors`).
OPEN = "activation.open"


def all_open() -> QuerySet[PriorEntry]:
    return PriorEntry.objects.all().open()


def number_open(file: Acting) -> int:
    """How many entries wait for the person's answer, in her own file."""
    file.file(Purpose.PERSONAL_DATA)
    return at_a_glance(file).number(OPEN)


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
