"""Codes of an app, with the moment given: django-allauth computes them, and would ask the clock itself."""

import datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.crypto import constant_time_compare

from tandem.identity.factors import rules


def code_at(secret: str, step: int) -> str:
    return format_hotp_value(hotp_value(secret, step))


def step_of(secret: str, typed: str, moment: datetime.datetime) -> int | None:
    """The step whose code `typed` is, among those that count at `moment`; all are compared, found or not."""
    matching = [step for step in rules.steps_at(moment) if constant_time_compare(code_at(secret, step), typed)]
    return matching[-1] if matching else None
