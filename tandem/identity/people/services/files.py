import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import begin_file, record
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.selectors import is_of_kind, office_of_counsellor
from tandem.identity.people.models import Person
from tandem.identity.people.services.data import refuse_typists_address


class NotACounsellor(Refusal):
    message = _("This membership is not one of a regional office that counts today. Choose somebody who works there.")


class NotAFund(Refusal):
    message = _("This organisation is not an unemployment fund. Choose one from the list.")


class HasAnAccount(Refusal):
    message = _("This person has an account already. Nothing was changed.")


@transaction.atomic
def register_person(
    acting: Acting,
    *,
    given_name: str,
    family_name: str,
    language: Language,
    canton: str,
    now: datetime.datetime,
    birth_date: datetime.date | None = None,
    person_number: str | None = None,
    avs_number: str | None = None,
    email: str = "",
    phone: str = "",
    street: str = "",
    postal_code: str = "",
    locality: str = "",
) -> Acting:
    """Begin the file of a person who came to an office; returns `acting` with that file open for assignment.

    A counsellor's own office becomes the person's. Raises Hidden for whoever has no duty to begin files,
    NotHerAddress for the typist's own e-mail address, ValidationError for facts that cannot stand (an AVS number that
    is taken or mistyped).
    """
    refuse_typists_address(acting, email)
    person = Person(
        given_name=given_name,
        family_name=family_name,
        language=language,
        canton=canton,
        birth_date=birth_date,
        person_number=person_number or None,
        avs_number=avs_number or None,
        email=email,
        phone=phone,
        street=street,
        postal_code=postal_code,
        locality=locality,
        office_id=acting.organisation_id if acting.capacity is Capacity.COUNSELLOR else None,
    )
    person.full_clean()
    person.save()
    file = begin_file(acting, person.pk, Purpose.ASSIGNMENT)
    record(file, verb="people.register_person", purpose=Purpose.ASSIGNMENT, now=now)
    return file


@transaction.atomic
def assign_counsellor(acting: Acting, *, membership_id: int, now: datetime.datetime) -> None:
    """Put a counsellor, and her office, in charge of the opened file (`Purpose.ASSIGNMENT`).

    The counsellor before loses her way to the file at once. Raises NotACounsellor.
    """
    person = _locked(acting.file(Purpose.ASSIGNMENT))
    office_id = office_of_counsellor(membership_id, on=day_of(now))
    if office_id is None:
        raise NotACounsellor
    person.counsellor_id, person.office_id = membership_id, office_id
    person.save(update_fields=["counsellor", "office"])
    record(
        acting,
        verb="people.assign_counsellor",
        purpose=Purpose.ASSIGNMENT,
        object_type="organisations.Membership",
        object_id=membership_id,
        now=now,
    )


@transaction.atomic
def choose_fund(acting: Acting, *, organisation_id: int, now: datetime.datetime) -> None:
    """The unemployment fund that the person chooses (LACI 20 al. 1), or the office notes for her. Raises NotAFund."""
    purpose = Purpose.PERSONAL_DATA if acting.is_own_file else Purpose.ASSIGNMENT
    person = _locked(acting.file(purpose))
    if not is_of_kind(organisation_id, OrganisationKind.FUND):
        raise NotAFund
    person.fund_id = organisation_id
    person.save(update_fields=["fund"])
    record(
        acting,
        verb="people.choose_fund" if acting.is_own_file else "people.note_fund",
        purpose=purpose,
        object_type="organisations.Organisation",
        object_id=organisation_id,
        now=now,
    )


@transaction.atomic
def connect_account(acting: Acting, *, user_id: int, now: datetime.datetime) -> None:
    """Join a person and her account: from now on she opens her own file. Raises HasAnAccount."""
    person = _locked(acting.file(Purpose.ASSIGNMENT))
    if person.user_id is not None:
        raise HasAnAccount
    person.user_id = user_id
    person.save(update_fields=["user"])
    record(acting, verb="people.connect_account", purpose=Purpose.ASSIGNMENT, now=now)


def follow_account_language(acting: Acting, *, language: Language, now: datetime.datetime) -> None:
    """Letters and messages to the person use the language that she chose in her account."""
    if acting.user_id is None:
        return
    Person.objects.filter(user_id=acting.user_id).update(language=language)


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person_id)


class HasAFile(Refusal):
    message = _("Your account is joined to a file already. Nothing was changed.")


class NotRecognised(Refusal):
    # The same for an unknown number and for a wrong date: nobody learns which numbers exist.
    message = _(
        "We find no file with this number and this date of birth. Nothing was changed. Compare both with the letter"
        " from your office. If they are the same there, its desk can help."
    )


class JoinedAlready(Refusal):
    message = _(
        "This file is joined to another account already. It is safe. Log in with that account, or ask the desk of"
        " your office: it can open the way for you."
    )


@transaction.atomic
def join_account(acting: Acting, *, person_number: str, birth_date: datetime.date, now: datetime.datetime) -> Acting:
    """The account at the keyboard belongs to the person whose number (8 digits) and birth date these are.

    Returns `acting` with her own file open for her personal data. The verb that calls counts attempts and writes the
    ledger. Raises NotRecognised, JoinedAlready, HasAFile.
    """
    if acting.user_id is None:
        raise ValueError("a visitor has no account that could be joined")
    if Person.objects.filter(user_id=acting.user_id).exists():
        raise HasAFile
    people = Person.objects.select_for_update(of=("self",)).order_by("pk")
    person = people.filter(person_number=person_number, birth_date=birth_date).first()
    if person is None:
        raise NotRecognised
    if person.user_id is not None:
        raise JoinedAlready
    person.user_id = acting.user_id
    person.save(update_fields=["user"])
    return acting.herself(person.pk, Purpose.PERSONAL_DATA)
