"""The pages on which she asks her employers, which whoever helps her may see with her."""

from django.utils.translation import gettext_lazy as _

from tandem.eservices.certificates.forms import AskEmployer
from tandem.foundation.shared_pages import add


def tell() -> None:
    add("certificates:ask", _("Ask an employer for the certificate"), AskEmployer, has_place=True)
    add("certificates:month", _("Certificates of employers"))
    add("certificates:one", _("The certificate of an employer"))
