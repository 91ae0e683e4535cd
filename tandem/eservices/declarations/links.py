"""What the monthly form adds to the engine's page of documents."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tandem.eservices.declarations.enums import Asked
from tandem.eservices.declarations.monthly import KEY
from tandem.eservices.procedures.types import DocumentAsked
from tandem.foundation.months import MonthConverter
from tandem.identity.access.types import Acting


def ask_employer(request: HttpRequest, *, draft: Any, asked: DocumentAsked, file: Acting) -> SafeString:
    """Instead of a paper: the employer states it here. For the person herself, who alone can ask him."""
    if draft.key != KEY or asked.kind != Asked.EARNINGS_CERTIFICATE or not file.is_own_file:
        return SafeString("")
    context = {"month": MonthConverter().to_python(draft.subject), "employer": asked.about}
    return SafeString(render_to_string("declarations/_ask_employer.html", context, request))
