"""What a second look adds to the pages of its neighbours below, for the person herself and nobody else."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.second_look import presenters, selectors
from tandem.assistance.second_look.types import LookView, Remark
from tandem.eservices.dossier.types import PAPER
from tandem.eservices.efforts.types import PROOF
from tandem.eservices.procedures.types import FORM
from tandem.foundation import clock
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting

NOTHING = mark_safe("")
NOT_LOOKED: Mapping[str, bool] = {}


def of_form(request: HttpRequest, *, draft_id: int, ready: bool, has: Mapping[str, bool]) -> SafeString:
    return _box(request, FORM, str(draft_id), ready=ready, has=has)


def of_proof(request: HttpRequest, *, month: datetime.date) -> SafeString:
    return _box(request, PROOF, f"{month:%Y-%m}", ready=True)


def of_paper(request: HttpRequest, *, version_id: uuid.UUID) -> SafeString:
    return _box(request, PAPER, str(version_id), ready=True)


def asked_of_helper(request: HttpRequest) -> SafeString:
    """On a helper's desk: who asks her for a look, what is due first on top."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    rows = selectors.asked_of(acting, now=clock.now())
    if not rows:
        return NOTHING
    return mark_safe(render_to_string("second_look/_asked.html", {"rows": rows}, request))  # noqa: S308 - a template


def remarks_on_answer(
    request: HttpRequest, *, draft_id: int, step: str, field: str, has: Mapping[str, bool]
) -> SafeString:
    """Beside one question of a form, on its page and on the last one."""
    if has.get(selectors.OPEN) is False:
        return NOTHING
    return _remarks(request, FORM, str(draft_id), step=step, field=field)


def remarks_on_effort(request: HttpRequest, *, month: datetime.date, effort_id: int) -> SafeString:
    return _remarks(request, PROOF, f"{month:%Y-%m}", step=str(effort_id))


def _box(
    request: HttpRequest, kind: str, subject: str, *, ready: bool, has: Mapping[str, bool] = NOT_LOOKED
) -> SafeString:
    looks = _looks(request, kind, subject, has)
    if looks is None or not (ready or looks):
        return NOTHING
    context = {
        "looks": [presenters.summary(look) for look in looks],
        "kind": kind,
        "subject": subject,
        "ready": ready,
    }
    return mark_safe(render_to_string("second_look/_box.html", context, request))  # noqa: S308 - a template


def _remarks(request: HttpRequest, kind: str, subject: str, *, step: str, field: str = "") -> SafeString:
    found = [
        {"reader": look.reader, "remark": remark, "names_line": not field}
        for look in _looks(request, kind, subject) or []
        for remark in look.remarks
        if _is_about(remark, step, field)
    ]
    if not found:
        return NOTHING
    return mark_safe(render_to_string("second_look/_remarks.html", {"found": found}, request))  # noqa: S308 - a template


def _is_about(remark: Remark, step: str, field: str) -> bool:
    return remark.step == step and (not field or remark.field == field)


def _looks(
    request: HttpRequest, kind: str, subject: str, has: Mapping[str, bool] = NOT_LOOKED
) -> list[LookView] | None:
    """Once per page, however many lines it has; None for whoever is not the person herself.

    `has`: which marks she has rows of (`PersonSummary`), where the page has looked.
    """
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        return None
    if has.get(selectors.OPEN) is False:
        return []
    kept: dict[tuple[str, str], Any] = request.__dict__.setdefault("_second_looks", {})
    if (kind, subject) not in kept:
        moment = clock.now()
        file = open_own_file(acting, Purpose.HELP, now=moment)
        kept[kind, subject] = selectors.looks_at(file, kind, subject, now=moment)
    found: list[LookView] = kept[kind, subject]
    return found
