"""Her days, which whoever helps her may see with her."""

from django.utils.translation import gettext_lazy as _

from tandem.foundation.shared_pages import add


def tell() -> None:
    add("deadlines:overview", _("Your deadlines"))
