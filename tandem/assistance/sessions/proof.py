"""That it is the person herself: her factor or her printed code, on whichever screen. Never her password."""

import datetime

from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import NoAccount
from tandem.identity.access.types import VISITOR
from tandem.identity.factors import services as factors
from tandem.identity.people.selectors import account_of_person
from tandem.identity.presence_codes import selectors as printed
from tandem.identity.presence_codes import services as presence_codes


def check_her_factor(session: AssistedSession, *, code: str, credential: str, now: datetime.datetime) -> None:
    """A code or a key of hers, whoever is logged in here: to her factors she is a visitor who names her account.

    Whoever has no second factor types a code of the list that her office gave her. Raises NoAccount, and of `factors`
    WrongCode, TooManyAttempts, WrongKey, CopiedKey.
    """
    if printed.counts_for(session.person_id):
        if credential:
            raise NoAccount
        presence_codes.check(VISITOR, person_id=session.person_id, code=code, now=now)
    elif credential:
        factors.check_key(VISITOR, credential=credential, user_id=her_account(session), now=now)
    else:
        factors.check_second_factor(VISITOR, code=code, user_id=her_account(session), now=now)


def her_account(session: AssistedSession) -> int:
    """The account with which the person logs in. Raises NoAccount."""
    account = account_of_person(session.person_id)
    if account is None:
        raise NoAccount
    return account
