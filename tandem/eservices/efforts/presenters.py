"""What the pages of the efforts say."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Channel, HintKind, Outcome, PeriodState, TargetSource, Workload
from tandem.eservices.efforts.types import FiledProof, Hint, MonthSummary, Target
from tandem.foundation import formatting
from tandem.identity.access.rules import citation

DUE = "OACI 26 al. 2"
NUMBER = "LACI 17 al. 1"
FALSE_DATA = "LACI 105"

STATE_COLOURS = {
    PeriodState.OPEN: "grey",
    PeriodState.DUE_SOON: "petrol",
    PeriodState.FILED: "green",
    PeriodState.LATE: "ochre",
}
# The sentence under which somebody files. It is archived with each proof in the language in which it was read.
DECLARATION = gettext_lazy(
    "I confirm that these entries are complete and true. I know that false entries can be punished (%(article)s)."
)


def article(text: str) -> str:
    """An article as the reader's language cites it."""
    return citation(text, get_language() or "fr")


def declaration() -> str:
    """The declaration in the reader's language, word for word."""
    return DECLARATION % {"article": article(FALSE_DATA)}


def due_sentence(summary: MonthSummary) -> str:
    """When the month is due, with the article."""
    facts = {"day": formatting.long_date(summary.due_on), "article": article(DUE)}
    if summary.state is PeriodState.LATE:
        return _("This proof was due on %(day)s (%(article)s). You can still file it: the date is noted.") % facts
    if summary.state is PeriodState.FILED:
        return _("This proof is due on %(day)s (%(article)s). You have filed it.") % facts
    return _("File this proof by %(day)s at the latest (%(article)s).") % facts


def target_sentence(target: Target) -> str:
    """How many, and who says so."""
    if target.source is TargetSource.USUAL:
        return ngettext(
            "Nothing is agreed yet. Usual practice is about %(number)s effort a month; no law names a number"
            " (%(source)s). Ask your counsellor.",
            "Nothing is agreed yet. Usual practice is about %(number)s efforts a month; no law names a number"
            " (%(source)s). Ask your counsellor.",
            target.number,
        ) % {"number": target.number, "source": rules.USUAL_NUMBER_SOURCE}
    return ngettext(
        "%(number)s effort a month is agreed, from %(month)s on: written down by %(name)s (%(office)s) on %(day)s.",
        "%(number)s efforts a month are agreed, from %(month)s on: written down by %(name)s (%(office)s) on %(day)s.",
        target.number,
    ) % {
        "number": target.number,
        "month": formatting.month_and_year(target.valid_from),  # type: ignore[arg-type]
        "name": target.agreed_by,
        "office": target.office,
        "day": formatting.short_date(target.agreed_at),  # type: ignore[arg-type]
    }


def missing_sentence(summary: MonthSummary) -> str:
    """How many more, never blaming."""
    if summary.missing == 0:
        return _("The number is reached.")
    return ngettext(
        "%(count)s more effort makes the number.", "%(count)s more efforts make the number.", summary.missing
    ) % {"count": summary.missing}


def hint_sentence(hint: Hint) -> str:
    """One hint as a sentence."""
    if hint.kind is HintKind.SPREAD:
        return _(
            "%(number)s of %(total)s efforts bear the same day, %(day)s. Efforts spread over the month count for more."
        ) % {"number": hint.number, "total": hint.total, "day": formatting.short_date(hint.day)}  # type: ignore[arg-type]
    if hint.kind is HintKind.DUPLICATE:
        return _("%(company)s, %(job)s is noted %(number)s times. Is one of them too many?") % {
            "company": hint.names[0],
            "job": hint.names[1],
            "number": hint.number,
        }
    return _("You have noted %(number)s. At an even pace it would be %(total)s by now: two or three a week.") % {
        "number": hint.number,
        "total": hint.total,
    }


def hint_sentences(hints: Iterable[Hint]) -> list[str]:
    return [hint_sentence(hint) for hint in hints]


def choice_labels(kind: Any, values: Iterable[str]) -> str:
    """The labels of several choices, in the order of the form, for a table's cell."""
    chosen = set(values)
    return " · ".join(str(choice.label) for choice in kind if choice in chosen)


def effort_row(facts: dict[str, Any]) -> dict[str, Any]:
    """One filed effort (its payload) in words."""
    street = " ".join(filter(None, [facts["street"], facts["house_number"]]))
    box = _("P.O. box %(number)s") % {"number": facts["po_box"]} if facts["po_box"] else ""
    place = " ".join(filter(None, [facts["postal_code"], facts["locality"]]))
    result = str(Outcome(facts["outcome"]).label)
    return {
        **facts,
        "day": datetime.date.fromisoformat(facts["applied_on"]),
        "how": choice_labels(Channel, facts["channels"]),
        "address": ", ".join(filter(None, [street, box, place])),
        "reached": " · ".join(
            filter(None, [facts["contact_person"], facts["email"], facts["form_url"], facts["phone"]])
        ),
        "workload": Workload(facts["workload"]).label,
        "result": f"{result} ({facts['rejection_reason']})" if facts["rejection_reason"] else result,
    }


def filed_rows(proof: FiledProof) -> list[dict[str, Any]]:
    """The efforts of one filing in words, in the order in which they were filed."""
    return [effort_row(facts) for facts in proof.efforts]
