"""What a page does with a form that is signed, or answered by the person's own hand: the same on every page."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest

from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors import selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.registry import SEND_CODE, OwnHandForm, SignableForm
from tandem.identity.factors.services.keys import ask_key
from tandem.identity.factors.services.phone import send_code
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
    return _answered(
        request,
        form,
        lambda: send_signing_code(acting, now=now),
        lambda: sign(acting, act, proof=form.proof, now=now),
        at=at,
        raising=raising,
    )


def say_yes(
    acting: Acting,
    yes: Callable[[dict[str, Any]], Done],
    *,
    request: HttpRequest,
    form: OwnHandForm,
    now: datetime.datetime,
) -> Done | None:
    """Do `yes` with what the form holds, where the person has sent it: the verb itself looks at her code or key.

    None where the page is to be shown (again), as `send_signed` does it.
    """
    return _answered(request, form, lambda: send_code(acting, now=now), lambda: yes(form.cleaned_data))


def ways_to_say_yes(acting: Acting) -> dict[str, Any]:
    """With what the account can say yes, for the page: by typing a code, with a key, or with nothing yet.

    Within a request: a key is asked for its answer to this very page.
    """
    found = {way.factor for way in selectors.ways_of(acting.user_id)} if acting.user_id else set()
    return {
        "may_answer": bool(found - {Factor.RECOVERY}),
        "types_codes": bool(found - {Factor.KEY}),
        "takes_sms": Factor.SMS in found,
        "options": ask_key(acting) if Factor.KEY in found else None,
    }


def _answered(
    request: HttpRequest,
    form: SignableForm | OwnHandForm,
    send: Callable[[], object],
    act: Callable[[], Done],
    *,
    at: str | None = None,
    raising: type[Refusal] | tuple[type[Refusal], ...] = (),
) -> Done | None:
    try:
        if SEND_CODE in request.POST:
            send()
            form.keep_typed()
            messages.success(request, form.code_sent)
        elif form.is_valid():
            return act()
    except raising:
        raise
    except Refusal as refusal:
        form.refuse(refusal, at=at)
    return None
