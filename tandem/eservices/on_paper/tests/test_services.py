import datetime
from decimal import Decimal

import pytest

from tandem.eservices.on_paper import personal_data, pictures, reading, selectors, services
from tandem.eservices.on_paper.enums import Taken
from tandem.eservices.on_paper.models import PaperSheet, ScannedPage
from tandem.eservices.on_paper.services import print_sheet, take_picture, type_sheet
from tandem.eservices.on_paper.tests import photos
from tandem.eservices.on_paper.types import PageCode, Picture
from tandem.eservices.procedures.models import Answer, Draft, Filing
from tandem.eservices.procedures.refusals import Incomplete, SheetReceived
from tandem.eservices.procedures.services import discard_draft, save_answers
from tandem.eservices.procedures.tests.factories import ANSWERS, answered, own_file
from tandem.facilities.notifications.models import Message
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

BY_LAW = system("LPGA 29 al. 3")
POSTMARK = datetime.date(2026, 4, 3)


def picture(code, page, content=b"\xff\xd8 a picture", sha=None):
    codes = frozenset({PageCode(code, page)}) if code else frozenset()
    return Picture(content=content, codes=codes, sha256=sha or bytes([page]) * 32)


def came_in(row, *pages):
    """The pages of a sheet, as if they had been scanned; all when none is named."""
    for page in pages or range(1, row.pages + 1):
        take_picture(BY_LAW, picture=picture(row.code, page), now=NOON)
    return row


@pytest.fixture
def row(pages):
    return PaperSheet.objects.get(code=pages.code)


@pytest.fixture
def fund(officer):
    return acting_as_member(officer)


class TestPrintSheet:
    @pytest.mark.parametrize("language", list(Language))
    def test_makes_a_tagged_sheet_with_its_code_on_each_page(self, draft, language):
        printed = print_sheet(acting_as(draft.person), draft_id=draft.pk, language=language, now=NOON)

        assert b"pdfuaid" in printed.content
        assert printed.pages == len(photos.pages_of(printed).images)
        codes = [one.codes for one in reading.pictures(printed.content)]
        assert codes == [{PageCode(printed.code, page)} for page in range(1, printed.pages + 1)]

    def test_is_for_the_person_and_not_for_another(self, draft, fund):
        for other in (acting_as(PersonFactory(with_account=True)), fund, acting_as_member(MembershipFactory())):
            with pytest.raises(Hidden):
                print_sheet(other, draft_id=draft.pk, language=Language.DE, now=NOON)


class TestPrintAtDesk:
    def test_begins_the_form_for_somebody_without_an_account_and_shows_nothing_of_hers(self, officer, fund, declared):
        declared()
        person = PersonFactory(fund=officer.organisation, language="fr")

        printed = services.print_at_desk(
            fund,
            key="tests.monthly",
            subject="2026-03",
            person_number=person.person_number,
            birth_date=person.birth_date,
            now=NOON,
        )

        row = PaperSheet.objects.get(code=printed.code)
        assert (row.person, row.language, row.printed) == (person, "fr", {})
        assert LedgerEntry.objects.filter(person=person, verb="on_paper.print_at_desk").exists()

    def test_does_not_say_whether_a_stranger_exists(self, fund, declared):
        declared()
        stranger = PersonFactory()
        for birth_date in (stranger.birth_date, datetime.date(1950, 1, 1)):
            with pytest.raises(services.NobodyKnown):
                services.print_at_desk(
                    fund,
                    key="tests.monthly",
                    subject="2026-03",
                    person_number=stranger.person_number,
                    birth_date=birth_date,
                    now=NOON,
                )


class TestTakePicture:
    def test_attaches_pages_in_whatever_order_they_come_and_names_the_missing_ones(self, row):
        last = take_picture(BY_LAW, picture=picture(row.code, row.pages), now=NOON)
        first = take_picture(BY_LAW, picture=picture(row.code, 1), now=NOON)

        assert last.missing == tuple(range(1, row.pages))
        assert first.missing == tuple(range(2, row.pages))
        assert LedgerEntry.objects.filter(person=row.person, verb="on_paper.take_picture").count() == 2

    def test_keeps_the_picture_encrypted(self, row):
        came_in(row, 1)

        scan = ScannedPage.objects.get()
        assert pictures.read(scan.path) == b"\xff\xd8 a picture"
        with pictures.default_storage.open(scan.path) as file:
            assert b"a picture" not in file.read()

    def test_takes_the_same_picture_once_and_a_better_one_beside_it(self, row):
        came_in(row, 1)

        assert take_picture(BY_LAW, picture=picture(row.code, 1), now=NOON).taken is Taken.AGAIN
        better = picture(row.code, 1, sha=b"b" * 32)
        assert take_picture(BY_LAW, picture=better, now=NOON).taken is Taken.ATTACHED

    def test_attaches_nothing_that_is_not_certain(self, row):
        two = Picture(content=b"x", codes=frozenset({PageCode(row.code, 1), PageCode(row.code, 2)}), sha256=bytes(32))
        for wrong, taken in (
            (picture("", 1), Taken.UNREADABLE),
            (two, Taken.TWO_PAGES),
            (picture("3333-3333-3333-3333", 1), Taken.FOREIGN),
            (picture(row.code, row.pages + 1), Taken.FOREIGN),
        ):
            assert take_picture(BY_LAW, picture=wrong, now=NOON).taken is taken
        assert not ScannedPage.objects.exists()

    def test_writes_no_answer(self, row):
        came_in(row)

        assert not Answer.objects.exists()
        assert not Filing.objects.exists()

    def test_keeps_the_draft_from_being_thrown_away(self, row):
        came_in(row, 1)

        with pytest.raises(SheetReceived):
            discard_draft(own_file(row.person), draft_id=row.draft_id, now=NOON)
        assert Draft.objects.filter(pk=row.draft_id).exists()


class TestQueue:
    def test_shows_what_came_in_to_the_persons_fund_alone(self, row, fund):
        assert selectors.queue(fund, now=NOON) == []
        came_in(row, 2)

        [line] = selectors.queue(fund, now=NOON)

        assert line.name == row.person.name
        assert line.received == (2,)
        assert selectors.queue(acting_as_member(MembershipFactory(fund_officer=True)), now=NOON) == []
        assert selectors.queue(acting_as_member(MembershipFactory()), now=NOON) == []
        with pytest.raises(Hidden):
            selectors.queue(acting_as(row.person), now=NOON)

    def test_costs_the_same_for_one_and_for_many(self, row, officer, fund, django_assert_num_queries):
        came_in(row, 1)
        with django_assert_num_queries(3):
            selectors.queue(fund, now=NOON)
        for _number in range(3):
            more = answered(PersonFactory(with_account=True, fund=officer.organisation))
            printed = print_sheet(acting_as(more.person), draft_id=more.pk, language=Language.DE, now=NOON)
            came_in(PaperSheet.objects.get(code=printed.code), 1)

        with django_assert_num_queries(3):
            assert len(selectors.queue(fund, now=NOON)) == 4


class TestDesk:
    def test_shows_what_was_printed_and_not_what_she_wrote_since(self, officer, fund, declared):
        declared()
        draft = answered(PersonFactory(with_account=True, fund=officer.organisation))
        printed = print_sheet(acting_as(draft.person), draft_id=draft.pk, language=Language.DE, now=NOON)
        row = came_in(PaperSheet.objects.get(code=printed.code))
        save_answers(
            own_file(draft.person), draft_id=draft.pk, values={"remark": "Private"}, seen={"remark": 1}, now=NOON
        )

        desk = selectors.desk_of(fund, row.pk, now=NOON)

        assert desk.shown["employers"] == [{"name": "Beck am Bach", "gross": Decimal("812.50")}]
        assert "Private" not in str(desk.shown)

    def test_is_closed_before_anything_came_in_and_to_others(self, row, fund):
        with pytest.raises(Hidden):
            selectors.desk_of(fund, row.pk, now=NOON)
        came_in(row)
        for other in (MembershipFactory(fund_officer=True), MembershipFactory()):
            with pytest.raises(Hidden):
                selectors.desk_of(acting_as_member(other), row.pk, now=NOON)


class TestTypeSheet:
    def test_files_from_the_postmark_and_sends_the_receipt(self, row, officer, fund):
        came_in(row)

        done = type_sheet(fund, sheet_id=row.pk, values=ANSWERS, received_on=POSTMARK, is_signed=True, now=NOON)

        filing = Filing.objects.get()
        assert done.receipt == filing.receipt.number
        assert (filing.received_on, filing.filed_by, filing.presence) == (POSTMARK, officer.user, Presence.ON_PAPER)
        message = Message.objects.get(person=row.person)
        assert filing.receipt.number in message.body
        assert "Monthly form" not in message.subject + message.short
        assert message.receipt == filing.receipt.text

    def test_keeps_what_was_typed_when_something_is_missing(self, row, fund):
        came_in(row)
        some = {"worked": False}

        with pytest.raises(Incomplete):
            type_sheet(fund, sheet_id=row.pk, values=some, received_on=POSTMARK, is_signed=True, now=NOON)

        assert selectors.desk_of(fund, row.pk, now=NOON).shown["worked"] is False
        assert not Filing.objects.exists()

    def test_can_be_opened_again_when_a_question_falls_away_that_was_typed(self, row, fund):
        came_in(row)
        ill = {"ill": True, "ill_from": datetime.date(2026, 3, 9)}
        type_sheet(fund, sheet_id=row.pk, values=ill, now=NOON)
        type_sheet(fund, sheet_id=row.pk, values={"ill": False}, now=NOON)

        assert selectors.desk_of(fund, row.pk, now=NOON).shown["ill"] is False

    def test_can_be_taken_up_again_by_a_colleague(self, row, officer, fund):
        came_in(row)
        type_sheet(fund, sheet_id=row.pk, values={"worked": False}, now=NOON)
        colleague = acting_as_member(MembershipFactory(fund_officer=True, organisation=officer.organisation))

        done = type_sheet(
            colleague,
            sheet_id=row.pk,
            values={**ANSWERS, "worked": True},
            received_on=POSTMARK,
            is_signed=True,
            now=NOON,
        )

        assert done.receipt

    def test_needs_all_pages_and_a_signature(self, row, fund):
        came_in(row, 1)
        facts = {"sheet_id": row.pk, "values": ANSWERS, "received_on": POSTMARK, "now": NOON}
        with pytest.raises(services.PagesMissing):
            type_sheet(fund, is_signed=True, **facts)
        came_in(row)
        with pytest.raises(services.NotSigned):
            type_sheet(fund, is_signed=False, **facts)
        assert not Filing.objects.exists()

    def test_takes_no_day_before_the_sheet_was_printed(self, row, fund):
        came_in(row)

        with pytest.raises(services.DayBeforeThePrint):
            type_sheet(
                fund,
                sheet_id=row.pk,
                values=ANSWERS,
                received_on=POSTMARK - datetime.timedelta(days=1),
                is_signed=True,
                now=NOON,
            )

        assert selectors.desk_of(fund, row.pk, now=NOON).shown["worked"] is True
        assert not Filing.objects.exists()

    def test_leaves_what_the_person_answered_on_screen_since_and_files_nothing(self, row, fund):
        came_in(row)
        save_answers(own_file(row.person), draft_id=row.draft_id, values={"worked": False}, seen={}, now=NOON)

        done = type_sheet(fund, sheet_id=row.pk, values=ANSWERS, received_on=POSTMARK, is_signed=True, now=NOON)

        assert [one.field for one in done.conflicts] == ["worked"]
        assert not Filing.objects.exists()


def test_erasure_takes_sheets_and_pictures(row, django_capture_on_commit_callbacks):
    came_in(row)
    path = ScannedPage.objects.order_by("pk")[0].path
    [told] = personal_data.export(row.person_id)
    assert told["received"][0]["page"] == 1

    with django_capture_on_commit_callbacks(execute=True):
        assert personal_data.erase(row.person_id) == row.pages + 1

    assert not pictures.default_storage.exists(path)
