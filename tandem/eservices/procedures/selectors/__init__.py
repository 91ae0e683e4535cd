"""Questions to the forms: what there is to do, a draft as it stands, what was filed."""

from tandem.eservices.procedures.review import Review, compose
from tandem.eservices.procedures.selectors.documents import (
    Documents,
    documents_asked,
    documents_handed_in,
    documents_of,
    handed_in_of,
)
from tandem.eservices.procedures.selectors.drafts import (
    answers_at,
    area_of_draft,
    begun_draft,
    draft_of,
    file_for,
    file_of_draft,
    history_of,
    last_filing,
    may_file,
    procedure_for,
    sheet_in,
    sheet_of,
    start_of,
)
from tandem.eservices.procedures.selectors.filed import (
    all_filed,
    answers_filed,
    answers_of,
    content_of,
    export,
    filing_of,
    filings_of,
    history_of_filing,
    how_made,
    may_still,
)
from tandem.eservices.procedures.selectors.mine import my_procedures, to_bring
from tandem.eservices.procedures.selectors.received import filings_that_count, received
from tandem.eservices.procedures.sheet import Sheet

__all__ = [
    "Documents",
    "Review",
    "Sheet",
    "all_filed",
    "answers_at",
    "answers_filed",
    "answers_of",
    "area_of_draft",
    "begun_draft",
    "compose",
    "content_of",
    "documents_asked",
    "documents_handed_in",
    "documents_of",
    "draft_of",
    "export",
    "file_for",
    "file_of_draft",
    "filing_of",
    "filings_of",
    "filings_that_count",
    "handed_in_of",
    "history_of",
    "history_of_filing",
    "how_made",
    "last_filing",
    "may_file",
    "may_still",
    "my_procedures",
    "procedure_for",
    "received",
    "sheet_in",
    "sheet_of",
    "start_of",
    "to_bring",
]
