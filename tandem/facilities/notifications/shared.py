"""Her messages, which whoever helps her may have before him at his own address."""

from django.utils.translation import gettext_lazy as _

from tandem.foundation.shared_pages import add


def tell() -> None:
    add("notifications:inbox", _("My messages"), of_person="notifications:inbox_of")
    add("notifications:message", _("A message"), of_person="notifications:message_of")
