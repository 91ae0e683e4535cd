"""Second factors in words."""

import dataclasses
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.foundation.sending.enums import State
from tandem.identity.factors import selectors
from tandem.identity.factors.enums import CodeUse, Factor
from tandem.identity.factors.rules import FEW_CODES, grouped
from tandem.identity.factors.types import Way


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """A factor that one can add: what it is good for, in one sentence, and where."""

    factor: Factor
    sentence: str | Promise
    page: str


OFFERS = (
    Offer(Factor.SMS, _("We send a code of 6 digits to your mobile phone. Any phone will do."), "factors:phone"),
    Offer(Factor.APP, _("An app on your phone shows a code. It works without a network."), "factors:app"),
    Offer(
        Factor.KEY,
        _("A small key that you plug in, or the finger, face or PIN of your device. The safest way."),
        "factors:key",
    ),
    Offer(
        Factor.LIST,
        _("A sheet of paper with 24 codes. Good if you have neither a phone nor a computer of your own."),
        "factors:list",
    ),
    Offer(Factor.RECOVERY, _("Codes for the day when you have lost everything else."), "factors:recovery"),
)


def ways(user_id: int) -> list[Way]:
    return selectors.ways_of(user_id)


def offers(found: list[Way]) -> list[Offer]:
    """What may still be added: several keys, one of everything else; recovery codes once there is something else."""
    has = {way.factor for way in found}
    return [
        offer
        for offer in OFFERS
        if offer.factor is Factor.KEY or (offer.factor not in has and (offer.factor is not Factor.RECOVERY or has))
    ]


def delivery(user_id: int, use: CodeUse = CodeUse.LOG_IN) -> dict[str, Any]:
    """What the page says about the code on its way."""
    state = selectors.delivery_of(user_id, use)
    return {"was_sent": state is not None, "failed": state is State.FAILED}


def is_scarce(way: Way) -> bool:
    return way.left is not None and way.left <= FEW_CODES


def spoken_secret(secret: str) -> str:
    """The key of an app in groups, as one types it."""
    return grouped(secret)
