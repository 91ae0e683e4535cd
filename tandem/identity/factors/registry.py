"""What other rooms ask a person's own hand with: a yes to a text, and a signature under what is about to be sent."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from tandem.foundation.forms.widgets import CodeInput
from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import AuthorityKind
from tandem.identity.access.services import SignatureNeeded
from tandem.identity.access.types import Acting
from tandem.identity.factors.types import Proof, Signature

Act = Callable[[Acting], Any]
# The fields of a page in which somebody signs.
PROOF = ("code", "password", "credential")
SEND_CODE = "send_code"


class NotProved(Refusal):
    """What was given to prove who somebody is does not."""


class _Proves(forms.Form):
    """A form in which somebody proves who she is, beside what she fills in."""

    def keep_typed(self) -> None:
        """Show the page again with what was typed, and complain of nothing: she has asked for a code, not to send."""
        for name, field in self.fields.items():
            if name not in PROOF:
                typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                self.initial[name] = typed
        self.is_bound = False

    @property
    def code_sent(self) -> str:
        return gettext("We have sent a code to your phone.")

    def refuse(self, refusal: Refusal, *, at: str | None = None) -> None:
        """Say why nothing was done: where it was proved, or at the field `at` where that is one of the form's.

        What was typed stays, but a code that was refused.
        """
        place = self._place() if is_about_proof(refusal) else at
        self.add_error(place if place in self.fields else None, str(refusal.message))

    def _place(self) -> str | None:
        """The field that somebody proves it in, where it is on the page."""
        raise NotImplementedError


def is_about_proof(refusal: Refusal) -> bool:
    """Whether a refusal is about who somebody is, not about what she wants."""
    return isinstance(refusal, NotProved | TooManyAttempts | SignatureNeeded)


class PresenceForm(_Proves):
    """The person's own hand: a code of her second factor, or the answer of her key. Never her password."""

    mark_optional = False  # either of them is needed: neither is optional

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("From an SMS, from your app, or from your printed list."),
        max_length=20,
        required=False,
        # Kept from the other screen: it is nobody else's to see.
        widget=CodeInput({"class": "govuk-input--width-10", "data-live-private": ""}),
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=8000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("credential") and not cleaned.get("code"):
            self.add_error("code", self.fields["code"].error_messages["required"])
        return cleaned

    def _place(self) -> str | None:
        return "code" if self.data.get("code") else None  # a page for a key alone has no field of a code


class OwnHandForm(PresenceForm):
    """A yes by her own hand. `seen` is the fingerprint of the text on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class _ProofField(forms.CharField):
    """Not optional, and yet empty where a key has signed instead: the form looks at them together."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class SignableForm(_Proves):
    """A form that sends something: where that needs a signature, it asks for one after its own fields.

    `signature` is what `factors.services.ask_signature` gave; None asks for nothing. The template shows it with
    `{% signature_fields form %}` and `{% signature_buttons form %}`.
    """

    def __init__(self, *args: Any, signature: Signature | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.signature = signature
        if signature is None:
            return
        if signature.hint:
            self.fields["code"] = _ProofField(
                label=_("Your code"), help_text=signature.hint, max_length=20, widget=_typed("code")
            )
        if signature.password:
            self.fields["password"] = _ProofField(
                label=_("Your password"), max_length=128, strip=False, widget=_typed("password")
            )
        if signature.ask_key:
            self.fields["credential"] = forms.CharField(widget=forms.HiddenInput, max_length=8000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.signature and self.signature.is_possible and not self.errors and not self._given(cleaned).is_given:
            self.add_error(self._place(), _("Sign first: nothing was sent yet."))
        return cleaned

    @property
    def may_send(self) -> bool:
        """Whether whoever has to sign has something to sign with."""
        return self.signature is None or self.signature.is_possible

    @property
    def own_fields(self) -> list[BoundField]:
        """What stands before the signature."""
        return [field for field in self.visible_fields() if field.name not in PROOF]

    @property
    def proof(self) -> Proof:
        """What was given to sign; nothing where nothing was asked."""
        return self._given(self.cleaned_data)

    @property
    def code_sent(self) -> str:
        if self.signature and self.signature.is_hers_here:
            return gettext("We have sent a code to the person's phone.")
        return super().code_sent

    def _place(self) -> str | None:
        return next((name for name in ("code", "password") if name in self.fields), None)

    def _given(self, cleaned: dict[str, Any]) -> Proof:
        return Proof(**{name: cleaned.get(name) or "" for name in PROOF})


def _typed(kind: str) -> forms.Widget:
    # Kept from the other screen: neither is anybody else's to see.
    attributes = {"class": "govuk-input--width-10", "data-live-private": ""}
    if kind == "password":
        return forms.PasswordInput({**attributes, "autocomplete": "current-password"})
    return CodeInput(attributes)


@dataclasses.dataclass(frozen=True, slots=True)
class Signer:
    """How whoever is at a keyboard signs for a file that is open on one ground.

    `ask(file, now)`: what the page asks for, None for somebody who cannot sign here. `ready(file)`: the file for an
    act that is still refused for its signature alone. `sign(file, act, proof, now)`: checks the proof, then does
    `act(signed file)`; not within a transaction. `send_code(file, now)`: an SMS to whoever signs.
    """

    ask: Callable[[Acting, datetime.datetime], Signature | None]
    ready: Callable[[Acting, datetime.datetime], Acting]
    sign: Callable[[Acting, Act, Proof, datetime.datetime], Any]
    send_code: Callable[[Acting, datetime.datetime], None]


_signers: dict[AuthorityKind, Signer] = {}


def add_signer(ground: AuthorityKind, signer: Signer) -> None:
    _signers[ground] = signer


def signer_of(file: Acting) -> Signer | None:
    """Who knows how this is signed; None where nothing must be."""
    return _signers.get(file.authority.kind) if file.must_sign else None


def signs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page whose POST takes the proof of whoever signs by itself.

    Where her presence is not proved (`Signature.may_prepare`) it writes nothing without that proof.
    """
    view.signs = True  # type: ignore[attr-defined]
    return sensitive_post_parameters(*PROOF)(view)
