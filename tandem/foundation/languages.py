"""The four languages of the platform."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    DE = "de", _("German")
    FR = "fr", _("French")
    IT = "it", _("Italian")
    EN = "en", _("English")


# Each in itself: a reader looks for the word she knows.
OWN_NAMES = {Language.DE: "Deutsch", Language.FR: "Français", Language.IT: "Italiano", Language.EN: "English"}
