"""One form for each section of what is known about a person. Each says what its verb takes."""

from tandem.identity.people.enums import Section
from tandem.identity.people.forms.address import AddressForm
from tandem.identity.people.forms.base import SectionForm
from tandem.identity.people.forms.beginning import BeginningForm, DeskForm
from tandem.identity.people.forms.facts import ContactForm, IdentityForm, NeedsForm
from tandem.identity.people.forms.languages import LanguagesForm
from tandem.identity.people.forms.reach import ReachForm

FORMS: dict[Section, type[SectionForm]] = {
    Section.IDENTITY: IdentityForm,
    Section.CONTACT: ContactForm,
    Section.ADDRESS: AddressForm,
    Section.LANGUAGES: LanguagesForm,
    Section.REACH: ReachForm,
    Section.NEEDS: NeedsForm,
}

__all__ = ["FORMS", "BeginningForm", "DeskForm", "SectionForm"]
