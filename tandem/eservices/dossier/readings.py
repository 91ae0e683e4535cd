"""A paper as its person is about to send it, for whoever reads it with her first."""

import datetime
import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.eservices.dossier.enums import Kind
from tandem.eservices.procedures.types import Reading, Row, Section
from tandem.facilities.documents.selectors import version
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting


def paper(acting: Acting, subject: str, now: datetime.datetime) -> Reading:
    """One version of a paper with its pages. Raises Hidden."""
    if acting.person_id is None:
        raise Hidden
    try:
        version_id = uuid.UUID(subject)
    except ValueError:
        raise Hidden from None
    file = open_file(acting, acting.person_id, Purpose.DOSSIER, now=now)
    found = version(file, version_id)
    rows = (
        Row(field="title", question=_("Name"), answer=found.title),
        Row(field="kind", question=_("Kind of document"), answer=str(Kind(found.kind).label)),
        Row(field="pages", question=_("Pages"), answer=str(found.pages)),
    )
    return Reading(
        purpose=Purpose.DOSSIER,
        title=found.title,
        sections=(Section(title=_("Your document"), rows=rows),),
        seen=payload_hash({"sha256": found.sha256, "title": found.title}).hex(),
        ready=found.is_ready,
        url=reverse("dossier:document", args=[found.document_id]),
        versions=(found,),
    )
