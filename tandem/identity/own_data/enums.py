from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """In which form a person takes the copy of her data."""

    PDF = "pdf", _("To read and print (PDF)")
    JSON = "json", _("For another program (JSON)")
