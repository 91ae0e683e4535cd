"""The verbs of forms on paper: print one, take in a picture of a page, type it, file it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tandem.eservices.on_paper import messages, pictures, printing, rules
from tandem.eservices.on_paper.enums import Taken
from tandem.eservices.on_paper.models import PaperSheet, ScannedPage
from tandem.eservices.on_paper.selectors import Desk, addresses_for, desk_of, may_type
from tandem.eservices.on_paper.types import Outcome, Picture, Printed, Typed
from tandem.eservices.on_paper.wording import PRINT, PRINT_AT_DESK, TAKE
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.selectors import Sheet, draft_of, procedure_for, sheet_of
from tandem.eservices.procedures.services import (
    begin_for_paper,
    file_from_paper,
    hand_over_from_paper,
    open_draft,
    type_from_paper,
)
from tandem.facilities.notifications.services import tell
from tandem.facilities.receipts.rules import NUMBER, in_groups
from tandem.facilities.receipts.selectors import by_number, check_address, shown
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Answer
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import open_file, open_own_file, record
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import language_of, person_known_by


class PagesMissing(Refusal):
    message = _("Not all pages of this form have come in. What you typed is kept. Ask the person for the rest.")


class DayBeforeThePrint(Refusal):
    message = _(
        "The form was printed later than that day. What you typed is kept. Look at the day and the year of the "
        "postmark again."
    )


class NotSigned(Refusal):
    message = _("A form without signature is not filed. What you typed is kept. Ask the person to sign it.")


class NobodyKnown(Refusal):
    message = _("Nobody in your charge has this number and date of birth. Nothing was printed. Look at both again.")


class TooLong(Refusal):
    message = _("This form is too long to be printed. Nothing was printed. Fill it in on screen.")


def print_sheet(acting: Acting, *, draft_id: int, language: Language, now: datetime.datetime) -> Printed:
    """A begun form on paper, with all that is answered and known. For the person, or who may prepare it for her.

    Raises Hidden, TooLong.
    """
    sheet = draft_of(acting, draft_id, now=now)
    if permit(sheet.file, PRINT) is not Answer.ALLOWED:
        raise Hidden
    return _print(sheet, verb=PRINT, with_answers=True, language=language, now=now)


def print_blank(acting: Acting, *, key: str, subject: str, language: Language, now: datetime.datetime) -> Printed:
    """One's own sheet of what is on paper only, such as a month's efforts. Raises Hidden, TooLong."""
    procedure = procedure_for(key, subject, now)
    if acting.person_id is None or not procedure.on_paper_only:
        raise Hidden
    file = open_own_file(acting, procedure.purpose, now=now)
    with transaction.atomic(), translation.override(language):
        draft = open_draft(file, key=key, subject=subject, now=now)
        return _print(sheet_of(file, draft, now=now), verb=PRINT, with_answers=False, language=language, now=now)


def print_at_desk(
    acting: Acting,
    *,
    key: str,
    subject: str,
    person_number: str,
    birth_date: datetime.date,
    now: datetime.datetime,
) -> Printed:
    """A form for somebody who comes to the desk without phone or account, in her language.

    What she has answered on screen and not sent stays hers: it is not on it. Raises NobodyKnown, and what `open_draft`
    raises.
    """
    person_id = person_known_by(person_number=person_number, birth_date=birth_date)
    procedure = next((one for one in registry.everything() if one.key == key and may_type(acting, one)), None)
    if procedure is None:
        raise Hidden
    if person_id is None:
        raise NobodyKnown
    try:
        file = open_file(acting, person_id, procedure.purpose, now=now)
    except Hidden:
        raise NobodyKnown from None
    language = Language(language_of(person_id))
    with transaction.atomic(), translation.override(language):
        draft = begin_for_paper(file, key=key, subject=subject, now=now)
        sheet = sheet_of(file, draft, now=now)
        return _print(sheet, verb=PRINT_AT_DESK, with_answers=False, language=language, now=now)


def take_picture(acting: Acting, *, picture: Picture, now: datetime.datetime) -> Outcome:
    """Attach one picture to the sheet whose code stands on it. Nothing on it is read but the code.

    For the platform (`scan_in`), under the article that obliges to receive the form.
    """
    row, page, taken = _placed(picture)
    if row is None or taken is not Taken.ATTACHED:
        return Outcome(taken, row.code if row else "", page)
    procedure = registry.get(row.draft.key, row.draft.version)
    file = open_file(acting, row.person_id, procedure.purpose, now=now)
    path = pictures.keep(picture.content)
    try:
        with transaction.atomic():
            scan = ScannedPage.objects.create(sheet=row, page=page, path=path, sha256=picture.sha256, scanned_at=now)
            record(
                file, verb=TAKE, purpose=procedure.purpose, object_type=scan._meta.label, object_id=scan.pk, now=now
            )
    except BaseException as error:
        pictures.undo(path)
        if isinstance(error, IntegrityError) and "a_picture_of_a_page_is_kept_once" in str(error):
            return Outcome(Taken.AGAIN, row.code, page)  # two runs over one folder
        raise
    received = list(row.scans.order_by("page").values_list("page", flat=True))
    return Outcome(Taken.ATTACHED, row.code, page, rules.missing_pages(row.pages, received))


def _placed(picture: Picture) -> tuple[PaperSheet | None, int, Taken]:
    """The sheet and the page that a picture is for certain, and what is to become of it."""
    if len(picture.codes) != 1:
        return None, 0, Taken.TWO_PAGES if picture.codes else Taken.UNREADABLE
    (found,) = picture.codes
    row = PaperSheet.objects.select_related("draft").filter(code=found.code).first()
    if row is None or found.page > row.pages:
        return None, 0, Taken.FOREIGN
    # Looked for first: a picture may come again long after its form was filed from it.
    if row.scans.filter(page=found.page, sha256=picture.sha256).exists():
        return row, found.page, Taken.AGAIN
    # Nobody types a form that is filed, so nobody would ever look at its page.
    return row, found.page, Taken.FILED if row.draft.is_closed else Taken.ATTACHED


def type_sheet(
    acting: Acting,
    *,
    sheet_id: int,
    values: Mapping[str, Any],
    now: datetime.datetime,
    received_on: datetime.date | None = None,
    is_signed: bool = False,
    site: str = "",
) -> Typed:
    """Keep what was typed from a sheet; with `received_on` (postmark or counter), file it.

    `site` is the address of the platform, for the receipt that goes out.

    What is typed is kept whatever happens next. An answer that the person has given on screen since is never
    overwritten: it comes back as a conflict, and nothing is filed. Raises DayBeforeThePrint, PagesMissing, NotSigned
    and what `file_from_paper` raises; Hidden.
    """
    desk = desk_of(acting, sheet_id, now=now)
    draft_id = desk.row.draft_id
    saved = type_from_paper(desk.file, draft_id=draft_id, values=values, seen=_seen(desk, values), now=now)
    if received_on is None or saved.conflicts:
        return Typed(conflicts=saved.conflicts)
    if received_on < day_of(desk.row.printed_at):
        raise DayBeforeThePrint  # a year mistyped would make every form punctual
    if desk.missing:
        raise PagesMissing
    if not is_signed:
        raise NotSigned
    with transaction.atomic():
        numbers = _file(desk, received_on, now)
        for number in numbers:
            _tell(desk, number, received_on, site=site, now=now)
    return Typed(receipt=numbers[0])


def _tell(desk: Desk, number: str, received_on: datetime.date, *, site: str, now: datetime.datetime) -> None:
    """The receipt itself, signed: whoever filed on paper has no page on which to look at it."""
    row = by_number(number)
    if row is None:
        raise LookupError("a form was filed under a receipt that is not there")
    receipt = shown(row)
    facts = {
        "number": number,
        "received_on": received_on,
        "moment": lambda: formatting.exact_moment(receipt.received_at),
        "fingerprint": in_groups(receipt.fingerprint),
        "signed_receipt": check_address(site, receipt) if site else receipt.text,
    }
    tell(desk.file, person_id=desk.row.person_id, kind=messages.FILED, facts=facts, about=number, now=now)


def _file(desk: Desk, received_on: datetime.date, now: datetime.datetime) -> tuple[str, ...]:
    """The numbers of the receipts."""
    draft, language = desk.row.draft, Language(desk.row.language)
    facts: dict[str, Any] = {"draft_id": draft.pk, "received_on": received_on, "language": language, "now": now}
    if not desk.sheet.procedure.on_paper_only:
        return (file_from_paper(desk.file, **facts).receipt.number,)
    done = hand_over_from_paper(desk.file, **facts)
    others = PaperSheet.objects.filter(draft=draft).exclude(pk=desk.row.pk)
    if others.exists():
        # Another sheet of the same month was printed: it is a supplement, with a draft of its own.
        fresh = begin_for_paper(desk.file, key=draft.key, subject=draft.subject, now=now)
        others.update(draft=fresh)
    return (done.number, *done.more)


def _seen(desk: Desk, values: Mapping[str, Any]) -> dict[str, int]:
    """What stood on the sheet, and what was typed from a sheet since: two clerks work at one desk."""
    return {name: desk.typed.get(name, desk.seen.get(name, 0)) for name in values}


def _print(sheet: Sheet, *, verb: str, with_answers: bool, language: Language, now: datetime.datetime) -> Printed:
    code = NUMBER.new()
    answers = sheet.answers if with_answers else {}
    with translation.override(language):
        content, pages = printing.form(sheet, code=code, answers=answers, addresses=addresses_for(sheet), now=now)
    if pages > rules.MOST_PAGES:
        raise TooLong
    with transaction.atomic():
        row = PaperSheet.objects.create(
            code=code,
            person_id=sheet.person.person_id,
            draft_id=sheet.draft.pk,
            language=language,
            pages=pages,
            printed=sheet.revisions() if with_answers else {},
            printed_at=now,
            printed_by_id=sheet.file.user_id,
        )
        record(
            sheet.file,
            verb=verb,
            purpose=sheet.procedure.purpose,
            object_type=row._meta.label,
            object_id=row.pk,
            now=now,
        )
    return Printed(content=content, code=code, pages=pages)
