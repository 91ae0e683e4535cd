"""Her signature in a session: she proves at that moment that it is she, and what she sends is sent."""

import dataclasses
import datetime
import functools
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.assistance.sessions import selectors
from tandem.assistance.sessions.enums import Side, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.proof import check_signature, her_account
from tandem.assistance.sessions.refusals import AlreadyOver
from tandem.assistance.sessions.steps import entered, note
from tandem.assistance.sessions.wording import PROVE, SIGN
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import AuthorityKind, Reach
from tandem.identity.access.services import file_to_act_on
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.accounts.selectors import has_password
from tandem.identity.factors import services as factors
from tandem.identity.factors.registry import Act, Signer
from tandem.identity.factors.types import Proof, Signature


def ask(acting: Acting, now: datetime.datetime) -> Signature | None:
    """What the page asks of her: on her own screen, or on the helper's beside her; None where she is not at it."""
    session = _at_her_screen(acting, now)
    if session is None:
        return None
    ways, on_his = selectors.ways_to_prove(session.person_id), session.way == Way.HELPER_DEVICE
    if ways["may_prove"]:
        return Signature(
            words=_words(session, on_his=on_his),
            hint=ways["hint"] if ways["types_codes"] else "",
            takes_sms=ways["takes_sms"],
            ask_key=functools.partial(factors.ask_key, VISITOR, user_id=her_account(session))
            if ways["has_key"]
            else None,
            is_hers_here=on_his,
            may_prepare=session.is_proved(now),
        )
    if not on_his and acting.user_id is not None and has_password(acting.user_id):
        said = _words(session, on_his=False)
        return Signature(words=said, password=True, may_prepare=session.is_proved(now))
    return Signature(words=_nothing_to_sign_with(on_his=on_his), is_hers_here=on_his, may_prepare=False)


def ready(acting: Acting, now: datetime.datetime) -> Acting:
    """On the helper's device, the file as if it could be sent: only the signature is still refused.

    Whose session has ended meanwhile is on her own again.
    """
    session = _at_her_screen(acting, now)
    if acting.is_own_file:
        return acting if session is not None else acting.apart()
    return _to_send(acting) if session is not None else acting


def sign(acting: Acting, act: Act, proof: Proof, now: datetime.datetime) -> Any:
    """She proves that it is she, which proves her presence anew; then `act`, in the same transaction.

    Not within a transaction: a wrong code stays counted. Raises AlreadyOver, Hidden, NoAccount, what `act` raises, and
    of `factors` WrongCode, TooManyAttempts, WrongKey, CopiedKey, WrongPassword.
    """
    found = _at_her_screen(acting, now)
    if found is None:
        raise AlreadyOver
    check_signature(acting, found, proof=proof, now=now)
    with transaction.atomic():
        session, side = entered(acting, found.pk, now)
        session.presence_proved_at = session.active_at = now
        session.save(update_fields=["presence_proved_at", "active_at"])
        signed = _signed(acting, session, side, now)
        publish(session.topic, "presence", {})
        return act(signed)


def _signed(acting: Acting, session: AssistedSession, side: Side, now: datetime.datetime) -> Acting:
    """The right to send is there within this transaction only: nobody else ever uses it."""
    if side is Side.PERSON:
        hers = acting.beside(selectors.beside(session, acting, now=now))
        note(hers, PROVE, session, now)
        return hers.signing()
    if acting.purpose is None:
        raise Hidden
    reopened = file_to_act_on(acting, session.person_id, acting.purpose, now=now)
    if reopened.authority.kind is not AuthorityKind.SESSION:
        raise Hidden
    note(acting, SIGN, session, now)
    return _to_send(reopened).signing()


def send_code(acting: Acting, now: datetime.datetime) -> None:
    """An SMS to her. Raises AlreadyOver, NoAccount, and of `factors` NoPhone, TooManyMessages."""
    session = _at_her_screen(acting, now)
    if session is None:
        raise AlreadyOver
    factors.send_code(VISITOR, user_id=her_account(session), now=now)


def _at_her_screen(file: Acting, now: datetime.datetime) -> AssistedSession | None:
    """The session of this browser, where this is the screen at which she sits, and the file is hers."""
    session = selectors.current(file, now=now)
    if session is None or session.person_id != file.person_id:
        return None
    return session if selectors.side_of(session, file) is selectors.proves_on(session) else None


def _to_send(file: Acting) -> Acting:
    return dataclasses.replace(file, authority=dataclasses.replace(file.authority, reach=Reach.SEND))


def _words(session: AssistedSession, *, on_his: bool) -> str:
    if on_his:
        said = _("%(person)s, only you file this. Look at it once more, then sign with a code that only you have.")
        return said % {"person": session.person.name}
    name = session.helper.name if session.helper else ""
    return _("%(helper)s is with you. Only you send this: sign it yourself.") % {"helper": name}


def _nothing_to_sign_with(*, on_his: bool) -> str:
    if on_his:
        return _("The person has no code left to sign with. The desk of her office prints a new list. It stays here.")
    return _(
        "You have nothing to sign with yet. It stays here as it is. End the session: then you send it with your own "
        "log-in."
    )


SIGNER = Signer(ask=ask, ready=ready, sign=sign, send_code=send_code)
