"""Codes: made by chance, kept as hashes, compared in constant time."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from tandem.foundation.codes import hash_in_list
from tandem.identity.factors.models import ListCode, SentCode
from tandem.identity.factors.rules import DIGITS, LETTERS, LIST_CODE_LENGTH


def six_digits() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def list_code() -> str:
    """35 bits: nobody guesses one in the attempts that the lock leaves."""
    rest = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LIST_CODE_LENGTH - 1))
    return secrets.choice(LETTERS) + rest


def hash_of_sent(sent: SentCode, code: str) -> str:
    """The hash belongs to one account, one use, one phone and one moment: moved to another row it opens nothing."""
    facts = f"{sent.user_id}/{sent.use}/{sent.phone}/{sent.sent_at.timestamp()}/{code}"
    return salted_hmac("factors.sent_code", facts, algorithm="sha256").hexdigest()


def opens_sent(sent: SentCode, code: str) -> bool:
    return constant_time_compare(sent.code_hash, hash_of_sent(sent, code))


def opens_listed(line: ListCode, code: str) -> bool:
    return constant_time_compare(line.code_hash, hash_in_list(line.code_list.key, line.number, code))
