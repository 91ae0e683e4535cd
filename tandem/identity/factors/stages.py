"""The step of the log-in between the password and the open session."""

import contextlib
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.selectors import service_holds_two_factors
from tandem.identity.factors import selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.services import send_code


class SecondFactorStage(AuthenticateStage):
    """Ask every account that has a second factor for one, whichever it is."""

    urlname = "factors:log_in"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is None or self._has_proved_enough():
            return None, True
        ways = selectors.ways_of(user.pk)
        if not any(way.factor is not Factor.RECOVERY for way in ways):
            return None, True
        if ways[0].factor is Factor.SMS:
            # The page says so when a code could not be sent, and offers the other ways.
            with contextlib.suppress(Refusal):
                send_code(VISITOR, user_id=user.pk, now=now())
        return headed_redirect_response(self.urlname), True

    def _has_proved_enough(self) -> bool:
        records = get_authentication_records(self.request, self.login.user)
        return any(map(_is_enough, records))


def _is_enough(record: dict[str, Any]) -> bool:
    """A passkey is something one has and something one is or knows; a log-in elsewhere is what its operator says.

    Its level of assurance was checked when it came back.
    """
    if record.get("method") == "socialaccount":
        return service_holds_two_factors(str(record.get("provider", "")))
    return record.get("method") == "mfa" and bool(record.get("passwordless"))
