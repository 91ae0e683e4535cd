"""That it is the person herself: her own factor, on whichever screen it is typed. Never her password."""

import datetime

from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import NoAccount
from tandem.identity.access.types import VISITOR
from tandem.identity.factors import services as factors
from tandem.identity.people.selectors import account_of_person


def check_her_factor(session: AssistedSession, *, code: str, credential: str, now: datetime.datetime) -> None:
    """A code or a key of hers, whoever is logged in here: to her factors she is a visitor who names her account.

    Raises NoAccount, and of `factors` WrongCode, TooManyAttempts, WrongKey, CopiedKey.
    """
    account = her_account(session)
    if credential:
        factors.check_key(VISITOR, credential=credential, user_id=account, now=now)
    else:
        factors.check_second_factor(VISITOR, code=code, user_id=account, now=now)


def her_account(session: AssistedSession) -> int:
    """The account with which the person logs in. Raises NoAccount."""
    account = account_of_person(session.person_id)
    if account is None:
        raise NoAccount
    return account
