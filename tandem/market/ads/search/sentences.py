"""What the page says about itself: how the question was read, and why each ad is here."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.facilities.search.types import Piece, Reading, WordUse
from tandem.market.ads.search.criteria import Criteria
from tandem.market.ads.search.finding import Answer
from tandem.market.ads.search.relaxing import Relaxation, Step
from tandem.market.ads.search.understanding import Where, Workload
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.types import Place


def how_it_was_read(answer: Answer, criteria: Criteria, language: str) -> list[str]:
    """One sentence for each meaning found in the words; empty when they were taken as plain words."""
    if criteria.literal:
        return [_("Your words were searched exactly as they stand.")] if criteria.words else []
    understanding = answer.understanding
    sentences = [
        _("We understood “%(text)s” as the occupation “%(label)s” and also show its ads in other languages.")
        % {"text": occupation.text, "label": occupation.label}
        for occupation in understanding.occupations
    ]
    if understanding.where:
        sentences.append(_place(understanding.where, criteria.radius, language))
    if understanding.workload:
        sentences.append(_workload(understanding.workload))
    sentences += _words(answer, said_before=bool(sentences))
    return sentences


def _place(where: Where, radius: int, language: str) -> str:
    if where.place is None:
        return _("We understood “%(text)s” as the canton %(canton)s.") % {
            "text": where.text,
            "canton": localities.canton_name(where.canton, language=language),
        }
    return _("We understood “%(text)s” as the place %(place)s and show ads within %(km)d km.") % {
        "text": where.text,
        "place": _named(where.place, where.text),
        "km": radius,
    }


def _named(place: Place, text: str) -> str:
    """With its postal code when that was typed: a town has many, and whoever types its name means none of them."""
    return (
        f"{place.postal_code} {place.locality}" if place.postal_code in text else f"{place.locality} ({place.canton})"
    )


def _workload(workload: Workload) -> str:
    if workload.low == workload.high:
        return _("We understood “%(text)s” as a workload of %(percent)d percent.") % {
            "text": workload.text,
            "percent": workload.low,
        }
    return _("We understood “%(text)s” as a workload from %(low)d to %(high)d percent.") % {
        "text": workload.text,
        "low": workload.low,
        "high": workload.high,
    }


def _words(answer: Answer, *, said_before: bool) -> Iterator[str]:
    exact = [use.word for use in answer.uses if use.reading is Reading.EXACT]
    if exact and said_before:
        yield ngettext("We searched “%(words)s” as a word.", "We searched “%(words)s” as words.", len(exact)) % {
            "words": " ".join(exact)
        }
    for use in answer.uses:
        if use.reading is not Reading.EXACT:
            yield _one_word(use)


def _one_word(use: WordUse) -> str:
    facts = {"word": use.word, "used": ", ".join(use.used)}
    match use.reading:
        case Reading.COMPLETED:
            return _("No ad contains “%(word)s” as a whole word. We searched words that begin so: %(used)s.") % facts
        case Reading.MENDED:
            return _("No ad contains “%(word)s”. We searched “%(used)s” instead.") % facts
        case _:
            return _("No ad contains “%(word)s”. We left it out.") % facts


def why(
    title: tuple[Piece, ...], text: tuple[Piece, ...], names: str, occupation: str, *, asked: bool, filtered: bool
) -> str:
    """Why an ad is in the list. `names` is the word of its company or place that answers; `occupation` is shared."""
    if marked := _first_marked(title):
        return _("“%(word)s” is in the title.") % {"word": marked}
    if names:
        return _("“%(word)s” is in the name of the company or the place.") % {"word": names}
    if marked := _first_marked(text):
        return _("“%(word)s” is in the text.") % {"word": marked}
    if occupation:
        return _("Its occupation is “%(label)s”.") % {"label": occupation}
    if asked:
        return _("A part of a word in it answers your words.")
    return _("It fits your filters.") if filtered else _("One of the newest ads.")


def _first_marked(pieces: tuple[Piece, ...]) -> str:
    return next((piece.text for piece in pieces if piece.marked), "")


def relaxation(step: Relaxation) -> str:
    """What the link says that takes this step."""
    names = {
        Step.WIDER: _("Search within %(km)d km") % {"km": step.criteria.radius},
        Step.ANYWHERE: _("Search in all of Switzerland"),
        Step.ANY_WORKLOAD: _("Allow any workload"),
        Step.ANY_CONTRACT: _("Allow permanent and temporary work"),
        Step.ANY_TIME: _("Show older ads too"),
        Step.ANY_LANGUAGE: _("Show ads in all languages"),
        Step.ANY_CANTON: _("Search in all cantons"),
        Step.ANY_SOURCE: _("Show ads from everywhere"),
        Step.ANY_COMPANY: _("Search in all companies"),
        Step.NOT_REMOTE: _("Show work on site too"),
        Step.NO_WORDS: _("Search without your words"),
    }
    return names[step.step]
