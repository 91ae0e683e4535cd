"""Asking for a second look, looking, answering. Nobody but the person sends, and she never has to wait."""

import datetime
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from tandem.assistance.second_look import rules, signals
from tandem.assistance.second_look.codes import CODE
from tandem.assistance.second_look.copying import copy_of, sealed
from tandem.assistance.second_look.enums import Ended, Verdict, Way
from tandem.assistance.second_look.models import Comment, Look
from tandem.assistance.second_look.notices import tell_helper, tell_person
from tandem.assistance.second_look.refusals import (
    AlreadyAnswered,
    AskedAlready,
    Closed,
    HelperGone,
    NameMissing,
    NothingSaid,
    NotReady,
    OpenedAlready,
    TooLong,
    TooManyLooks,
    UnknownLine,
    WrongCode,
)
from tandem.assistance.second_look.selectors import asked_of_helper, helpers_for, is_looked_at
from tandem.assistance.second_look.types import Asked
from tandem.assistance.second_look.wording import ANSWER, ASK, BRING_ANSWER, SHOW, TAKE_BACK
from tandem.eservices.dossier.types import PAPER
from tandem.eservices.procedures import registry
from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import file_to_act_on, open_file, open_own_file, record
from tandem.identity.access.types import Acting, system

# LPD/DSG 6 al. 6: whoever is concerned may consent to a particular disclosure. She made the link.
ARTICLE = "LPD 6 al. 6"
CODES = Limit("second_look.code", attempts=20, window=datetime.timedelta(hours=1))
# Of documents the pages themselves would be in the hands of whoever has the link.
NEVER_BY_LINK = frozenset({PAPER})


@transaction.atomic
def ask(
    acting: Acting,
    *,
    kind: str,
    subject: str,
    helper: str,
    wish: str,
    language: Language,
    now: datetime.datetime,
) -> Asked:
    """Let somebody read what the person is about to send, as it stands now.

    `helper` is the mark of one of `helpers_for`; empty: whoever gets the link, once. Only the person herself asks.
    Raises NotReady, TooManyLooks, AskedAlready, HelperGone, TooLong; Hidden for everybody else, and for a thing that
    is not hers.
    """
    file = open_own_file(acting, Purpose.HELP, now=now)
    reading = registry.reading(acting, kind, subject, now=now)
    if not reading.ready:
        raise NotReady
    if len(wish) > rules.LONGEST_WISH:
        raise TooLong
    # The row of a helper is unique in the database; the number of links is counted here.
    earlier = Look.objects.of(file.file()).about(kind, subject).unanswered(at=now)
    if earlier.count() >= rules.MOST_OPEN:
        raise TooManyLooks
    snapshot, snapshot_hash = sealed(copy_of(reading, language))
    look = Look(
        person_id=file.file(),
        kind=kind,
        subject=subject,
        purpose=reading.purpose,
        snapshot=snapshot,
        snapshot_hash=snapshot_hash,
        seen=reading.seen,
        language=language,
        wish=wish.strip(),
        due_on=reading.due_on,
        asked_at=now,
        expires_at=now + rules.LIFE,
    )
    code = ""
    if helper:
        _address(look, acting, helper, now)
    elif kind in NEVER_BY_LINK:
        raise HelperGone
    else:
        code = CODE.new()
        look.way, look.code_hash = Way.LINK, CODE.fingerprint(code)
    try:
        with transaction.atomic():
            look.save()
    except IntegrityError:
        raise AskedAlready from None
    _record(file, ASK, look, now)
    tell_helper(look, now=now)
    _announce(signals.look_asked, look, now)
    return Asked(look_id=look.pk, code=code, expires_at=look.expires_at)


@transaction.atomic
def take_back(acting: Acting, *, look_id: int, now: datetime.datetime) -> None:
    """Nobody opens the copy any more, by no way; what was answered stays readable for the person. Raises Hidden."""
    file = open_own_file(acting, Purpose.HELP, now=now)
    look = Look.objects.of(file.file()).select_for_update().filter(pk=look_id).first()
    if look is None:
        raise Hidden
    if look.ended_at is None:
        _end(look, Ended.TAKEN_BACK, now)
        _record(file, TAKE_BACK, look, now)


@transaction.atomic
def open_asked(acting: Acting, *, look_id: int, now: datetime.datetime) -> Acting:
    """The helper opens what she was asked for: the gate is asked anew each time. Raises Hidden, Closed."""
    look = asked_of_helper(acting).select_for_update(of=("self",)).filter(pk=look_id).first()
    if look is None:
        raise Hidden
    file = open_file(acting, look.person_id, Purpose(look.purpose), now=now)
    if look.answered_at is None:
        _refuse_closed(look, now)
    if look.opened_at is None:
        look.opened_at = now
        look.save(update_fields=["opened_at"])
    return file


@transaction.atomic
def answer(
    acting: Acting,
    *,
    look_id: int,
    verdict: Verdict,
    words: str,
    remarks: Mapping[str, str],
    now: datetime.datetime,
) -> None:
    """A helper's answer: what she thinks of the whole, and remarks by the mark of the line.

    Raises AlreadyAnswered, Closed, NothingSaid, TooLong, UnknownLine; Hidden, also once the mandate has ended.
    """
    look = asked_of_helper(acting).select_for_update(of=("self",)).filter(pk=look_id).first()
    if look is None:
        raise Hidden
    open_file(acting, look.person_id, Purpose(look.purpose), now=now)
    _write(look, verdict=verdict, words=words, remarks=remarks, now=now)
    file = file_to_act_on(acting, look.person_id, Purpose.HELP, now=now)
    _record(file, ANSWER, look, now)
    tell_person(file, look, now=now)


def open_link(acting: Acting, *, code: str, source: str, opened: int | None, now: datetime.datetime) -> int:
    """The look that a code opens, once; in the browser that has it open already (`opened`), again.

    `source` is the address that attempts are counted for. Raises TooManyAttempts, WrongCode, OpenedAlready, Closed.
    """
    # Before any transaction: a refusal must not take the count back.
    wait = CODES.claim(source, now=now)
    if wait:
        raise TooManyAttempts(wait)
    try:
        code_hash = CODE.fingerprint(CODE.normalised(code))
    except ValueError:
        raise WrongCode from None
    with transaction.atomic():
        look = Look.objects.select_for_update().filter(code_hash=code_hash).order_by("pk").first()
        if look is None:
            raise WrongCode
        _refuse_closed(look, now)
        if look.opened_at is not None and look.pk != opened:
            raise OpenedAlready
        if look.opened_at is None:
            look.opened_at = now
            look.save(update_fields=["opened_at"])
            _record(_platform(look, now), SHOW, look, now)
    CODES.forget(source)
    return look.pk


@transaction.atomic
def answer_by_link(
    acting: Acting,
    *,
    look_id: int,
    reader: str,
    verdict: Verdict,
    words: str,
    remarks: Mapping[str, str],
    now: datetime.datetime,
) -> None:
    """The answer of whoever opened the link; `reader` is the name that she gives, and nothing else is asked of her.

    Raises NameMissing and what `answer` raises.
    """
    look = Look.objects.select_for_update().filter(pk=look_id, way=Way.LINK).order_by("pk").first()
    if look is None or look.opened_at is None:
        raise Hidden
    if not reader.strip():
        raise NameMissing
    if len(reader) > rules.LONGEST_NAME:
        raise TooLong
    look.reader = reader.strip()
    _write(look, verdict=verdict, words=words, remarks=remarks, now=now)
    file = _platform(look, now)
    _record(file, BRING_ANSWER, look, now)
    tell_person(file, look, now=now)


def note_sent(acting: Acting, *, kind: str, subject: str, person_id: int, now: datetime.datetime) -> int:
    """It was sent: nothing is left to look at. For the platform; returns how many looks ended."""
    _only_the_platform(acting)
    # Every filing asks, and nearly none was looked at: those need no transaction.
    if not is_looked_at(person_id, kind, subject):
        return 0
    with transaction.atomic():
        looks = Look.objects.of(person_id).about(kind, subject).filter(ended_at=None)
        rows = looks.select_for_update().order_by("pk")
        for look in rows:
            _end(look, Ended.SENT, now)
    return len(rows)


@transaction.atomic
def forget_removed(acting: Acting, *, kind: str, subject: str) -> int:
    """What was copied was removed without being sent: the copies go, too. For the platform."""
    _only_the_platform(acting)
    return Look.objects.about(kind, subject).delete()[0]


@transaction.atomic
def forget_old(acting: Acting, *, now: datetime.datetime) -> int:
    """Remove what nobody needs any more, with its remarks. For the platform."""
    _only_the_platform(acting)
    return Look.objects.filter(asked_at__lt=now - rules.KEPT).delete()[0]


def _only_the_platform(acting: Acting) -> None:
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden


def _address(look: Look, acting: Acting, mark: str, now: datetime.datetime) -> None:
    own = open_own_file(acting, Purpose.MANDATES, now=now)
    chosen = next((one for one in helpers_for(own, Purpose(look.purpose), now=now) if one.mark == mark), None)
    if chosen is None:
        raise HelperGone
    look.way, look.helper_id, look.mandate_id = Way.MANDATE, chosen.user_id, chosen.mandate_id


def _write(look: Look, *, verdict: Verdict, words: str, remarks: Mapping[str, str], now: datetime.datetime) -> None:
    if look.answered_at is not None:
        raise AlreadyAnswered
    _refuse_closed(look, now)
    said = {mark: text.strip() for mark, text in remarks.items() if text.strip()}
    if not said.keys() <= look.copied.lines.keys():
        raise UnknownLine
    if any(len(text) > rules.LONGEST_REMARK for text in (*said.values(), words)):
        raise TooLong
    if verdict is Verdict.AGAIN and not said and not words.strip():
        raise NothingSaid
    look.opened_at = look.opened_at or now
    look.answered_at, look.verdict, look.words = now, verdict, words.strip()
    look.save(update_fields=["opened_at", "answered_at", "verdict", "words", "reader"])
    Comment.objects.bulk_create(Comment(look=look, mark=mark, text=text) for mark, text in said.items())
    _announce(signals.look_answered, look, now)


def _refuse_closed(look: Look, now: datetime.datetime) -> None:
    if look.ended_at is not None or look.answered_at is not None or look.expires_at <= now:
        raise Closed


def _end(look: Look, reason: Ended, now: datetime.datetime) -> None:
    look.ended_at, look.end_reason = now, reason
    look.save(update_fields=["ended_at", "end_reason"])


def _platform(look: Look, now: datetime.datetime) -> Acting:
    return file_to_act_on(system(ARTICLE), look.person_id, Purpose.HELP, now=now)


def _record(file: Acting, verb: str, look: Look, now: datetime.datetime) -> None:
    record(file, verb=verb, purpose=Purpose.HELP, object_type=Look._meta.label, object_id=look.pk, now=now)


def _announce(signal: signals.Signal, look: Look, now: datetime.datetime) -> None:
    transaction.on_commit(lambda: signal.send(sender=None, look_id=look.pk, at=now), robust=True)
