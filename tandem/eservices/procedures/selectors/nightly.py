"""What the platform does by itself at night: forms to file (ADR 0073), documents to drop (ADR 0188)."""

import datetime
import uuid
from collections.abc import Iterator

import structlog
from django.db.models import Exists, OuterRef, Q

from tandem.eservices.procedures import registry, rules
from tandem.eservices.procedures.deadlines import window_at
from tandem.eservices.procedures.models import Answer, Attachment, Draft, HandedIn
from tandem.eservices.procedures.types import Window
from tandem.facilities.documents.selectors import unused
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose
from tandem.identity.people.selectors import located
from tandem.identity.people.types import Located

log = structlog.get_logger()


def drafts_to_file(*, now: datetime.datetime) -> list[int]:
    """Open drafts of procedures that are filed by law, begun by a due day that is over, however long ago.

    Two queries, and what a window reads for each office and fund. A rule that fails for one draft is reported and
    keeps no other from being filed. For a person of whom nobody is in charge yet, the job decides.
    """
    return list(_due(now))


def documents_to_drop(
    *, now: datetime.datetime, document_id: uuid.UUID | None = None
) -> list[tuple[uuid.UUID, int, Purpose]]:
    """Documents that were added to a form and that none needs any more: never signed, or their form was removed.

    Each with its person and the area of her file. What she keeps in her dossier is hers to remove.
    """
    return unused(
        {one.purpose for one in registry.everything()} - {Purpose.DOSSIER},
        added_before=now - rules.KEPT_UNUSED,
        used=[rows.values("version_id") for rows in (Attachment.objects, HandedIn.objects)],
        document_id=document_id,
    )


def _due(now: datetime.datetime) -> Iterator[int]:
    by_law = {(one.key, one.version): one for one in registry.everything() if one.automatic_filing}
    if not by_law:
        return
    which = Q()
    for key, version in by_law:
        which |= Q(key=key, version=version)
    answered = Exists(Answer.objects.filter(draft_id=OuterRef("pk")))
    without_answers = Q(key__in={one.key for one in by_law.values() if one.annex})
    drafts = Draft.objects.open().filter(which, corrects=None).filter(answered | without_answers)
    rows = list(drafts.order_by("pk").values_list("pk", "person_id", "key", "version", "subject", "began_at"))
    places = located({row[1] for row in rows})
    windows: dict[tuple[str, str, str, Located, datetime.date], Window] = {}
    for draft_id, person_id, key, version, subject, began_at in rows:
        procedure, place, began_on = by_law[key, version], places.get(person_id), day_of(began_at)
        if place is None:
            yield draft_id
            continue
        where = (key, version, subject, place, began_on)
        try:
            if where not in windows:
                windows[where] = window_at(procedure, subject, person_id, place, now, began_on=began_on)
        except Exception:
            log.exception("procedures.window_failed", draft_id=draft_id, key=key)
            continue
        due_on = windows[where].due_on
        if rules.is_for_the_platform(due_on=due_on, began_on=began_on, today=day_of(now)):
            yield draft_id
