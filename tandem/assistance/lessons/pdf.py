"""A lesson on paper."""

import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.assistance.lessons.types import Lesson
from tandem.foundation import paper

TEMPLATE = Path(__file__).parent / "paper" / "lesson.typ"
PICTURES = "/assistance/lessons/static/lessons/pictures"


def sheet(lesson: Lesson, *, made_at: datetime.datetime) -> bytes:
    """The PDF (PDF/UA-1), with its pictures."""
    words = {
        "lang": lesson.language,
        "date": [made_at.year, made_at.month, made_at.day],
        "title": lesson.title,
        "lead": _("A lesson of three minutes"),
        "steps": [
            {
                "text": step.text,
                "picture": f"{PICTURES}/{lesson.picture_name(step.picture)}" if step.picture else "",
                "alt": _("The screen to step %(number)d") % {"number": number},
            }
            for number, step in enumerate(lesson.steps, start=1)
        ],
    }
    return paper.pdf(TEMPLATE, words, made_at=made_at)
