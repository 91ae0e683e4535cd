"""What the pages of the efforts say."""

import dataclasses
import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import (
    Channel,
    ExemptionKind,
    HintKind,
    Outcome,
    PeriodKind,
    PeriodState,
    TargetSource,
    Workload,
)
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.selectors import FALSE_DATA, declaration
from tandem.eservices.efforts.types import (
    EffortFacts,
    Exempt,
    FiledProof,
    Hint,
    ListedEffort,
    MonthSummary,
    Result,
    Target,
)
from tandem.foundation import formatting
from tandem.foundation.authorship import Author
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Presence
from tandem.identity.access.rules import citation
from tandem.reference.localities.selectors import country_name, place, postal_codes_of
from tandem.reference.localities.selectors import suggest as suggest_places
from tandem.reference.occupations.selectors import suggest as suggest_occupations

DUE = "OACI 26 al. 2"
NUMBER = "LACI 17 al. 1"
INTERVIEW = "OACI 20a"
SHIFT = "LPGA 38 al. 3"
_PRACTICE = "AVIG-Praxis ALE B320"
EXEMPTION_SOURCES = {
    ExemptionKind.CONTROL_FREE: "OACI 27",
    ExemptionKind.INCAPACITY: "LACI 28",
    ExemptionKind.BEFORE_BIRTH: _PRACTICE,
    ExemptionKind.MATERNITY: _PRACTICE,
    ExemptionKind.JOB_START: _PRACTICE,
    ExemptionKind.PENSION: _PRACTICE,
    ExemptionKind.OTHER: "",
}

STATE_COLOURS = {
    PeriodState.OPEN: "grey",
    PeriodState.DUE_SOON: "petrol",
    PeriodState.FILED: "green",
    PeriodState.LATE: "ochre",
    PeriodState.IN_TRANSMISSION: "petrol",
    PeriodState.EXEMPT: "grey",
}


# The sentence under which somebody files. It is archived with each proof in the language in which it was read.
_AUTHORS = {
    Presence.TOGETHER_OWN_HANDS: Author.TOGETHER,
    Presence.TOGETHER_HELPER_HANDS: Author.TOGETHER,
    Presence.IN_PLACE: Author.HELPER,
}


def article(text: str) -> str:
    """An article as the reader's language cites it."""
    return citation(text, get_language() or "fr")


def law() -> list[str]:
    """What Job-Room's form says in six paragraphs, in short, each with its article."""
    lines = [
        (_("You look for work yourself, if need be outside your former occupation."), NUMBER),
        (_("The duty begins before unemployment does: as soon as you know that you will lose your job."), INTERVIEW),
        (_("The proof is due on the 5th of the following month or the first working day after it."), DUE),
        (_("What is filed later counts only if you have an excusable reason."), DUE),
        (_("Too few or poor efforts can cost up to 60 daily allowances."), "LACI 30 al. 3"),
        (_("False entries can be punished."), FALSE_DATA),
    ]
    return [f"{sentence} ({article(source)})" for sentence, source in lines]


def due_sentence(summary: MonthSummary) -> str:
    """When the month is due, with the article."""
    is_before = summary.kind is PeriodKind.BEFORE
    facts = {
        "day": formatting.long_date(summary.due_on),
        "article": article(INTERVIEW if is_before else DUE),
    }
    if summary.state is PeriodState.EXEMPT:
        return _("No efforts are due for this month. You may note some all the same.")
    if summary.state is PeriodState.IN_TRANSMISSION:
        return _("This proof was due on %(day)s (%(article)s). The platform is transmitting it, in time.") % facts
    if summary.state is PeriodState.LATE:
        return _("This proof was due on %(day)s (%(article)s). You can still file it: the date is noted.") % facts
    if summary.state is PeriodState.FILED:
        return _("This proof is due on %(day)s (%(article)s). You have filed it.") % facts
    if is_before:
        return _("Hand these efforts in by your first interview, on %(day)s at the latest (%(article)s).") % facts
    return _("File this proof by %(day)s at the latest (%(article)s).") % facts


def transmission_sentence(summary: MonthSummary) -> str:
    """What the platform does by itself; empty when it has nothing to do."""
    if summary.in_transmission:
        return ngettext(
            "%(count)s effort was there when the month fell due. It is transmitted these hours, in time. There is"
            " nothing to do.",
            "%(count)s efforts were there when the month fell due. They are transmitted these hours, in time. There is"
            " nothing to do.",
            summary.in_transmission,
        ) % {"count": summary.in_transmission}
    if summary.state in {PeriodState.LATE, PeriodState.EXEMPT} and not summary.unfiled:
        return ""
    if summary.state is PeriodState.LATE:
        return _("What you note now is transmitted only when you file it.")
    return _("What you have noted by the end of %(day)s is transmitted by itself in the night after.") % {
        "day": formatting.plain_date(summary.due_on)
    }


def shift_sentence(summary: MonthSummary) -> str:
    """Why the month is not due on the 5th, where it is not (LPGA 38 al. 3)."""
    if summary.kind is PeriodKind.BEFORE or summary.due_on.day == rules.DUE_DAY:
        return ""
    fifth = summary.due_on.replace(day=rules.DUE_DAY)
    return _(
        "%(fifth)s is no working day in your canton, so the due date is the next working day (%(article)s). Other"
        " programs may not know that: whoever finishes by the 5th is safe everywhere."
    ) % {"fifth": formatting.long_date(fifth), "article": article(SHIFT)}


def reduced_sentence(summary: MonthSummary) -> str:
    """What remains of the number when the duty holds on some days only; labelled, because no article says so."""
    if not summary.is_reduced:
        return ""
    return _(
        "The duty holds on %(due)s of %(days)s days of this month. %(number)s in proportion: an indication, because no"
        " law says how to reduce (BS AL.2024.3). Ask your counsellor."
    ) % {"due": summary.days_due, "days": summary.days, "number": summary.expected}


def exemption_rows(exemptions: Iterable[Exempt]) -> list[dict[str, Any]]:
    """Each exemption with its ground, its days and its source."""
    return [
        {
            "exemption_id": row.exemption_id,
            "ground": row.kind.label,
            "first": row.begins_on,
            "last": row.last_day,
            "source": article(EXEMPTION_SOURCES[row.kind]),
            "noted_by": row.noted_by,
        }
        for row in exemptions
    ]


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
    if hint.kind is HintKind.CONCENTRATION:
        return _(
            "%(number)s efforts are about one company, %(company)s. Offices often count two or three a month at most."
        ) % {"number": hint.number, "company": hint.names[0]}
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
    town = " ".join(filter(None, [facts["postal_code"], facts["locality"]]))
    abroad = facts["country"] != "CH"
    country = country_name(facts["country"], language=get_language() or "de") if abroad else ""
    return {
        **facts,
        "day": datetime.date.fromisoformat(facts["applied_on"]),
        "how": choice_labels(Channel, facts["channels"]),
        "address": ", ".join(filter(None, [street, box, town, country])),
        "reached": " · ".join(
            filter(None, [facts["contact_person"], facts["email"], facts["form_url"], facts["phone"]])
        ),
        "workload": Workload(facts["workload"]).label,
        "result": _result(facts["outcome"], facts["rejection_reason"]),
    }


def with_authors(efforts: Iterable[Effort]) -> list[dict[str, Any]]:
    """Each effort, and whose hand wrote it, as the shapes say it."""
    return [
        {"effort": effort, "author": _AUTHORS.get(Presence(effort.presence), Author.PERSON).value}
        for effort in efforts
    ]


def result_sentence(result: Result) -> str:
    """Where an application stands, and since when it is known, if it was said after the filing."""
    text = _result(result.outcome, result.rejection_reason)
    if result.noted_at is None:
        return text
    return _("%(result)s, noted on %(day)s") % {"result": text, "day": formatting.short_date(result.noted_at)}


def _result(outcome: str, reason: str) -> str:
    label = str(Outcome(outcome).label)
    return f"{label} ({reason})" if reason else label


def listed_row(one: ListedEffort) -> dict[str, Any]:
    """One effort in a list of all, in words."""
    effort = one.effort
    return {
        "id": effort.pk,
        "month": month_of(effort.applied_on),
        "day": effort.applied_on,
        "company": effort.company,
        "job": effort.job_title,
        "place": effort.locality,
        "how": choice_labels(Channel, effort.channels),
        "result": result_sentence(one.result),
        "interview": one.result.interview,
        "receipt": one.receipt,
    }


def file_page(
    summary: MonthSummary, efforts: Iterable[dict[str, Any]], hints: Iterable[str], *, is_late: bool, is_running: bool
) -> dict[str, Any]:
    """The page before filing, sentence by sentence, as it is read and archived: what is not here is not on it.

    `efforts` as `effort_row` gives them, `hints` as sentences. Plain JSON.
    """
    rows = [_read(number, row) for number, row in enumerate(efforts, start=1)]
    supplement = _("The month is not over. What you note afterwards can be filed as a supplement until the due date.")
    late = _(
        "The due date has passed. Without an excusable reason the office no longer counts these efforts. It decides"
        " about your reason, and you can object."
    )
    sentences = [
        due_sentence(summary),
        shift_sentence(summary),
        target_sentence(summary.target),
        reduced_sentence(summary),
        missing_sentence(summary),
        supplement if is_running else "",
    ]
    return {
        "language": get_language() or "de",
        "title": _("Check your efforts of %(month)s") % {"month": formatting.month_and_year(summary.month)},
        "lead": ngettext(
            "%(count)s effort goes to your office. You cannot change it afterwards.",
            "%(count)s efforts go to your office. You cannot change them afterwards.",
            len(rows),
        )
        % {"count": len(rows)},
        "sentences": [sentence for sentence in sentences if sentence],
        "hints": list(hints),
        "efforts": rows,
        "late": late if is_late else "",
        "declaration": declaration(),
    }


def effort_lines(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """One application (`effort_row`) as it is read: (field, what it is, what it says), without what says nothing."""
    lines = [
        ("applied_on", _("Day"), formatting.long_date(row["day"])),
        ("channels", _("How"), row["how"]),
        ("locality", _("Address"), row["address"]),
        ("contact_person", _("Contact"), row["reached"]),
        ("workload", _("Workload"), str(row["workload"])),
        ("assigned_by_office", _("Assigned by the office"), _("Yes") if row["assigned_by_office"] else _("No")),
        ("outcome", _("Result"), str(row["result"])),
        ("interview", _("Interview"), _("Yes") if row["interview"] else ""),
    ]
    return [(field, label, said) for field, label, said in lines if said]


def _read(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "effort": row.get("effort_id"),
        "title": f"{number}. {row['company']}, {row['job_title']}",
        "lines": [[label, said] for _field, label, said in effort_lines(row)],
    }


def filed_rows(proof: FiledProof) -> list[dict[str, Any]]:
    """The efforts of one filing in words, in the order in which they were filed."""
    return [effort_row(facts) for facts in proof.efforts]


def planned_rows(efforts: Iterable[EffortFacts], known: Iterable[bool]) -> list[dict[str, Any]]:
    """What an import would note, in short, and which of it is noted already."""
    return [
        {
            "day": facts.applied_on,
            "company": facts.company,
            "job": facts.job_title,
            "how": choice_labels(Channel, facts.channels),
            "result": _result(facts.outcome, facts.rejection_reason) if facts.outcome else "",
            "known": is_known,
        }
        for facts, is_known in zip(efforts, known, strict=True)
    ]


def as_text(efforts: Iterable[EffortFacts]) -> str:
    """What was read from a file, for the page that asks to confirm it: it goes round once more and is read again."""
    return json.dumps([dataclasses.asdict(facts) for facts in efforts], default=str, ensure_ascii=False)


def offers(field: str, text: str, *, language: str) -> list[dict[str, Any]]:
    """What may complete a field that is typed: an occupation, or a place with its postal code, whichever was begun."""
    if field == "job":
        return [{"value": one.label, "label": one.label} for one in suggest_occupations(text, language=language)]
    found = []
    for one in suggest_places(text, language=language):
        known = place(one.place_id) if one.place_id else None
        if known is None:
            continue
        codes = postal_codes_of(known.locality)
        code = known.postal_code if text.strip()[:1].isdigit() or len(codes) == 1 else ""
        fills = {"locality": known.locality, **({"postal_code": code} if code else {})}
        value = known.postal_code if field == "postal_code" else known.locality
        found.append({"value": value, "label": one.label, "fills": fills})
    return found
