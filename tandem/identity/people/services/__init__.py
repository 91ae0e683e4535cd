"""The verbs about a person: her file and who is in charge of it, what is known of her, who stands in."""

from tandem.identity.people.services.files import (
    HasAFile,
    HasAnAccount,
    JoinedAlready,
    NotACounsellor,
    NotAFund,
    NotRecognised,
    assign_counsellor,
    choose_fund,
    connect_account,
    follow_account_language,
    join_account,
    register_person,
)

__all__ = [
    "HasAFile",
    "HasAnAccount",
    "JoinedAlready",
    "NotACounsellor",
    "NotAFund",
    "NotRecognised",
    "assign_counsellor",
    "choose_fund",
    "connect_account",
    "follow_account_language",
    "join_account",
    "register_person",
]
