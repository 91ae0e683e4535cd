"""How an SMS gateway over HTTP is spoken to, as its operator writes it down in TANDEM_SMS_HTTP (JSON)."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

_PLACEHOLDERS = re.compile(r"\{(\w*)\}")
KNOWN = ("to", "digits", "text", "key", "secret")


class Reports(BaseModel):
    """Where a delivery report says which message it is about (`reference`) and how it went (`state`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: str
    state: str
    delivered: list[str] = Field(min_length=1)
    failed: list[str] = Field(min_length=1)
    header: str = "X-Report-Secret"  # carries TANDEM_SMS_REPORT_SECRET


class Incoming(BaseModel):
    """Where a message that somebody sent to us says from which number (`sender`) and what (`text`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sender: str
    text: str
    header: str = "X-Report-Secret"  # carries TANDEM_SMS_REPORT_SECRET


class HttpDescription(BaseModel):
    """`headers` and `body` may hold {to} (+41…), {digits} (41…), {text}, {key} and {secret}.

    An answer of 2xx is a success if each path of `success` (`messages.0.status`) holds its value. `reference` is the
    path of the gateway's own reference; without it the gateway knows the message by {key}.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    method: Literal["POST", "PUT"] = "POST"
    headers: dict[str, str] = {}
    body: dict[str, Any]
    encoding: Literal["json", "form"] = "json"
    success: dict[str, str] = {}
    reference: str = ""
    seconds: float = Field(default=10, gt=0, le=60)
    reports: Reports | None = None
    incoming: Incoming | None = None

    @field_validator("url")
    @classmethod
    def _is_protected(cls, value: str) -> str:
        if not re.match(r"https://[^/@]+(/|$)|http://(127\.0\.0\.1|localhost)[:/]", value):
            raise ValueError("it must begin with https:// and hold no password")
        return value

    @field_validator("headers", "body")
    @classmethod
    def _asks_for_what_there_is(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name in _PLACEHOLDERS.findall(str(value)):
            if name and name not in KNOWN:
                raise ValueError(f"{{{name}}} is unknown, known are {', '.join(KNOWN)}")
        return value

    @field_validator("body")
    @classmethod
    def _names_to_whom_and_what(cls, value: dict[str, Any]) -> dict[str, Any]:
        named = set(_PLACEHOLDERS.findall(str(value)))
        if "text" not in named or not named & {"to", "digits"}:
            raise ValueError("it must hold {text}, and {to} or {digits}")
        return value


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """The template with its placeholders replaced in every text; a value is never looked through for placeholders."""
    if isinstance(template, str):
        return _PLACEHOLDERS.sub(lambda found: values.get(found.group(1), found.group()), template)
    if isinstance(template, Mapping):
        return {key: filled(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [filled(value, values) for value in template]
    return template


def found(answer: Any, path: str) -> str | None:
    """What stands at `messages.0.id` in an answer, as text; None where nothing, or no plain value, stands."""
    for step in path.split("."):
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    if isinstance(answer, bool):
        return str(answer).lower()
    return str(answer) if isinstance(answer, str | int) else None
