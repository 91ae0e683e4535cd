"""What somebody with a link, or without, may try."""

import datetime

import pytest

from tandem.assistance.second_look import services
from tandem.assistance.second_look.codes import CODE
from tandem.assistance.second_look.models import Look
from tandem.assistance.second_look.refusals import Closed, HelperGone, NameMissing, OpenedAlready, WrongCode
from tandem.assistance.second_look.tests.factories import HOUR, asked, asked_of, opened_by_link, said
from tandem.eservices.procedures.tests.factories import answered
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.mandates.tests.factories import a_helper

LATER = NOON + HOUR


def opens(code, *, source="192.0.2.1", opened=None, now=NOON):
    return services.open_link(VISITOR, code=code, source=source, opened=opened, now=now)


class TestLink:
    def test_opens_once_and_in_the_same_browser_again(self):
        given = asked(answered())
        look = opens(given.code)

        assert opens(given.code, opened=look) == look
        with pytest.raises(OpenedAlready):
            opens(given.code)
        with pytest.raises(OpenedAlready):
            opens(given.code, opened=look + 1)

    def test_is_kept_as_a_hash(self):
        given = asked(answered())
        row = Look.objects.get()

        assert row.code_hash == CODE.fingerprint(given.code)
        assert given.code.replace("-", "") not in row.snapshot + row.code_hash

    def test_is_over_after_a_week(self):
        given = asked(answered())
        with pytest.raises(Closed):
            opens(given.code, now=NOON + datetime.timedelta(days=7))

    def test_taken_back_opens_nothing_and_closes_what_is_open(self):
        given = asked(answered())
        look_id = opens(given.code)
        person = Look.objects.get().person
        services.take_back(acting_as(person), look_id=look_id, now=LATER)

        with pytest.raises(Closed):
            opens(given.code, opened=look_id, now=LATER)
        with pytest.raises(Closed):
            said(Look.objects.get())

    def test_cannot_be_guessed(self):
        asked(answered())
        for _attempt in range(20):
            with pytest.raises(WrongCode):
                opens(CODE.new(), source="203.0.113.9")
        with pytest.raises(TooManyAttempts):
            opens(CODE.new(), source="203.0.113.9")
        for typed in ("", "short", "1" * 16, "'; DROP TABLE", "é" * 16):
            with pytest.raises(WrongCode):
                opens(typed)

    def test_of_a_helper_has_none(self):
        look = asked_of(a_helper())

        assert look.code_hash is None
        with pytest.raises(Hidden):
            said(look)

    def test_never_shows_a_document(self):
        paper = DocumentFactory().versions.get()
        paper.document.person.user or pytest.fail("the person of a document has an account")
        with pytest.raises(HelperGone):
            services.ask(
                acting_as(paper.document.person),
                kind="paper",
                subject=str(paper.pk),
                helper="",
                wish="",
                language="en",
                now=NOON,
            )

    def test_is_in_the_ledger_when_it_is_opened_and_when_it_is_answered(self):
        look = said(opened_by_link())
        rows = LedgerEntry.objects.filter(person=look.person, verb__startswith="second_look").order_by("sequence")

        assert [(row.verb, row.capacity) for row in rows] == [
            ("second_look.ask", "self"),
            ("second_look.show", "system"),
            ("second_look.bring_answer", "system"),
        ]

    def test_asks_for_a_name_and_nothing_else(self):
        look = opened_by_link()
        with pytest.raises(NameMissing):
            services.answer_by_link(
                VISITOR, look_id=look.pk, reader=" ", verdict="right", words="", remarks={}, now=LATER
            )

    def test_not_opened_cannot_be_answered(self):
        given = asked(answered())
        with pytest.raises(Hidden):
            said(Look.objects.get(pk=given.look_id))
