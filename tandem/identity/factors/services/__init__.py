"""The verbs of second factors. Other features need `has_second_factor` (selectors), `send_code` and
`check_second_factor`, and for keys `ask_key` and `check_key`; a page that sends needs `ask_signature` and
`send_signed`."""

from tandem.identity.factors.pdf import covering_page, print_sheet
from tandem.identity.factors.services.app import HasAnApp, add_app, new_secret
from tandem.identity.factors.services.check import TooManyAttempts, WrongCode, check_second_factor
from tandem.identity.factors.services.choice import LastFactor, forget_all, postpone, prefer, remove, remove_key
from tandem.identity.factors.services.keys import (
    CopiedKey,
    WrongKey,
    add_key,
    ask_key,
    check_key,
    note_key_use,
    rename_key,
)
from tandem.identity.factors.services.lists import make_list
from tandem.identity.factors.services.pages import say_yes, send_signed, ways_to_say_yes
from tandem.identity.factors.services.phone import (
    NoPhone,
    TooManyMessages,
    WrongPhone,
    begin_phone,
    confirm_phone,
    forget_sent_codes,
    send_code,
)
from tandem.identity.factors.services.recovery_codes import NothingToRecover, make_recovery_codes
from tandem.identity.factors.services.signing import (
    HELPER,
    WrongPassword,
    ask_signature,
    check_password,
    check_proof,
    send_signing_code,
    sign,
)

__all__ = [
    "HELPER",
    "CopiedKey",
    "HasAnApp",
    "LastFactor",
    "NoPhone",
    "NothingToRecover",
    "TooManyAttempts",
    "TooManyMessages",
    "WrongCode",
    "WrongKey",
    "WrongPassword",
    "WrongPhone",
    "add_app",
    "add_key",
    "ask_key",
    "ask_signature",
    "begin_phone",
    "check_key",
    "check_password",
    "check_proof",
    "check_second_factor",
    "confirm_phone",
    "covering_page",
    "forget_all",
    "forget_sent_codes",
    "make_list",
    "make_recovery_codes",
    "new_secret",
    "note_key_use",
    "postpone",
    "prefer",
    "print_sheet",
    "remove",
    "remove_key",
    "rename_key",
    "say_yes",
    "send_code",
    "send_signed",
    "send_signing_code",
    "sign",
    "ways_to_say_yes",
]
