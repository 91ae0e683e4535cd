"""Server time of each step of a log-in with password and code, the password hash aside; beside an empty page."""

import base64
import secrets
import time
from collections.abc import Callable, Iterator

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.project.bench.access import p95
from tandem.project.bench.report import Figure, Report

STEP_MILLISECONDS = 30.0
# Its cost is chosen, not measured: it shall be slow.
_FAST_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def measure(report: Report, people: int) -> None:
    """`people`: how many log in, once each: a code of the app counts once."""
    with override_settings(PASSWORD_HASHERS=_FAST_HASH, ALLOWED_HOSTS=["testserver"]):
        ready = [_person(number) for number in range(people + 5)]
        for user, secret in ready[:5]:  # the first requests of a process load templates and catalogues
            dict(_steps(user, secret))
        taken: dict[str, list[float]] = {}
        for user, secret in ready[5:]:
            for step, spent in _steps(user, secret):
                taken.setdefault(step, []).append(spent)
    empty = p95(taken.pop("empty page"))
    for step, milliseconds in taken.items():
        slowest = p95(milliseconds)
        report.add(
            Figure(
                f"log-in, {step}: p95",
                slowest,
                "ms",
                f"<= {STEP_MILLISECONDS:g} ms",
                slowest <= STEP_MILLISECONDS,
                empty,
                "empty page p95",
            )
        )


def _person(number: int) -> tuple[User, str]:
    user: User = UserFactory.create(username=f"bench-{number}", with_password=True)
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    TOTP.activate(user, secret)
    return user, secret


def _steps(user: User, secret: str) -> Iterator[tuple[str, float]]:
    """Each step with its milliseconds. Raises RuntimeError when somebody does not come in."""
    # Many people, as many addresses: one address is slowed down after a hundred attempts.
    client = Client(REMOTE_ADDR=f"10.0.{user.pk // 250 % 250}.{user.pk % 250 + 1}")
    page, code_page = reverse("account_login"), reverse("factors:log_in")
    yield "empty page", _timed(lambda: client.get("/de/empty/"))
    yield "page of the password", _timed(lambda: client.get(page))
    yield "password", _timed(lambda: client.post(page, {"login": user.username, "password": PASSWORD}))
    yield "page of the code", _timed(lambda: client.get(code_page))
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    yield "code", _timed(lambda: client.post(code_page, {"code": code}))
    if "_auth_user_id" not in client.session:
        raise RuntimeError("the log-in that is measured failed")


def _timed(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return (time.perf_counter() - started) * 1000
