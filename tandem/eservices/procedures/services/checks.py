"""What keeps a form from being filed."""

import datetime

from tandem.eservices.procedures import rules
from tandem.eservices.procedures.enums import Standing
from tandem.eservices.procedures.refusals import Contradicted, DocumentMissing, Incomplete, NotOpenYet, TooLate
from tandem.eservices.procedures.sheet import Sheet
from tandem.eservices.procedures.types import Window


def raise_unless_ready(sheet: Sheet, day: datetime.date, *, on_paper: bool = False) -> None:
    # What corrects a filing is received whenever it comes: the window is about the first one.
    if sheet.draft.corrects is None:
        raise_unless_open(sheet.window, day)
    if missing := sheet.missing:
        raise Incomplete(tuple((step.key, name) for step, name in missing))
    for found in sheet.contradictions:
        if found.blocking:
            raise Contradicted(found.message)
    if not on_paper:
        for paper in sheet.papers:
            if paper.standing is Standing.MISSING:
                raise DocumentMissing(paper.asked.sentence)


def raise_unless_open(window: Window, today: datetime.date) -> None:
    if window.opens_on is not None and today < window.opens_on:
        raise NotOpenYet
    too_late = rules.is_late(window.due_on, today) and not window.late_allowed
    if too_late or not rules.is_open(opens_on=window.opens_on, closes_on=window.closes_on, today=today):
        raise TooLate
