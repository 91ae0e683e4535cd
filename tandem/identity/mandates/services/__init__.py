"""The verbs of mandates. One state machine (`rules.TRANSITIONS`), whatever the channel."""

from tandem.identity.mandates.services.asking import (
    AskedToday,
    NoMobilePhone,
    PhoneIsBusy,
    TooLongForSms,
    ask_by_sms,
    ask_on_paper,
    hold_phone,
    phone_key,
)
from tandem.identity.mandates.services.consenting import NoSecondFactor, grant, refuse
from tandem.identity.mandates.services.ending import end, end_area, end_by_phone, give_back
from tandem.identity.mandates.services.helper_code import UnknownHelper, find_helper, own_code
from tandem.identity.mandates.services.paper import UnknownCode, WrongSlip, end_by_slip, note_paper
from tandem.identity.mandates.services.proposing import (
    AlreadyProposed,
    MoreThanAllowed,
    NobodyFound,
    NothingChosen,
    propose_to_helper,
    propose_to_person,
    renew,
)
from tandem.identity.mandates.services.sms import receive_sms
from tandem.identity.mandates.services.team import AlreadyNamed, name_helper, remove_helper, withdraw_helper
from tandem.identity.mandates.services.upkeep import close_expired, end_what_nobody_holds, warn
from tandem.identity.mandates.steps import AlreadyAnswered, ConflictOfInterest, NotAHelper
from tandem.identity.mandates.taking_note import NoConsent

__all__ = [
    "AlreadyAnswered",
    "AlreadyNamed",
    "AlreadyProposed",
    "AskedToday",
    "ConflictOfInterest",
    "MoreThanAllowed",
    "NoConsent",
    "NoMobilePhone",
    "NoSecondFactor",
    "NobodyFound",
    "NotAHelper",
    "NothingChosen",
    "PhoneIsBusy",
    "TooLongForSms",
    "UnknownCode",
    "UnknownHelper",
    "WrongSlip",
    "ask_by_sms",
    "ask_on_paper",
    "close_expired",
    "end",
    "end_area",
    "end_by_phone",
    "end_by_slip",
    "end_what_nobody_holds",
    "find_helper",
    "give_back",
    "grant",
    "hold_phone",
    "name_helper",
    "note_paper",
    "own_code",
    "phone_key",
    "propose_to_helper",
    "propose_to_person",
    "receive_sms",
    "refuse",
    "remove_helper",
    "renew",
    "warn",
    "withdraw_helper",
]
