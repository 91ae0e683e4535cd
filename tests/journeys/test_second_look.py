"""Two people, two browsers: one asks for a second look, the other reads and answers, the first sends herself."""

import re

import pytest

from tandem.assistance.second_look.tests.factories import READS
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.tests.factories import MARCH, answered, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.foundation.months import preceding
from tandem.identity.accounts.models import User
from tandem.identity.mandates.tests.factories import a_helper, granted
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


@pytest.fixture
def draft(person, declared):  # noqa: F811 - a fixture
    declared()
    return answered(person, subject=f"{preceding(clock.today().replace(day=1)):%Y-%m}", now=clock.now())


def writes(phone, name, words):
    """Open the place for a remark where it is closed, and write."""
    field = phone.page.locator(f"[name={name}]")
    if not field.is_visible():
        phone.page.locator("details", has=field).locator("summary").click()
    field.fill(words)


def answers(phone):
    assert "Did you work this month?" in phone.reads()
    writes(phone, "remark-l1", "Did you not work on the 3rd, too?")
    phone.choose("verdict", "again")


def test_with_a_mandate(phone_of, person, draft, javascript):
    helper = a_helper()
    granted(person, helper, READS, now=clock.now())
    hers = phone_of(person.user, javascript=javascript)
    helps = phone_of(User.objects.get(pk=helper.user_id), javascript=javascript)

    hers.open("procedures:check", draft.pk)
    hers.follow("Ask for a second look")
    hers.page.locator("[name=helper]").first.check()
    hers.fill(wish="Is the first answer right?")
    hers.go_on("Ask for the look")
    assert "Nobody has opened it yet" in hers.reads()

    helps.open("second_look:asked")
    helps.follow(person.name)
    assert "Is the first answer right?" in helps.reads()
    answers(helps)
    helps.go_on("Send my words to the person")
    assert "The person has your answer." in helps.reads()

    hers.open("procedures:check", draft.pk)
    assert "Did you not work on the 3rd, too?" in hers.reads()
    hers.open("procedures:step", draft.pk, "work")
    assert "Did you not work on the 3rd, too?" in hers.reads()
    hers.open("procedures:check", draft.pk)
    hers.go_on("File my form")
    assert "Alone, after a second look" in hers.reads()
    assert Filing.objects.get().presence == "second_look"


def test_without_a_mandate_by_a_link_that_opens_once(phone_of, person, draft, javascript):
    hers = phone_of(person.user, javascript=javascript)
    reader, another = phone_of(javascript=javascript), phone_of(javascript=javascript)

    hers.open("second_look:ask", "form", draft.pk)
    hers.page.locator("[name=helper][value=link]").check()
    hers.go_on("Ask for the look")
    link = re.search(r"http\S+/look/#\S+", hers.reads()).group()

    for phone in (reader, another):
        phone.page.goto(link)
        phone.look()
        code = link.partition("#")[2]
        if javascript:
            assert phone.page.input_value("[name=code]") == code
            assert "#" not in phone.page.url
        else:
            phone.fill(code=code)
    reader.go_on("Open it")
    another.go_on("Open it")
    assert "This link was opened already." in another.reads()

    answers(reader)
    reader.go_on("Send my words to the person")
    assert "Enter your name" in reader.reads()
    reader.fill(reader="Nina")
    reader.go_on("Send my words to the person")
    assert "Your words are with the person" in reader.reads()

    hers.open("procedures:check", draft.pk)
    assert "Nina" in hers.reads()
    hers.go_on("File my form")
    assert "Alone, after a second look" in hers.reads()
