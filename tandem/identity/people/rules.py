"""Numbers that identify a person, how she is reached, how long a colleague stands in. No database."""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence

from stdnum.ch import ssn
from stdnum.exceptions import ValidationError

from tandem.foundation import phones
from tandem.identity.people.enums import Channel

Value = str | bool | datetime.date | Sequence[str] | None


def avs_number(text: str) -> str:
    """The 13 digits of an AVS number, however it was typed ("756.9217.0769.85" or without points).

    756, nine digits, one check digit (RAVS/AHVV art. 133, EAN-13). Raises ValueError for anything else.
    """
    try:
        digits: str = ssn.compact(text)
        ssn.validate(digits)
    except ValidationError as wrong:
        raise ValueError("no AVS number") from wrong
    return digits


def formatted(avs_digits: str) -> str:
    """As on the card: 756.9217.0769.85."""
    return ssn.format(avs_digits)


# Longer than this it is no absence any more: the files get another counsellor.
LONGEST_STAND_IN = datetime.timedelta(days=184)


def channel_order(
    preferred: Sequence[Channel], *, reserved: bool, account: bool, email: str, phone: str, address: bool
) -> tuple[Channel, ...]:
    """The channels to try, the first one first; empty when only the desk is left.

    What the person said counts. While she has said nothing: what reaches out to her before what waits for her.
    Somebody on paper and at the desk only is never written to by a machine, whatever stands in the order.
    """
    usable = {
        Channel.EMAIL: bool(email),
        Channel.LETTER: address,
        Channel.SMS: phones.takes_sms(phone),
        Channel.SCREEN: account,
    }
    wanted = preferred or [channel for channel, is_usable in usable.items() if is_usable]
    return tuple(channel for channel in wanted if not (reserved and channel.is_digital))


def unusable(
    channels: Sequence[Channel], *, account: bool, email: str, phone: str, address: bool, helper: bool
) -> Channel | None:
    """The first channel that lacks what it uses: an account, an e-mail address, a phone that takes SMS, a helper."""
    usable = {
        Channel.SCREEN: account,
        Channel.EMAIL: bool(email),
        Channel.SMS: phones.takes_sms(phone),
        Channel.LETTER: address,
        Channel.VIA_HELPER: helper,
    }
    return next((channel for channel in channels if not usable[channel]), None)


def state_of(values: Mapping[str, Value]) -> str:
    """A short mark of what some fields hold; another one as soon as one of them holds something else.

    A page carries it, so that the verb can tell whether somebody else has changed the same fields meanwhile.
    """
    text = json.dumps({name: values[name] for name in sorted(values)}, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Where everybody may have an address: the same domain says nothing about who typed it.
_PUBLIC_MAIL = frozenset(
    """
    aol.com bluemail.ch bluewin.ch free.fr gmail.com gmx.ch gmx.de gmx.net googlemail.com hispeed.ch hotmail.ch
    hotmail.com hotmail.fr icloud.com laposte.net libero.it live.com mail.ru me.com msn.com netplus.ch orange.fr
    outlook.com outlook.fr posteo.ch posteo.de proton.me protonmail.ch protonmail.com quickline.ch sunrise.ch
    swissonline.ch ticino.com tuta.com ukr.net vtxmail.ch web.de wp.pl yahoo.com yahoo.de yahoo.fr yandex.ru
    """.split()  # noqa: SIM905 - read as a paragraph
)


def is_typists_address(typed: str, own: str) -> bool:
    """Whether an e-mail address given as somebody else's is the typist's own, or one of her organisation's domain.

    Whoever fills in a form in another's place tends to write her own address; the person then gets no message, and a
    reset of the password goes to the wrong one. Domains of public mail services count for nothing.
    """
    typed, own = typed.strip().casefold(), own.strip().casefold()
    if not typed or not own:
        return False
    if typed == own:
        return True
    domain, at = typed.rpartition("@")[2], own.rpartition("@")[2]
    return at not in _PUBLIC_MAIL and (domain == at or domain.endswith(f".{at}"))


def may_stand_in(starts_on: datetime.date, ends_before: datetime.date, *, today: datetime.date) -> bool:
    """Whether a stand-in may be set for these days (the end excluded): never for days that are over."""
    return today <= starts_on < ends_before <= starts_on + LONGEST_STAND_IN
