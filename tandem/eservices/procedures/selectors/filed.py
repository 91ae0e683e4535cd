"""What was filed, for its person and whoever helps her."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.codec import decode_all
from tandem.eservices.procedures.models import Answer, AskedDocument, Filing, FilingContent
from tandem.eservices.procedures.selectors.drafts import history_of
from tandem.eservices.procedures.sheet import open_form_file
from tandem.eservices.procedures.types import Answers, Still
from tandem.eservices.procedures.wording import CORRECT, WITHDRAW
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Answered
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting


def _filed(*, number: str) -> QuerySet[Filing]:
    asked = AskedDocument.objects.filter(filing_id=OuterRef("pk"))
    return with_content(Filing.objects.filter(receipt__number=number)).annotate(asked_for=Exists(asked))


_FILED = Rows(_filed, number="number")


def filing_of(acting: Acting, number: str, *, now: datetime.datetime) -> tuple[Acting, Filing]:
    """What was filed under a receipt's number, with the opened file. Raises Hidden."""
    filing = _FILED.first(number=number)
    if filing is None:
        raise Hidden
    return open_form_file(acting, filing.person_id, Purpose(filing.purpose), now=now), filing


def filings_of(file: Acting, *, key: str = "", subject: str | None = None) -> list[Filing]:
    """What was filed in the opened file for its purpose, the latest first; of one procedure or subject if named."""
    filings = _filings(person_id=file.file(), purpose=file.purpose)
    if key:
        filings = filings.filter(key=key)
    if subject is not None:
        filings = filings.filter(subject=subject)
    return list(filings)


def all_of(key: str) -> QuerySet[Filing]:
    """All filings of a procedure, whoever's: to be counted, for whether somebody has one."""
    return Filing.objects.filter(key=key)


def latest_that_counts(file: Acting, *, key: str) -> Filing | None:
    """The last filing of a procedure, for any subject, that was not taken back."""
    return _LATEST.first(person_id=file.file(), purpose=file.purpose, key=key)


def _filings(*, person_id: int, **which: Any) -> QuerySet[Filing]:
    filings = Filing.objects.of(person_id).filter(**which)
    return filings.select_related("receipt", "withdrawal", "corrected_by").order_by("-filed_at", "-pk")


_LATEST = Rows(lambda **which: _filings(withdrawal=None, **which)[:1], person_id=101, purpose="purpose", key="key")


def all_filed(acting: Acting, *, now: datetime.datetime) -> list[Filing]:
    """All that the person at the keyboard has filed, events too, the latest first; each with `title_read`, the title
    as she read it (None once it is gone). One query beside the gate's. Raises Hidden for others."""
    if acting.person_id is None:
        raise Hidden
    file = open_file(acting, acting.person_id, Purpose.PERSONAL_DATA, now=now)
    if not file.is_own_file:
        raise Hidden
    rows = Filing.objects.of(file.file()).annotate(title_read=KeyTextTransform("title", "content__text_seen"))
    related = ("receipt", "withdrawal", "corrects__receipt", "corrected_by__receipt")
    return list(rows.select_related(*related).order_by("-filed_at", "-pk"))


def content_of(filing: Filing) -> FilingContent:
    """What was filed. Raises Hidden once the time limit has passed and it is gone."""
    content = getattr(filing, "content", None)
    if content is None:
        raise Hidden
    return content


def history_of_filing(file: Acting, filing: Filing) -> list[Answer]:
    """The same of what was filed; empty once the answers are gone."""
    draft = getattr(filing, "draft", None)
    return history_of(file, draft.pk) if draft else []


def answers_of(filing: Filing) -> Answers:
    """What was filed, as Python values by question; empty once the time limit has passed."""
    content = getattr(filing, "content", None)
    return decode_all(registry.get(filing.key, filing.version).fields, content.payload["answers"]) if content else {}


def answers_filed(person_id: int, *, key: str, subject: str) -> Answers:
    """The answers of the filing that counts for a subject: the last correction, not taken back; one query."""
    filing = _COUNTS.first(person_id=person_id, key=key, subject=subject)
    return answers_of(filing) if filing else {}


_COUNTS = Rows(
    lambda *, person_id, **which: (
        Filing.objects.of(person_id)
        .filter(**which, withdrawal=None)
        .select_related("content")
        .order_by("-sequence")[:1]
    ),
    person_id=101,
    key="key",
    subject="subject",
)


def may_still(file: Acting, filing: Filing, *, now: datetime.datetime) -> Still:
    """What can be done with a filing today."""
    is_last = not hasattr(filing, "withdrawal") and not hasattr(filing, "corrected_by")
    try:
        procedure = registry.get(filing.key, filing.version)
    except LookupError:
        return Still()
    takes_back = procedure.withdrawal is not None and procedure.withdrawal(filing.info, now)
    return Still(
        correct=is_last and procedure.correction_allowed and permit(file, CORRECT) is Answered.ALLOWED,
        take_back=is_last and takes_back and permit(file, WITHDRAW) is Answered.ALLOWED,
        hers_to_take_back=is_last and takes_back and file.capacity is Capacity.HELPER,
        what_next=tuple(str(sentence) for sentence in procedure.what_next),
    )


def export(filing: Filing) -> dict[str, Any]:
    """A filing as its person takes it with her: what was sent, the text seen, who wrote what, the receipt.

    `filing` is what `filing_of` gave. Empty parts once the time limit has passed.
    """
    content = getattr(filing, "content", None)
    return {
        "receipt": {
            "number": filing.receipt.number,
            "issued_at": filing.receipt.issued_at.isoformat(),
            "sha256": filing.receipt.fingerprint,
        },
        "payload": content.payload if content else {},
        "text_seen": content.text_seen if content else {},
        "authorship": content.authorship if content else {},
    }


def with_content(filings: Any) -> Any:
    return filings.select_related(
        "receipt", "content", "withdrawal", "corrects__receipt", "corrected_by__receipt", "draft", "filed_by"
    )
