"""What the platform does by itself each night."""

import datetime

import pytest

from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import Acting, system
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.accounts.tests.mails import mails_to
from tandem.identity.organisations import services
from tandem.identity.organisations.enums import Event, HelperKind
from tandem.identity.organisations.models import HistoryEntry, Organisation
from tandem.identity.organisations.services.helping import NeedsAStructure
from tandem.identity.organisations.services.upkeep import remind_of_teams, rest_unused_helpers
from tandem.identity.organisations.tests.factories import HelperProfileFactory, MembershipFactory, OrganisationFactory

JOB = system("tests")


def noon(text):
    return datetime.datetime.fromisoformat(f"{text}T10:00:00+00:00")


def a_manager(**facts):
    return MembershipFactory(
        organisation=OrganisationFactory(helper_structure=True, team_confirmed_on=datetime.date(2026, 2, 1)),
        helper_kind=HelperKind.PROFESSIONAL,
        manager=True,
        user=UserFactory(with_email=True),
        **facts,
    )


def last_here(membership, text):
    membership.user.last_login = noon(text)
    membership.user.save()


class TestRemindOfTeams:
    def test_writes_once_before_once_on_the_day_and_once_a_month_after(self):
        manager = a_manager()
        counts = [
            remind_of_teams(JOB, now=noon(day))
            for day in (
                "2026-04-16",
                "2026-04-17",
                "2026-04-17",
                "2026-04-30",
                "2026-05-01",
                "2026-05-31",
                "2026-06-01",
                "2026-09-01",
            )
        ]

        assert counts == [0, 1, 0, 0, 1, 0, 1, 0]
        assert len(mails_to(manager.user.email)) == 3
        assert "1 May 2026" in mails_to(manager.user.email)[0].body

    def test_writes_to_all_managers_and_to_nobody_else(self):
        manager = a_manager()
        second = MembershipFactory(
            organisation=manager.organisation, helper=True, manager=True, user=UserFactory(with_email=True)
        )
        plain = MembershipFactory(organisation=manager.organisation, helper=True, user=UserFactory(with_email=True))

        remind_of_teams(JOB, now=noon("2026-05-01"))

        assert len(mails_to(manager.user.email)) == len(mails_to(second.user.email)) == 1
        assert mails_to(plain.user.email) == []

    def test_is_forgotten_with_a_confirmation(self):
        manager = a_manager()
        remind_of_teams(JOB, now=noon("2026-05-01"))
        services.confirm_team(
            acting_as_member(manager, now=noon("2026-05-02")),
            organisation_id=manager.organisation_id,
            seen=[manager.pk],
            now=noon("2026-05-02"),
        )

        assert [remind_of_teams(JOB, now=noon(day)) for day in ("2026-06-01", "2026-07-19")] == [0, 1]

    def test_asks_no_office_and_no_company(self):
        MembershipFactory(manager=True, user=UserFactory(with_email=True))
        Organisation.objects.update(team_confirmed_on=datetime.date(2020, 1, 1))

        assert remind_of_teams(JOB, now=NOON) == 0

    def test_is_the_platforms_own(self):
        with pytest.raises(Hidden):
            remind_of_teams(acting_as_member(a_manager()), now=NOON)


class TestRestUnusedHelpers:
    def test_warns_after_five_months_and_rests_after_six(self):
        manager = a_manager()
        last_here(manager, "2026-01-01")
        seen = []
        for day in ("2026-05-31", "2026-06-01", "2026-06-02", "2026-06-30", "2026-07-01", "2026-07-02"):
            counts = rest_unused_helpers(JOB, now=noon(day))
            seen.append((day, counts, len(hats_worn(manager.user_id, now=noon(day)))))

        assert seen == [
            ("2026-05-31", (0, 0), 1),
            ("2026-06-01", (1, 0), 1),
            ("2026-06-02", (0, 0), 1),
            ("2026-06-30", (0, 0), 1),
            ("2026-07-01", (0, 1), 0),
            ("2026-07-02", (0, 0), 0),
        ]
        (mail,) = mails_to(manager.user.email)
        assert "1 July 2026" in mail.body
        assert list(HistoryEntry.objects.values_list("event", flat=True)) == [Event.PUT_TO_REST]

    def test_forgets_the_warning_of_whoever_comes_back(self):
        manager = a_manager()
        last_here(manager, "2026-01-01")
        rest_unused_helpers(JOB, now=noon("2026-06-01"))
        last_here(manager, "2026-06-20")

        assert rest_unused_helpers(JOB, now=noon("2026-07-01")) == (0, 0)
        assert rest_unused_helpers(JOB, now=noon("2026-11-20")) == (1, 0)

    def test_tells_by_sms_whoever_has_no_e_mail(self):
        user = UserFactory(phone="+41791234567", phone_verified_at=NOON)
        member = MembershipFactory(helper=True, user=user)
        last_here(member, "2026-01-01")

        rest_unused_helpers(JOB, now=noon("2026-06-01"))

        (message,) = mails_to("+41791234567")
        assert "1 July 2026" in message.body

    def test_leaves_offices_and_companies_alone(self):
        for trait in ({}, {"fund_officer": True}, {"employer": True}, {"operator": True}):
            last_here(MembershipFactory(**trait), "2020-01-01")

        assert rest_unused_helpers(JOB, now=NOON) == (0, 0)

    def test_puts_a_volunteer_to_rest_who_wakes_herself(self):
        profile = HelperProfileFactory(volunteer=True)
        last_here(profile, "2026-01-01")
        hers = hats_worn(profile.user_id, now=noon("2026-05-01"))[0]
        rest_unused_helpers(JOB, now=noon("2026-06-01"))
        rest_unused_helpers(JOB, now=noon("2026-07-01"))
        assert hats_worn(profile.user_id, now=noon("2026-07-01")) == []

        services.resume_helping(hers, now=noon("2026-07-02"))

        assert hats_worn(profile.user_id, now=noon("2026-07-02"))
        assert rest_unused_helpers(JOB, now=noon("2026-07-03")) == (0, 0)

    def test_is_the_platforms_own(self):
        with pytest.raises(Hidden):
            rest_unused_helpers(acting_as_member(a_manager()), now=NOON)


class TestHelping:
    def acting(self):
        return Acting(capacity=Capacity.VISITOR, user_id=UserFactory().pk)

    def test_begins_with_a_word_of_ones_own_and_opens_nothing_by_itself(self):
        hers = self.acting()

        services.begin_helping(hers, kind=HelperKind.VOLUNTEER, now=NOON)

        (hat,) = hats_worn(hers.user_id, now=NOON)
        assert hat.organisation_id is None

    @pytest.mark.parametrize("kind", [HelperKind.PROFESSIONAL, HelperKind.SOCIAL_WORKER])
    def test_as_a_profession_needs_a_structure(self, kind):
        with pytest.raises(NeedsAStructure):
            services.begin_helping(self.acting(), kind=kind, now=NOON)

    def test_as_something_else_changes_from_that_day_on_and_is_one_thing_at_a_time(self):
        hers = self.acting()
        first = services.begin_helping(hers, kind=HelperKind.VOLUNTEER, now=NOON)

        second = services.begin_helping(hers, kind=HelperKind.RELATIVE, now=NOON + datetime.timedelta(days=3))

        first.refresh_from_db()
        assert first.ends_before == second.starts_on == datetime.date(2026, 4, 6)
        assert services.begin_helping(hers, kind=HelperKind.RELATIVE, now=NOON).pk == second.pk

    def test_ends_at_once(self):
        hers = self.acting()
        services.begin_helping(hers, kind=HelperKind.RELATIVE, now=NOON)

        services.end_helping(hers, now=NOON)

        assert hats_worn(hers.user_id, now=NOON) == []
        with pytest.raises(Hidden):
            services.end_helping(hers, now=NOON)
