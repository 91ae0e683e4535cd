"""A signature on a page that sends something. `docs/components.md` shows the lines to write."""

from typing import Any

from django import template

from tandem.identity.factors.registry import SignableForm

register = template.Library()


@register.inclusion_tag("factors/_signature_fields.html")
def signature_fields(form: SignableForm) -> dict[str, Any]:
    """Who signs, and the field for a code or a password, before the form's buttons; nothing where nobody has to."""
    asks = form.signature.ask_key if form.signature else None
    return {"form": form, "signature": form.signature, "options": asks() if asks else None}


@register.inclusion_tag("factors/_signature_buttons.html")
def signature_buttons(form: SignableForm) -> dict[str, Any]:
    """Beside the button that sends: the same with a key, and a code by SMS. The form tag has `{% signature_key %}`."""
    return {"signature": form.signature, "has_key": bool(signature_key(form))}


@register.simple_tag
def signature_key(form: SignableForm) -> str:
    """For the form's `data-key`: "get" where a key may sign, and a script asks for it."""
    return "get" if form.signature and form.signature.ask_key else ""
