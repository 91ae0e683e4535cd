"""That it is the person herself: her factor or her printed code, on whichever screen. On her own, her password."""

import datetime

from tandem.assistance.sessions.enums import Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import NoAccount
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.factors import services as factors
from tandem.identity.factors.types import Proof
from tandem.identity.people.selectors import account_of_person
from tandem.identity.presence_codes import selectors as printed
from tandem.identity.presence_codes import services as presence_codes


def check_her_factor(session: AssistedSession, *, proof: Proof, now: datetime.datetime) -> None:
    """A code or a key of hers, whoever is logged in here: to her factors she is a visitor who names her account.

    Whoever has no second factor types a code of the list that her office gave her. Raises NoAccount, and of `factors`
    WrongCode, TooManyAttempts, WrongKey, CopiedKey.
    """
    if printed.counts_for(session.person_id):
        if proof.credential:
            raise NoAccount
        presence_codes.check(VISITOR, person_id=session.person_id, code=proof.code, now=now)
    else:
        factors.check_proof(VISITOR, proof=proof, user_id=her_account(session), now=now)


def check_signature(acting: Acting, session: AssistedSession, *, proof: Proof, now: datetime.datetime) -> None:
    """The same for a signature: on her own screen with her password, too, where she has nothing else.

    Raises WrongPassword as well.
    """
    on_hers = session.way != Way.HELPER_DEVICE
    if proof.password and on_hers and printed.next_number(session.person_id) is None:
        factors.check_password(acting, password=proof.password, now=now)
    else:
        check_her_factor(session, proof=proof, now=now)


def her_account(session: AssistedSession) -> int:
    """The account with which the person logs in. Raises NoAccount."""
    account = account_of_person(session.person_id)
    if account is None:
        raise NoAccount
    return account
