"""What a page does with a form that is signed: the same on every page that sends."""

import datetime
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import SEND_CODE, SignableForm
from tandem.identity.factors.services.signing import send_signing_code, sign

Done = TypeVar("Done")


def send_signed(
    acting: Acting,
    act: Callable[[Acting], Done],
    *,
    request: HttpRequest,
    form: SignableForm,
    now: datetime.datetime,
    at: str | None = None,
    raising: type[Refusal] | tuple[type[Refusal], ...] = (),
) -> Done | None:
    """Do `act` with the opened file where the form was sent and is right, signed as `sign` does it.

    None where the page is to be shown (again): the form says why nothing was sent, a refusal at the field `at` where
    it is not about the signature; or a code is on its way and what was typed is kept. `act` reads the form's
    `cleaned_data`, and may be called twice. Not within a transaction. Raises only the refusals of `raising`, and what
    is none.
    """
    try:
        if SEND_CODE in request.POST:
            send_signing_code(acting, now=now)
            form.keep_typed()
            messages.success(request, form.code_sent)
        elif form.is_valid():
            return sign(acting, act, proof=form.proof, now=now)
    except raising:
        raise
    except Refusal as refusal:
        form.refuse(refusal, at=at)
    return None
