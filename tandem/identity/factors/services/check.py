import contextlib
import datetime
from collections.abc import Callable

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.foundation.codes import as_typed
from tandem.foundation.limits import attempts
from tandem.foundation.limits.attempts import Claim, Limit
from tandem.foundation.prepared import ask
from tandem.identity.access.types import Acting
from tandem.identity.factors import codes, notes, rules, selectors
from tandem.identity.factors.enums import CodeUse, Factor
from tandem.identity.factors.halfway import account_of
from tandem.identity.factors.registry import NotProved
from tandem.identity.factors.totp import step_of

log = structlog.get_logger()

# Counted for each factor apart, across log-ins and machines: whoever knows the password guesses 5 times an hour, and
# the person still comes in with another factor of hers.
WRONG_CODES = Limit("factors.check", attempts=5, window=datetime.timedelta(hours=1))
_TOLD = Limit("factors.told", attempts=1, window=datetime.timedelta(hours=24))


# Two at once with the same code: both find the row, one of them moves its step on, and only then the app was used. In
# one statement, whether there was a row or not.
_USE_STEP = """
WITH used AS (
    INSERT INTO factors_factorsettings AS held (user_id, preferred, last_step) VALUES (%(account)s, '', %(step)s)
    ON CONFLICT (user_id) DO UPDATE SET last_step = excluded.last_step WHERE held.last_step < excluded.last_step
    RETURNING user_id
)
UPDATE mfa_authenticator AS app SET last_used_at = %(now)s FROM used WHERE app.id = %(app)s
RETURNING app.id
"""


class WrongCode(NotProved):
    # The same for a wrong, a used and an old code: a guesser learns nothing.
    message = _(
        "This code is not right, or it was used or is too old. Nothing was changed. Type the newest one, or choose "
        "another way."
    )


class WrongListCode(WrongCode):
    """Of a printed list there is no newest one: its page asks for a number."""

    message = _(
        "This code is not right, or it was used. Nothing was changed. Look for the code with the number that is asked "
        "for, or choose another way."
    )


class TooManyAttempts(attempts.TooManyAttempts):
    def __init__(self, wait: datetime.timedelta) -> None:
        super().__init__(wait)
        minutes = max(1, -(-wait // datetime.timedelta(minutes=1)))
        self.message = ngettext_lazy(
            "Too many wrong codes. Your account is safe. Use another way, or wait %(minutes)d minute. The desk of "
            "your office helps, too.",
            "Too many wrong codes. Your account is safe. Use another way, or wait %(minutes)d minutes. The desk of "
            "your office helps, too.",
            "minutes",
        ) % {"minutes": minutes}


def check_second_factor(
    acting: Acting, *, code: str, now: datetime.datetime, user_id: int | None = None, factor: Factor | None = None
) -> Factor:
    """Prove oneself with a code from an SMS, an app, the printed list or the recovery codes; returns which it was.

    `code` is what was typed. `factor` narrows it to one; otherwise its shape says which it may be. `user_id` names the
    account while its owner is still logging in. A code opens once. The attempt is counted before the code is looked
    at, and stays counted: call this outside a transaction (RuntimeError), and do what it allows in one of your own.
    Raises WrongCode, TooManyAttempts.
    """
    account = account_of(acting, user_id)
    typed = as_typed(code)
    candidates = [one for one in rules.factors_of(typed) if factor in (None, one)]
    waits = []
    # Whoever has said which one it is counts an attempt at it, whether the account has it or not: then nothing opens.
    for candidate in candidates if factor else selectors.among(account, candidates):
        attempt = _claim(account, candidate, now)
        if attempt.wait:
            waits.append(attempt.wait)
        elif _OPENS[candidate](account, typed, now):
            if not attempt.is_first:
                WRONG_CODES.forget(str(account), candidate)
            log.info("second_factor_accepted", user_id=account, factor=str(candidate))
            return candidate
    if waits:
        _tell_once(account, now)
        raise TooManyAttempts(min(waits))
    log.info("second_factor_refused", user_id=account)
    raise WrongListCode if factor is Factor.LIST else WrongCode


def _claim(account: int, factor: Factor, now: datetime.datetime) -> Claim:
    # A refusal later on must not give the attempt back: one statement is its own transaction, unless one is open.
    with transaction.atomic(durable=True) if connection.in_atomic_block else contextlib.nullcontext():
        return WRONG_CODES.count(str(account), factor, now=now)


def _tell_once(account: int, now: datetime.datetime) -> None:
    log.warning("second_factor_locked", user_id=account)
    if not _TOLD.claim(str(account), now=now):
        notes.tell(account, notes.LOCKED, now=now)


def _sms_opens(account: int, typed: str, now: datetime.datetime) -> bool:
    sent = selectors.newest_code(account, CodeUse.LOG_IN)
    if sent is None or sent.ends_at <= now or sent.used_at or sent.phone != selectors.phone_for_codes(account):
        return False
    # Two at once both find it unused; only one of them changes the row.
    return codes.opens_sent(sent, typed) and selectors.unused(sent).update(used_at=now) == 1


def _app_opens(account: int, typed: str, now: datetime.datetime) -> bool:
    """django-allauth remembers a used code for 30 seconds, but takes it for 90. We remember its step for good."""
    app = selectors.app_of(account)
    step = step_of(decrypt(app.data["secret"]), typed, now) if app else None
    if app is None or step is None:
        return False
    return bool(ask(_USE_STEP, {"account": account, "step": step, "app": app.pk, "now": now}))


def _list_opens(account: int, typed: str, now: datetime.datetime) -> bool:
    line = selectors.next_line(account)
    if line is None or not codes.opens_listed(line, typed):
        return False
    if selectors.unused(line).update(used_at=now) != 1:
        return False
    if selectors.codes_left(account) == rules.FEW_CODES:
        notes.tell(account, notes.FEW_CODES, now=now)
    return True


def _recovery_opens(account: int, typed: str, now: datetime.datetime) -> bool:
    stored = selectors.authenticators(account).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    if stored is None or not stored.wrap().validate_code(typed):
        return False
    stored.refresh_from_db(fields=["data"])
    stored.record_usage()
    notes.tell(account, notes.RECOVERY_USED, now=now)
    return True


_OPENS: dict[Factor, Callable[[int, str, datetime.datetime], bool]] = {
    Factor.SMS: _sms_opens,
    Factor.APP: _app_opens,
    Factor.LIST: _list_opens,
    Factor.RECOVERY: _recovery_opens,
}
