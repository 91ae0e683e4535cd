"""What a person reads about the acts in her file. A feature registers the sentences of its own acts."""

from django.utils.translation import gettext_lazy as _

OPENED = _("%(who)s opened your file.")
# An act whose feature has registered no sentence is shown all the same.
UNNAMED = _("%(who)s did something in your file.")
