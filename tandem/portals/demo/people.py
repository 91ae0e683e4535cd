"""Who lives in the demo. All invented: names, companies, addresses."""

import dataclasses
import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.factors.enums import Factor
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind
from tandem.identity.organisations.types import LicenceFacts

# The same for everybody: a demo hides nothing. Production does not have this feature.
PASSWORD = "zwei-raeder-ein-weg"  # noqa: S105


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An organisation of the demo."""

    kind: OrganisationKind
    name: str
    street: str
    postal_code: str
    locality: str
    canton: str
    phone: str
    email: str
    uid: str | None = None
    fund_number: str | None = None
    licence: LicenceFacts | None = None

    def facts(self) -> dict[str, Any]:
        """What the verb that creates organisations takes."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}


OFFICE = Place(
    kind=OrganisationKind.OFFICE,
    name="ORP/RAV Fribourg (Demo)",
    street="Musterweg 1",
    postal_code="1700",
    locality="Fribourg",
    canton="FR",
    phone="+41263050001",
    email="office@example.ch",
)
FUND = Place(
    kind=OrganisationKind.FUND,
    name="Kasse Beispiel (Demo)",
    street="Musterweg 2",
    postal_code="1700",
    locality="Fribourg",
    canton="FR",
    phone="+41263050002",
    email="fund@example.ch",
    fund_number="99001",
)
HELPER_STRUCTURE = Place(
    kind=OrganisationKind.HELPER_STRUCTURE,
    name="Werkstatt Weitblick (Demo)",
    street="Musterweg 3",
    postal_code="1630",
    locality="Bulle",
    canton="FR",
    phone="+41263050003",
    email="workshop@example.ch",
)
EMPLOYER = Place(
    kind=OrganisationKind.EMPLOYER,
    name="Bäckerei Morgenrot (Demo)",
    street="Musterweg 4",
    postal_code="3280",
    locality="Murten",
    canton="FR",
    phone="+41263050004",
    email="bakery@example.ch",
    uid="CHE990000013",
)
AGENCY = Place(
    kind=OrganisationKind.AGENCY,
    name="Stellwerk Personal (Demo)",
    street="Musterweg 5",
    postal_code="3012",
    locality="Bern",
    canton="BE",
    phone="+41263050005",
    email="agency@example.ch",
    uid="CHE990000119",
    licence=LicenceFacts(number="BE-99001", authority="BE", valid_from=datetime.date(2020, 1, 1)),
)
PROVIDER = Place(
    kind=OrganisationKind.PROVIDER,
    name="Atelier Passerelle (Demo)",
    street="Musterweg 6",
    postal_code="1752",
    locality="Villars-sur-Glâne",
    canton="FR",
    phone="+41263050006",
    email="courses@example.ch",
)
OPERATOR = Place(
    kind=OrganisationKind.OPERATOR,
    name="Tandem Betrieb (Demo)",
    street="Musterweg 7",
    postal_code="3003",
    locality="Bern",
    canton="BE",
    phone="+41263050007",
    email="operator@example.ch",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody to try Tandem as. Members have a `place`; jobseekers have none."""

    username: str
    name: str
    role: str | Promise
    story: str | Promise
    language: Language
    place: Place | None = None
    membership_role: MemberRole = MemberRole.MEMBER
    # As what somebody helps who stands alone.
    helps: HelperKind | None = None
    birth_date: datetime.date | None = None
    person_number: str = ""
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    locality: str = ""
    # The second factor that she uses; None for somebody who has not chosen one yet.
    factor: Factor | None = Factor.APP

    @property
    def given_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def family_name(self) -> str:
        return self.name.split(" ", 1)[1]


COUNSELLOR = Persona(
    username="claire",
    name="Claire Dumoulin",
    role=_("Counsellor"),
    story=_("Follows 150 people at the regional employment centre."),
    language=Language.FR,
    place=OFFICE,
)
COLLEAGUE = Persona(
    username="luc",
    name="Luc Favre",
    role=_("Counsellor, manager"),
    story=_("Manages the regional employment centre and stands in for Claire when she is away."),
    language=Language.FR,
    place=OFFICE,
    membership_role=MemberRole.MANAGER,
)
JOBSEEKERS = (
    Persona(
        username="nadine",
        name="Nadine Äbischer",
        role=_("Jobseeker"),
        story=_("Nurse from Murten, at ease with computers. Half of this month's efforts are noted."),
        language=Language.DE,
        birth_date=datetime.date(1986, 3, 14),
        person_number="10000001",
        email="nadine@example.ch",
        phone="+41790000001",
        factor=Factor.SMS,
        postal_code="3280",
        locality="Murten",
    ),
    Persona(
        username="selam",
        name="Selam Tekle",
        role=_("Jobseeker"),
        story=_("Cook from Bulle, speaks little French, no e-mail, no phone. What Mara made ready waits for her yes."),
        language=Language.FR,
        birth_date=datetime.date(1994, 11, 2),
        person_number="10000002",
        factor=Factor.LIST,
        postal_code="1630",
        locality="Bulle",
    ),
)
# Her office has begun her file; her account is new and belongs to nobody yet.
NEWCOMER = Persona(
    username="ana",
    name="Ana Ferreira",
    role=_("Jobseeker, first login"),
    story=_("Cleaner from Romont, has the letter with her number in hand and opens her file today."),
    language=Language.FR,
    birth_date=datetime.date(1979, 6, 21),
    person_number="10000003",
    email="ana@example.ch",
    postal_code="1680",
    locality="Romont FR",
    factor=None,
)
HELPER = Persona(
    username="mara",
    name="Mara Keller",
    role=_("Helper"),
    story=_("Insertion professional: sits beside people and never needs their password."),
    language=Language.DE,
    place=HELPER_STRUCTURE,
    membership_role=MemberRole.MANAGER,
)
HELPERS_COLLEAGUE = Persona(
    username="bruno",
    name="Bruno Rossier",
    role=_("Helper, colleague"),
    story=_("Works beside Mara. He is away next week; Mara stands in."),
    language=Language.FR,
    place=HELPER_STRUCTURE,
)
VOLUNTEER = Persona(
    username="vreni",
    name="Vreni Bächtold",
    role=_("Volunteer"),
    story=_("Retired teacher. Nadine asks her to look over what she sends; her mandate ends within days."),
    language=Language.DE,
    helps=HelperKind.VOLUNTEER,
)
RELATIVE = Persona(
    username="yonas",
    name="Yonas Tekle",
    role=_("Relative"),
    story=_("Selam's brother. He reads her letters with her and helps her to prepare the month's form."),
    language=Language.FR,
    helps=HelperKind.RELATIVE,
)
EXPECTED = Persona(
    username="teresa",
    name="Teresa Pinto",
    role=_("Jobseeker, just registered"),
    story=_("Saleswoman from Fribourg, registered some days ago. Claire expects her for the first interview."),
    language=Language.FR,
    birth_date=datetime.date(1982, 5, 17),
    email="registered2@example.com",
    postal_code="1700",
    locality="Fribourg",
)
# No persona to log in as: she has no account. What she needs, Mara does with her.
HELPED = Persona(
    username="",
    name="Besa Krasniqi",
    role=_("Jobseeker"),
    story="",
    language=Language.FR,
    birth_date=datetime.date(1988, 9, 3),
    person_number="10000046",
    postal_code="1630",
    locality="Bulle",
)
OFFICER = Persona(
    username="fabio",
    name="Fabio Bernasconi",
    role=_("Fund officer"),
    story=_("Assesses the monthly forms at the unemployment fund."),
    language=Language.IT,
    place=FUND,
)
PERSONAS = (
    *JOBSEEKERS,
    EXPECTED,
    NEWCOMER,
    HELPER,
    HELPERS_COLLEAGUE,
    VOLUNTEER,
    RELATIVE,
    COUNSELLOR,
    COLLEAGUE,
    OFFICER,
    Persona(
        username="eva",
        name="Eva Morgenthaler",
        role=_("Employer"),
        story=_("Runs a bakery and looks for people."),
        language=Language.DE,
        place=EMPLOYER,
        membership_role=MemberRole.MANAGER,
    ),
    Persona(
        username="adrian",
        name="Adrian Stettler",
        role=_("Private employment agency"),
        story=_("Places people for other employers."),
        language=Language.DE,
        place=AGENCY,
    ),
    Persona(
        username="paola",
        name="Paola Rezzonico",
        role=_("Measure provider"),
        story=_("Runs courses under a contract with the canton."),
        language=Language.FR,
        place=PROVIDER,
        membership_role=MemberRole.MANAGER,
    ),
    Persona(
        username="oliver",
        name="Oliver Brand",
        role=_("Operator"),
        story=_("Keeps the platform running; opens nobody's file."),
        language=Language.EN,
        place=OPERATOR,
    ),
)

# They registered within the last days and wait for their first interview; the last one knows when hers is.
REGISTERED = ("Aline Brodard", "Mehmet Yildiz", EXPECTED.name)

# fmt: off
GIVEN_NAMES = (
    "Anna", "Beat", "Carla", "Daniel", "Elif", "Fatou", "Gian", "Hanna", "Ivo", "Jana", "Karim", "Lea", "Marco",
    "Nora", "Oskar", "Petra", "Quentin", "Rosa", "Samir", "Tanja", "Urs", "Vera", "Walter", "Xenia", "Yves",
    "Zoé", "Amina", "Bruno", "Céline", "Dario",
)
# fmt: on
# fmt: off
FAMILY_NAMES = (
    "Ackeret", "Bongard", "Caviezel", "Dafflon", "Egger", "Favre", "Grandjean", "Hofstetter", "Imboden",
    "Jolliet", "Käser", "Lauper", "Marchon", "Niquille", "Overney", "Piller", "Quartenoud", "Raemy", "Schafer",
    "Tinguely", "Uldry", "Vonlanthen", "Wicht", "Yerly", "Zosso",
)
# fmt: on
COMPANIES = (
    ("Gasthof Lindenhof (Demo)", "3280", "Murten"),
    ("Atelier Beau-Site (Demo)", "1700", "Fribourg"),
    ("Pflegezentrum Seeblick (Demo)", "3280", "Murten"),
    ("Menuiserie du Pont (Demo)", "1630", "Bulle"),
    ("Hôtel des Alpes (Demo)", "1630", "Bulle"),
    ("Logistik Nordtor (Demo)", "3012", "Bern"),
    ("Garage du Lac (Demo)", "1470", "Estavayer-le-Lac"),
    ("Boulangerie Quatre-Vents (Demo)", "1680", "Romont FR"),
)
JOB_TITLES = (
    "Pflegefachfrau HF",
    "Cuisinière",
    "Mitarbeiterin Hauswirtschaft",
    "Employé de commerce",
    "Logistiker EFZ",
    "Vendeuse",
    "Serviceangestellter",
    "Assistante socio-éducative",
)
