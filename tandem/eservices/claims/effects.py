"""What follows from the answers of a claim, and what does not fit together, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tandem.eservices.claims import rules
from tandem.eservices.claims.answers import jobs_of, situation_of, spans_of
from tandem.eservices.claims.enums import EndedBy
from tandem.eservices.declarations.rules import last_day
from tandem.eservices.entitlement import rules as law
from tandem.eservices.entitlement.enums import Finding
from tandem.eservices.entitlement.rules.parameters import FIRST_DAY
from tandem.eservices.entitlement.selectors import effect
from tandem.eservices.procedures.types import Answers, Context, Contradiction, Effect
from tandem.foundation import formatting

# What somebody wants to know before she files; the calculator shows the rest.
SHOWN = {
    Finding.FRAMEWORKS,
    Finding.EARNINGS_AVERAGE_6,
    Finding.EARNINGS_AVERAGE_12,
    Finding.EARNINGS_CAPPED,
    Finding.EARNINGS_TOO_LOW,
    Finding.EARNINGS_FLAT,
    Finding.EARNINGS_FLAT_HALVED,
    Finding.RATE_FULL_CHILD,
    Finding.RATE_FULL_INVALIDITY,
    Finding.RATE_FULL_LOW,
    Finding.RATE_REDUCED,
    Finding.ALLOWANCE,
    Finding.ALLOWANCE_FLOOR,
    Finding.SUPPLEMENT,
    Finding.GROSS,
    Finding.WAITING_NONE,
    Finding.WAITING,
    Finding.WAITING_SPECIAL,
    Finding.MAXIMUM_NONE,
    Finding.MAXIMUM_EXEMPT,
    Finding.MAXIMUM_YOUNG,
    Finding.MAXIMUM,
}
OWN_NOTICE = "OACI 45 al. 4"


def effects(answers: Answers, context: Context) -> tuple[Effect, ...]:
    """The figures of the entitlement, what an own notice may cost, and when a month of the claim has lapsed."""
    return (*_figures(answers, context), *_warnings(answers, context))


def contradictions(answers: Answers, context: Context) -> tuple[Contradiction, ...]:
    return tuple(_contradictions(answers, context))


def _figures(answers: Answers, context: Context) -> Iterator[Effect]:
    situation = situation_of(answers, context.known["people.birth_date"])
    if situation is None or situation.opens_on < FIRST_DAY or not 15 <= situation.age <= 100:
        return
    for figure in law.outlook(situation).figures:
        if figure.finding in SHOWN:
            yield effect(figure)


def _warnings(answers: Answers, context: Context) -> Iterator[Effect]:
    if answers.get("ended_by") == EndedBy.SELF:
        yield Effect(
            sentence=_(
                "You gave notice yourself. Without another job assured, your fund may stop payment for 31 to 60 days."
                " Write down why you gave notice, and add proofs: good reasons count."
            ),
            article=OWN_NOTICE,
            indicative=True,
        )
    if answers.get("has_stake"):
        yield Effect(
            sentence=_(
                "Who leads a business, or whose spouse does, often has no right to benefit as long as that lasts."
                " Your fund examines it. Ask before you wait."
            ),
            article="LACI 31 al. 3",
            indicative=True,
        )
    claim_from = answers.get("claim_from")
    if claim_from and context.today > last_day(claim_from):
        yield Effect(
            sentence=_(
                "For %(month)s the time was over on %(day)s. If something kept you from claiming that was not your"
                " fault, write to your fund within 30 days after it ended."
            )
            % {
                "month": formatting.month_and_year(claim_from),
                "day": formatting.long_date(last_day(claim_from)),
            },
            article="LACI 20 al. 3",
            indicative=False,
        )


def _contradictions(answers: Answers, context: Context) -> Iterator[Contradiction]:
    claim_from, last_until = answers.get("claim_from"), answers.get("last_until")
    if claim_from and last_until and claim_from <= last_until:
        yield Contradiction(
            fields=("claim_from", "last_until"),
            message=_("You claim from %(from)s, and your employment lasts until %(until)s.")
            % {"from": formatting.long_date(claim_from), "until": formatting.long_date(last_until)},
        )
    if (answers.get("wanted_degree") or 100) < rules.SMALLEST_DEGREE:
        yield Contradiction(
            fields=("wanted_degree",),
            message=_("You want to work less than 20 percent. The insurance pays only from 20 percent on."),
        )
    jobs = jobs_of(answers)
    if any(rules.inside_a_job(span, jobs) for span in spans_of(answers)):
        yield Contradiction(
            fields=("prevented_times",),
            message=_(
                "You say you could not work at a time when you had a contract. Such absences do not count here."
            ),
        )
    if answers.get("invalidity_percent") and "invalidity" not in (answers.get("other_benefits") or []):
        yield Contradiction(
            fields=("invalidity_percent", "other_benefits"),
            message=_("You enter a percentage of an invalidity pension, and say that you get none."),
        )
    if claim_from and answers.get("maintains_child"):
        births = [child["born_on"] for child in answers.get("children") or []]
        if births and not rules.maintains_child_under_25(births, claim_from):
            yield Contradiction(
                fields=("maintains_child", "children"),
                message=_("You say you maintain a child under 25, and none of the children is under 25."),
            )
