"""How often codes may be guessed that were sent to an e-mail address."""

import datetime

from tandem.foundation.limits.attempts import Limit, TooManyAttempts

# allauth gives three attempts per code, and a new code to whoever asks for one: without a count per address that
# would be thousands of attempts a day. Ten of a million is a chance of one to a hundred thousand.
PER_EMAIL = Limit("accounts.email_code", attempts=10, window=datetime.timedelta(hours=24))


def claim(email: str, *, now: datetime.datetime) -> None:
    """Count one attempt, before the code is compared. Raises TooManyAttempts."""
    if wait := PER_EMAIL.claim(email.casefold(), now=now):
        raise TooManyAttempts(wait)


def forget(email: str) -> None:
    """The code was right: nobody guessed."""
    PER_EMAIL.forget(email.casefold())
