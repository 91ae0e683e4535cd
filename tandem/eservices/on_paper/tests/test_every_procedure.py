"""Whatever is declared can be done on paper: each form is printed, fits on its pages, and is tagged."""

import datetime

import pytest
from django.utils.translation import override

from tandem.eservices.on_paper import printing, reading, rules
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.models import Draft
from tandem.eservices.procedures.selectors import sheet_of
from tandem.eservices.procedures.tests.factories import own_file
from tandem.facilities.receipts.rules import with_check_sign
from tandem.foundation.languages import Language
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory

CODE = with_check_sign("3" * 15)
SUBJECT = {SubjectKind.MONTH: "2026-03", SubjectKind.ONCE: "", SubjectKind.EVENT: "2026-03-09"}
# More than these, and something was printed that nobody reads: each country with its papers once took 17 pages.
MOST_PAGES = {"registration.registration": 6, "efforts.proof": 7, "claims.benefit": 10, "declarations.monthly": 8}


@pytest.mark.parametrize("language", [Language.DE, Language.FR])
@pytest.mark.parametrize("procedure", registry.everything(), ids=lambda one: f"{one.key} {one.version}")
def test_prints(db, procedure, language):
    person = PersonFactory(with_account=True, large_print=True)
    file = own_file(person, purpose=procedure.purpose)
    draft = Draft(
        person=person,
        key=procedure.key,
        version=procedure.version,
        subject=SUBJECT[procedure.subject],
        began_at=NOON - datetime.timedelta(days=1),
    )
    with override(language):
        sheet = sheet_of(file, draft, now=NOON)
        content, pages = printing.form(sheet, code=CODE, answers={}, addresses=[], now=NOON)

    assert b"pdfuaid" in content
    assert pages <= MOST_PAGES.get(procedure.key, 3)
    assert [page for one in reading.pictures(content) for page in one.codes] == [
        rules.read_page_text(rules.page_text(CODE, page)) for page in range(1, pages + 1)
    ]
