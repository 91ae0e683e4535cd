import datetime
import threading

import pytest
from django.db import connection

from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import VISITOR, Acting, system
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.enums import Event, MemberRole, OrganisationKind
from tandem.identity.organisations.models import AccessCode, HistoryEntry, Membership, Organisation
from tandem.identity.organisations.services import registration
from tandem.identity.organisations.tests.factories import (
    LicenceFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tandem.identity.organisations.tests.post import known_code, letters, sent

DEMO_UID = "CHE990000013"  # invented, in the register of the demo
DAY = datetime.timedelta(days=1)


def a_newcomer():
    """Somebody with an account and no hat."""
    return Acting(capacity=Capacity.VISITOR, user_id=UserFactory().pk)


@pytest.fixture
def newcomer():
    return a_newcomer()


@pytest.fixture
def code(monkeypatch):
    return known_code(monkeypatch)


def company():
    return Organisation.objects.get(kind=OrganisationKind.EMPLOYER, uid=DEMO_UID)


class TestRequestCompanyCode:
    def test_writes_to_the_address_in_the_register_and_opens_nothing(self, newcomer):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        (letter,) = letters()
        assert letter.recipient == "Bäckerei Morgenrot (Demo)\nMusterweg 4\n3280 Murten"
        assert not Membership.objects.exists()
        assert company().is_to_be_checked
        assert selectors.code_is_awaited(newcomer, now=NOON)

    def test_keeps_nothing_from_which_the_code_could_be_read(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        kept = AccessCode.objects.values().get()
        assert not any(code in str(value) for value in kept.values())
        assert code not in letters()[0].body

    def test_knows_the_company_again(self, newcomer):
        known = OrganisationFactory(employer=True, uid=DEMO_UID, name="Known by another name")

        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        assert company() == known

    @pytest.mark.parametrize("uid", ["CHE990000077999", "CHE109322551"])
    def test_sends_no_letter_for_a_number_that_nobody_has(self, newcomer, uid):
        with pytest.raises(services.NotInRegister):
            services.request_company_code(newcomer, uid=uid, now=NOON)

        assert letters() == []
        assert not Organisation.objects.exists()

    def test_sends_no_letter_to_a_company_that_was_struck_off(self, newcomer, settings, tmp_path):
        register(settings, tmp_path, f"{DEMO_UID}\tGone Ltd\tMusterweg 1\t1700\tFribourg\tFR\tno")

        with pytest.raises(services.NotInRegister):
            services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

    def test_says_that_the_register_gives_no_answer(self, newcomer, settings, tmp_path):
        settings.COMPANY_REGISTER_OPTIONS = {"path": tmp_path / "missing.tsv"}

        with pytest.raises(registration.NoAnswer):
            services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        assert letters() == []

    def test_writes_few_letters_to_one_company_and_for_one_account(self, newcomer):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        services.request_company_code(a_newcomer(), uid=DEMO_UID, now=NOON)

        with pytest.raises(services.LettersOnTheWay):
            services.request_company_code(a_newcomer(), uid=DEMO_UID, now=NOON)
        with pytest.raises(services.LettersOnTheWay):
            services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        with pytest.raises(services.LettersOnTheWay):
            services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        with pytest.raises(TooManyAttempts):
            services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        assert len(letters()) == 2

    def test_is_for_whoever_is_logged_in(self):
        with pytest.raises(Hidden):
            services.request_company_code(VISITOR, uid=DEMO_UID, now=NOON)


class TestRequestAgencyCode:
    def test_writes_to_the_address_in_the_list_of_licences(self, newcomer):
        licence = LicenceFactory(agency__name="Agence du Lac (Demo)")

        services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)

        assert letters()[0].recipient.startswith("Agence du Lac (Demo)\nMusterweg 1")

    @pytest.mark.parametrize(
        "facts",
        [
            {"valid_from": datetime.date(2026, 4, 4)},
            {"valid_before": datetime.date(2026, 4, 3)},
        ],
        ids=["not-yet", "no-more"],
    )
    def test_sends_no_letter_without_a_licence_in_force(self, newcomer, facts):
        licence = LicenceFactory(**facts)

        with pytest.raises(services.NotLicensed):
            services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)
        with pytest.raises(services.NotLicensed):
            services.request_agency_code(newcomer, licence_number="ZH-0", now=NOON)
        assert letters() == []

    def test_counts_its_licence_until_midnight_in_switzerland(self, newcomer):
        licence = LicenceFactory(valid_before=datetime.date(2026, 10, 25))  # in the night the clocks go back
        last_second = datetime.datetime(2026, 10, 24, 21, 59, 59, tzinfo=datetime.UTC)

        with pytest.raises(services.NotLicensed):
            services.request_agency_code(
                newcomer, licence_number=licence.number, now=last_second + datetime.timedelta(seconds=1)
            )
        services.request_agency_code(newcomer, licence_number=licence.number, now=last_second)


class TestBlocked:
    """Who is blocked reads what everybody reads."""

    @pytest.fixture
    def operator(self):
        return OrganisationFactory(operator=True, email="operator@example.ch")

    def test_agency_gets_the_same_answer_and_no_letter(self, newcomer, operator):
        licence = LicenceFactory(agency=OrganisationFactory(agency=True, blocked=True))

        answer = services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)

        assert answer is None
        assert letters() == []
        assert not AccessCode.objects.exists()

    def test_is_told_to_the_operators_with_who_asked(self, newcomer, operator):
        licence = LicenceFactory(agency=OrganisationFactory(agency=True, blocked=True))

        services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)

        (mail,) = sent("organisations.blocked")
        assert mail.recipient == "operator@example.ch"
        entry = HistoryEntry.objects.get(organisation=licence.agency)
        assert (entry.event, entry.user_id) == (Event.ASKED_WHILE_BLOCKED, newcomer.user_id)

    def test_agency_does_not_come_back_as_an_employer(self, newcomer, operator):
        OrganisationFactory(agency=True, blocked=True, uid=DEMO_UID)

        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        assert letters() == []
        assert sent("organisations.blocked")

    def test_in_the_meantime_makes_the_code_worthless_without_saying_why(self, newcomer, code):
        licence = LicenceFactory()
        services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)
        services.block_organisation(
            system("tests"), organisation_id=licence.agency_id, reason="Licence withdrawn", now=NOON
        )

        with pytest.raises(services.CodeExpired):
            services.enter_access_code(newcomer, code=code, now=NOON + DAY)

    def test_is_read_by_operators_alone(self, newcomer, operator):
        agency = OrganisationFactory(agency=True)
        member = MembershipFactory(organisation=agency)
        services.block_organisation(system("tests"), organisation_id=agency.pk, reason="Licence withdrawn", now=NOON)
        services.unblock_organisation(system("tests"), organisation_id=agency.pk, now=NOON)
        hers = Acting(capacity=Capacity.AGENCY, user_id=member.user_id, organisation_id=agency.pk)
        theirs = Acting(capacity=Capacity.OPERATOR, user_id=UserFactory().pk, organisation_id=operator.pk)

        assert list(selectors.history(hers, agency, page=1)) == []
        assert len(list(selectors.history(theirs, agency, page=1))) == 2


class TestEnterAccessCode:
    def test_makes_whoever_asked_and_has_it_a_manager(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)

        organisation = services.enter_access_code(newcomer, code="k7qm-4xwa", now=NOON + DAY)

        membership = Membership.objects.get()
        assert organisation == company() == membership.organisation
        assert (membership.user_id, membership.role) == (newcomer.user_id, MemberRole.MANAGER)
        assert not selectors.code_is_awaited(newcomer, now=NOON + DAY)

    def test_raises_a_member_to_manager_and_keeps_her_first_day(self, code):
        member = MembershipFactory(organisation=OrganisationFactory(employer=True, uid=DEMO_UID))
        hers = Acting(capacity=Capacity.EMPLOYER, user_id=member.user_id, organisation_id=member.organisation_id)
        services.request_company_code(hers, uid=DEMO_UID, now=NOON)

        services.enter_access_code(hers, code=code, now=NOON)

        member.refresh_from_db()
        assert (member.role, member.starts_on) == (MemberRole.MANAGER, datetime.date(2020, 1, 1))

    def test_works_once(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        services.enter_access_code(newcomer, code=code, now=NOON)

        with pytest.raises(services.CodeUsed):
            services.enter_access_code(newcomer, code=code, now=NOON)

    def test_opens_nothing_in_another_account(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        other = a_newcomer()

        with pytest.raises(services.WrongCode):
            services.enter_access_code(other, code=code, now=NOON)
        assert not Membership.objects.exists()

    def test_opens_nothing_in_an_account_that_awaits_another_letter(self, newcomer, code, monkeypatch):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        other = a_newcomer()
        known_code(monkeypatch, "ACDEFGHJ")
        services.request_company_code(other, uid="CHE990000036", now=NOON)

        with pytest.raises(services.WrongCode):
            services.enter_access_code(other, code=code, now=NOON)

    def test_lives_14_days_to_the_second(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        end = NOON + 14 * DAY

        with pytest.raises(services.CodeExpired):
            services.enter_access_code(newcomer, code=code, now=end)
        services.enter_access_code(newcomer, code=code, now=end - datetime.timedelta(seconds=1))

    def test_is_stopped_after_five_wrong_ones_even_with_the_right_one_and_goes_on_an_hour_later(self, newcomer, code):
        services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
        for _ in range(5):
            with pytest.raises(services.WrongCode):
                services.enter_access_code(newcomer, code="ACDEFGHJ", now=NOON)

        with pytest.raises(TooManyAttempts):
            services.enter_access_code(newcomer, code=code, now=NOON)

        services.enter_access_code(newcomer, code=code, now=NOON + datetime.timedelta(hours=1))
        assert Membership.objects.count() == 1

    def test_needs_a_licence_that_is_still_in_force(self, newcomer, code):
        licence = LicenceFactory(valid_before=datetime.date(2026, 4, 5))
        services.request_agency_code(newcomer, licence_number=licence.number, now=NOON)

        with pytest.raises(services.LicenceEnded):
            services.enter_access_code(newcomer, code=code, now=NOON + 2 * DAY)
        assert not Membership.objects.exists()

    def test_is_for_whoever_is_logged_in(self):
        with pytest.raises(Hidden):
            services.enter_access_code(VISITOR, code="K7QM4XWA", now=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_code_entered_by_two_windows_at_once_opens_once(monkeypatch):
    newcomer, code = a_newcomer(), known_code(monkeypatch)
    services.request_company_code(newcomer, uid=DEMO_UID, now=NOON)
    answers, start = [], threading.Barrier(2)

    def enter():
        start.wait()
        try:
            services.enter_access_code(newcomer, code=code, now=NOON)
            answers.append("in")
        except services.CodeUsed:
            answers.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["in", "used"]
    assert Membership.objects.count() == 1


def register(settings, folder, *rows):
    head = "uid\tname\tstreet\tpostal_code\tlocality\tcanton\tis_active"
    (folder / "companies.tsv").write_text("\n".join([head, *rows]) + "\n")
    settings.COMPANY_REGISTER_OPTIONS = {"path": folder / "companies.tsv"}
