"""How the demo's people log in: somebody uses each second factor, and the page of personas says what it shows now.

A real account's codes are on a phone or on paper and nowhere else. Those of invented people are derived from their
names, or noted in the demo's own folder.
"""

import base64
import dataclasses
import datetime
import hashlib
import json
import re
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from tandem.foundation.sending.selectors import text_of
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.accounts.selectors import account_of
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.rules import STEP, grouped
from tandem.identity.factors.selectors import has_second_factor, next_line
from tandem.identity.factors.services import add_app, begin_phone, confirm_phone, make_list
from tandem.portals.demo.people import PERSONAS, Persona


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """What a persona would read on her phone or paper now; empty where the code is still to be sent."""

    factor: Factor
    text: str = ""
    number: int = 0


def are_ready() -> bool:
    """Whether everybody has the second factor that she uses."""
    return all(_has_one(persona) for persona in PERSONAS if persona.factor)


def prepare(*, now: datetime.datetime) -> None:
    """Give each persona her second factor, unless she has one."""
    for persona in PERSONAS:
        acting = _account(persona)
        if persona.factor is None or _has_one(persona):
            continue
        if persona.factor is Factor.APP:
            # The code of the step before: the one on the page is still unused when somebody tries it at once.
            before = int(now.timestamp()) // STEP - 1
            add_app(acting, secret=app_secret(persona.username), code=_app_code(persona.username, before), now=now)
        elif persona.factor is Factor.SMS:
            message = begin_phone(acting, phone=persona.phone, now=now)
            confirm_phone(acting, code=_code_in(message), now=now)
        else:
            _list_file(persona).parent.mkdir(parents=True, exist_ok=True)
            _list_file(persona).write_text(json.dumps(make_list(acting, now=now).codes))


def code_now(persona: Persona, *, now: datetime.datetime) -> Code | None:
    """The code that opens her account at this moment; None for somebody without a second factor."""
    if persona.factor is Factor.APP:
        return Code(Factor.APP, grouped(_app_code(persona.username, int(now.timestamp()) // STEP), 3))
    if persona.factor is Factor.LIST:
        account = account_of(persona.username)
        line = next_line(account.pk) if account else None
        if line is None or not _list_file(persona).exists():
            return Code(Factor.LIST)
        codes = json.loads(_list_file(persona).read_text())
        return Code(Factor.LIST, grouped(codes[line.number - 1]), line.number)
    return Code(persona.factor) if persona.factor else None


def app_secret(username: str) -> str:
    """The secret of a persona's app: always the same, so that a phone can be set up once."""
    return base64.b32encode(hashlib.sha256(f"tandem demo {username}".encode()).digest()[:20]).decode()


def _app_code(username: str, step: int) -> str:
    return str(format_hotp_value(hotp_value(app_secret(username), step)))


def _code_in(message: int) -> str:
    found = re.search(r"\d{6}", text_of(message))
    assert found  # noqa: S101 - our own message
    return found.group()


def _account(persona: Persona) -> Acting:
    account = account_of(persona.username)
    assert account  # noqa: S101 - the people are loaded first
    return Acting(capacity=Capacity.SELF, user_id=account.pk)


def _has_one(persona: Persona) -> bool:
    account = account_of(persona.username)
    return account is not None and has_second_factor(account.pk)


def _list_file(persona: Persona) -> Path:
    return Path(settings.DATA_DIR) / "demo" / f"codes-of-{persona.username}.json"
