import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from tandem.eservices.claims import documents
from tandem.eservices.claims.answers import situation_of
from tandem.eservices.claims.effects import contradictions, effects
from tandem.eservices.claims.procedure import KEY, PROCEDURE
from tandem.eservices.claims.sources import (
    CHILD_UNDER_25,
    INSURED_MONTH,
    RATE,
    SAID,
    SOURCES,
    claimed,
    known_to_calculators,
    said_before,
)
from tandem.eservices.claims.tests.factories import ANSWERS, CHILD, STUDENT, begun_claim, day, filed_claim
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.checks import burden, flaws
from tandem.eservices.procedures.refusals import NotWithdrawable
from tandem.eservices.procedures.selectors import draft_of, my_procedures
from tandem.eservices.procedures.services import open_draft, save_answers, start_correction, withdraw
from tandem.eservices.procedures.tests.factories import begun, own_file
from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.tests.factories import registered
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory

MONTHS = datetime.timedelta(days=31)


def person(**traits):
    return PersonFactory(with_account=True, with_fund=True, birth_date=day("1986-05-05"), **traits)


def context(today="2026-04-02", born="1986-05-05"):
    return Context(
        person_id=1,
        subject="2026-04-02",
        today=day(today),
        language="en",
        known={"people.birth_date": day(born) if born else None, "claims.filed_on": None},
    )


def said(answers, **changes):
    return " | ".join(str(one.sentence) for one in effects({**answers, **changes}, context()))


def kinds(answers):
    return {asked.kind for step in PROCEDURE.steps if step.documents is not None for asked in step.documents(answers)}


class TestWhatSheSaidBefore:
    @pytest.fixture
    def newcomer(self):
        return person(counsellor=None, office=None)

    def known(self, someone, *, now=NOON):
        file = own_file(someone, now=now, purpose=Purpose.CLAIM)
        draft = open_draft(file, key=KEY, now=now)
        known = draft_of(acting_as(someone, now=now), draft.pk, now=now).context.known
        return {name.partition(".")[2]: known[name] for name in SAID}

    def test_is_nothing_at_first(self, newcomer):
        assert set(self.known(newcomer).values()) == {None}

    def test_when_she_registered_is_not_asked_again(self, newcomer):
        registered(newcomer, now=NOON, nationality="PT", permit="B")

        assert self.known(newcomer) == {
            "claim_from": day("2026-04-03"),  # the day of the registration: earlier days are lost
            "wanted_degree": 80,
            "nationality": "eu_efta",
            "permit": "B",
            "account": None,
            "worked_before": True,
            "last_employer": "Beck am Bach",
            "last_job": "Verkäuferin",
            "ended_by": "employer",
            "completed_training": None,
        }

    def test_fills_the_page(self, newcomer, client, clock):
        clock.freeze(NOON)
        registered(newcomer, now=NOON)
        file = own_file(newcomer, purpose=Purpose.CLAIM)
        draft = open_draft(file, key=KEY, now=NOON)
        client.force_login(newcomer.user)
        page = client.get(reverse("procedures:step", args=[draft.pk, "last-job"])).content.decode()

        assert 'value="Beck am Bach"' in page
        assert "We know this already." in page

    def test_in_an_earlier_claim_outlives_it(self, newcomer):
        filed_claim(newcomer)
        later = self.known(newcomer, now=NOON + 8 * MONTHS)

        assert (later["account"], later["nationality"]) == (ANSWERS["account"], "swiss")
        assert later["last_employer"] is None

    def test_is_hers_alone(self, newcomer):
        registered(newcomer, now=NOON)
        file = dataclasses.replace(own_file(newcomer, purpose=Purpose.CLAIM), capacity=Capacity.HELPER)

        assert set(said_before(file, context()).values()) == {None}


class TestDeclaration:
    def test_keeps_its_budget_and_asks_nothing_twice(self):
        assert flaws(PROCEDURE) == []
        assert burden(PROCEDURE) == (PROCEDURE.budget.fields, PROCEDURE.budget.pages, PROCEDURE.budget.minutes)

    def test_bears_answers_that_are_not_there_yet(self):
        for name in ANSWERS:
            some = {key: value for key, value in ANSWERS.items() if key != name}
            effects(some, context())
            contradictions(some, context())
        assert effects({}, context(born=None)) == ()
        assert contradictions({}, context()) == ()


class TestEffects:
    def test_show_what_the_insurance_would_pay_and_why(self):
        sentences = said(ANSWERS)
        figures = {one.figure for one in effects(ANSWERS, context())}

        assert {Decimal("6000.00"), Decimal("193.55"), Decimal("4258.10")} <= figures
        assert "Rate: 70 %" in sentences.replace("\xa0", " ")
        assert "Waiting days: 10." in sentences
        assert "Daily allowances at most: 400." in sentences

    def test_of_a_child_are_the_full_rate(self):
        child = {"maintains_child": True, "children": [{**CHILD, "allowance_to": "nobody"}]}

        assert "because you maintain a child under 25" in said(ANSWERS, **child)
        assert "Supplement for children" in said(ANSWERS, **child)

    def test_of_a_13th_wage_are_higher_earnings(self):
        figures = {one.figure for one in effects({**ANSWERS, "has_thirteenth": True}, context())}

        assert Decimal("6500.00") in figures

    def test_of_a_student_are_a_flat_amount_and_a_long_wait(self):
        young = effects(STUDENT, context(born="2003-05-05"))

        assert {Decimal("1660.05"), Decimal("61.20")} <= {one.figure for one in young}
        assert any("Waiting days: 120." in str(one.sentence) for one in young)

    def test_name_formula_and_article(self):
        allowance = next(one for one in effects(ANSWERS, context()) if one.figure == Decimal("193.55"))

        assert allowance.formula == "6'000.00 × 70 % ÷ 21.7 = 193.55"
        assert allowance.article == "LACI 22 al. 1"

    def test_warn_of_an_own_notice_before_it_costs(self):
        assert "31 to 60 days" in said(ANSWERS, ended_by="self")
        assert "31 to 60 days" not in said(ANSWERS)

    def test_warn_of_a_business_of_ones_own(self):
        assert "Who leads a business" in said(ANSWERS, has_stake=True)

    def test_warn_of_a_month_that_has_lapsed(self):
        assert "For January 2026 the time was over on" in " ".join(
            str(one.sentence)
            for one in effects({**ANSWERS, "claim_from": day("2026-01-05")}, context(today="2026-05-01"))
        )

    def test_are_silent_about_figures_of_unknown_years(self):
        assert effects({**ANSWERS, "claim_from": day("2020-01-05")}, context(today="2020-01-10")) == ()


class TestContradictions:
    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"claim_from": day("2026-03-31")}, ("claim_from", "last_until")),
            ({"wanted_degree": 19}, ("wanted_degree",)),
            (
                {
                    "prevented_times": [
                        {
                            "prevented_by": "illness",
                            "prevented_from": day("2025-02-01"),
                            "prevented_until": day("2025-03-01"),
                        }
                    ]
                },
                ("prevented_times",),
            ),
            ({"invalidity_percent": 50, "other_benefits": ["illness"]}, ("invalidity_percent", "other_benefits")),
            (
                {"maintains_child": True, "children": [{**CHILD, "born_on": day("1990-01-01")}]},
                ("maintains_child", "children"),
            ),
        ],
        ids=str,
    )
    def test_are_said_and_do_not_block(self, changes, fields):
        (found,) = contradictions({**ANSWERS, **changes}, context())

        assert found.fields == fields
        assert not found.blocking

    def test_are_none_in_answers_that_fit(self):
        assert contradictions(ANSWERS, context()) == ()
        assert contradictions(STUDENT, context()) == ()


class TestDocuments:
    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"nationality": "other"}, "residence_permit"),
            ({"children": [CHILD]}, "family"),
            ({"children": [CHILD]}, "training"),
            ({"has_other_benefits": True}, "insurance_decision"),
            ({"ended_by": "self"}, "notice"),
            ({"has_severance": True}, "severance"),
            ({"works_now": True}, "current_contract"),
            ({"has_stake": True}, "business"),
            ({"prevented_times": STUDENT["prevented_times"]}, "prevention"),
            ({"had_event": True}, "event"),
        ],
        ids=str,
    )
    def test_are_asked_for_by_the_answers(self, changes, kind):
        plain = {**ANSWERS, "ended_by": "term"}

        assert kind in kinds({**plain, **changes})
        assert kind not in kinds(plain)

    def test_of_the_employment_are_always_asked_for_and_may_follow(self):
        assert {"employer_certificate", "payslips", "contract"} <= kinds(ANSWERS)
        assert all(asked.deferrable for asked in documents.job_documents(ANSWERS))
        assert kinds(STUDENT) == {"prevention"}


class TestFiling:
    def test_keeps_the_answers_and_what_was_read(self):
        filing = filed_claim(person())

        assert filing.content.payload["recipient"] == "fund"
        assert filing.content.payload["answers"]["last_wage"] == "6000.00"
        assert "permit" not in filing.content.payload["answers"]
        assert "CHF\xa0193.55" in [one["figure"] for one in filing.content.text_seen["effects"]]

    @pytest.mark.parametrize(
        ("changes", "missing"),
        [
            ({"account": ""}, ["account"]),
            ({"account": "CH9300762011623852958"}, ["account"]),
            ({"nationality": "other", "permit": None}, ["permit"]),
            ({"maintains_child": True, "children": []}, ["children"]),
            ({"last_until": day("2023-12-31")}, ["last_until"]),
            ({"worked_before": False, "completed_training": None}, ["completed_training"]),
        ],
        ids=str,
    )
    def test_says_what_is_missing(self, changes, missing):
        owner = person()
        draft = begun_claim(owner, answers={**ANSWERS, **changes})

        sheet = draft_of(acting_as(owner, now=NOON), draft.pk, now=NOON)

        assert [name for _step, name in sheet.missing] == missing

    def test_is_offered_again_only_after_six_months(self):
        owner = person()
        filed_claim(owner)
        file = own_file(owner, purpose=Purpose.CLAIM)

        with pytest.raises(Hidden):
            open_draft(file, key=KEY, now=NOON + MONTHS)
        assert open_draft(file, key=KEY, now=NOON + 7 * MONTHS).sequence == 1

    def test_stands_in_the_list_of_what_there_is_to_do_until_it_is_filed(self):
        owner = person()

        def listed():
            return [line for line in my_procedures(acting_as(owner, now=NOON), now=NOON) if line.procedure.key == KEY]

        assert len(listed()) == 1
        filed_claim(owner)
        assert listed() == []

    def test_is_corrected_by_a_linked_filing(self):
        owner = person()
        filing = filed_claim(owner)

        draft = start_correction(
            own_file(owner, purpose=Purpose.CLAIM), filing_id=filing.pk, reason="Another account.", now=NOON
        )

        assert draft.corrects == filing

    def test_is_taken_back_to_the_end_of_the_month_and_then_no_more(self):
        owner = person()
        filing = filed_claim(owner)
        file = own_file(owner, purpose=Purpose.CLAIM)

        with pytest.raises(NotWithdrawable):
            withdraw(file, filing_id=filing.pk, now=NOON + MONTHS)
        withdraw(file, filing_id=filing.pk, now=NOON)

        assert open_draft(file, key=KEY, now=NOON)


class TestSources:
    def test_answer_other_forms_in_the_persons_own_hands(self):
        owner = person()
        filed_claim(owner, answers={**ANSWERS, "maintains_child": True, "children": [CHILD]})

        known = claimed(own_file(owner), context())

        assert set(known) == set(SOURCES)
        assert (known[INSURED_MONTH], known[CHILD_UNDER_25]) == (Decimal("6000.00"), True)
        assert known[RATE] == Decimal("0.80")

    def test_say_nothing_without_a_claim_or_after_it_was_taken_back(self):
        owner = person()
        assert set(claimed(own_file(owner), context()).values()) == {None}

        filing = filed_claim(owner)
        withdraw(own_file(owner, purpose=Purpose.CLAIM), filing_id=filing.pk, now=NOON)

        assert set(claimed(own_file(owner), context()).values()) == {None}

    def test_tell_the_monthly_form_what_earnings_lead_to(self):
        owner = person()
        filed_claim(owner)
        late_in_april = NOON + datetime.timedelta(days=24)
        draft = begun(owner, now=late_in_april, subject="2026-04", key="declarations.monthly")
        earned = {
            "worked": True,
            "employers": [{"employer": "Beck", "hours": Decimal(40), "gross": Decimal("4200.00")}],
        }
        save_answers(own_file(owner), draft_id=draft.pk, values=earned, seen={}, now=late_in_april)

        (effect,) = draft_of(acting_as(owner, now=late_in_april), draft.pk, now=late_in_april).effects

        assert effect.figure == Decimal("1318.06")

    def test_stay_with_the_person_when_somebody_else_opens_the_monthly_form(self):
        owner = person(with_counsellor=True)
        filed_claim(owner)
        helped = dataclasses.replace(own_file(owner), capacity=Capacity.HELPER)

        assert set(claimed(helped, context()).values()) == {None}

    def test_are_registered_by_name(self):
        assert set(SOURCES) <= set(registry.sources())

    def test_fill_the_calculators(self):
        owner = person()
        filed_claim(owner)

        known = known_to_calculators(acting_as(owner, now=NOON), NOON)

        assert (known["average_6"], known["insured_month"]) == (Decimal("6000.00"), Decimal("6000.00"))
        assert (known["contribution_months"], known["child_under_25"], known["before"]) == (24, False, "worked")

    def test_compute_from_what_was_filed_what_was_shown(self):
        assert situation_of(STUDENT, day("2003-05-05")).ground == "education"
