"""Sentences of Django's own forms that our catalogues say again: Django's Italian is on first-name terms."""

from django.utils.translation import gettext_lazy as _

SAID_AGAIN = (
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _("Enter a valid URL."),
)
