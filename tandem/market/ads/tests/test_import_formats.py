import datetime
import json
from decimal import Decimal

import pytest

from tandem.market.ads.import_.checks import check
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.translating import translated
from tandem.market.ads.tests.small_lists import small_lists  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_lists")

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "identifier": {"@type": "PropertyValue", "name": "Muster", "value": "A-1"},
    "title": "Koch 80-100% (m/w/d)",
    "description": "<p>Wir suchen für unsere Küche eine Person.</p>",
    "hiringOrganization": {"@type": "Organization", "name": "Gasthof Muster", "sameAs": "https://www.example.ch"},
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Bern, BE", "addressCountry": "Schweiz"}},
    "datePosted": "2026-03-02",
    "validThrough": "2026-04-30T23:59",
}
AD = {
    "id": "4feae516-0000-4000-8000-000000000001",
    "status": "PUBLISHED_PUBLIC",
    "sourceSystem": "API",
    "stellennummerEgov": "300002290",
    "jobContent": {
        "numberOfJobs": "2",
        "jobDescriptions": [{"languageIsoCode": "de", "title": "Koch", "description": "# Aufgaben\n- Kochen"}],
        "company": {"name": "Muster AG", "city": "Bern", "countryIsoCode": "CH", "surrogate": "true"},
        "employment": {"permanent": True, "workloadPercentageMin": "80", "workloadPercentageMax": "100"},
        "location": {"city": "Bern", "postalCode": "3004", "countryIsoCode": "CH"},
        "occupations": [{"avamOccupationCode": "52502", "educationCode": 132}],
        "languageSkills": [{"languageIsoCode": "DE", "spokenLevel": "PROFICIENT", "writtenLevel": "BASIC"}],
        "applyChannel": {"mailAddress": "Muster AG, Postfach 12, Musterstrasse 7a, 3004 Bern"},
    },
    "publication": {"startDate": " 2026-03-02", "endDate": "2026-04-30", "publicDisplay": True},
}


def posting(**members):
    return check(translated({**POSTING, **members}))


def ad(content=None, **members):
    return check(translated({**AD, **members, "jobContent": {**AD["jobContent"], **(content or {})}}))


class TestJobPosting:
    def test_becomes_an_ad(self):
        record = posting()

        assert (record.external_id, record.source) == ("A-1", "EXTERN")
        assert record.texts[0].title == "Koch 80-100% (m/w/d)"
        assert record.texts[0].description == "Wir suchen für unsere Küche eine Person."
        assert (record.workload_min, record.workload_max) == (80, 100)
        assert (record.city, record.canton, record.country, record.commune_code) == ("Bern", "BE", "CH", "351")
        assert record.publication_ends_before == datetime.date(2026, 5, 1)
        assert (record.occupations[0].concept_id, record.occupations[0].detected) == ("cook", True)

    def test_is_known_by_its_address_or_by_what_it_says_when_it_has_no_identifier(self):
        assert posting(identifier=None, url="https://jobs.example.com/1").external_id == "https://jobs.example.com/1"
        nameless = posting(identifier=None).external_id
        assert nameless.startswith("content-")
        assert nameless == posting(identifier=None).external_id != posting(identifier=None, title="Koch").external_id

    def test_takes_a_salary_only_when_all_of_it_is_known(self):
        value = {"minValue": 4200, "maxValue": "4'800", "unitText": "MONTH"}

        whole = posting(baseSalary={"currency": "CHF", "value": value})
        half = posting(baseSalary={"value": value})

        assert (whole.salary_min, whole.salary_max, whole.salary_per) == (Decimal(4200), Decimal(4800), "MONTH")
        assert (half.salary_min, half.salary_per) == (None, "")

    @pytest.mark.parametrize(
        ("kinds", "permanent", "workload"),
        [
            ("FULL_TIME", None, (100, 100)),
            (["FULL_TIME", "TEMPORARY"], False, None),
            ("PERMANENT", True, None),
            (None, None, None),
        ],
    )
    def test_reads_the_kind_of_employment(self, kinds, permanent, workload):
        record = posting(title="Koch", employmentType=kinds)

        assert record.permanent is permanent
        assert ((record.workload_min, record.workload_max) if record.workload_min else None) == workload

    @pytest.mark.parametrize(
        ("location", "expected"),
        [
            ({"address": {"addressLocality": "Berlin, Germany"}}, ("Berlin, Germany", "", "DE")),
            ({"address": {"addressLocality": "Valais", "addressCountry": "CH"}}, ("", "VS", "CH")),
            ({"address": {"addressLocality": "ganze Schweiz", "addressCountry": "CH"}}, ("", "", "CH")),
            ({"address": {"addressLocality": "unknown, unknown", "addressCountry": "CH"}}, ("", "", "CH")),
            ({"address": {"addressLocality": "Liechtenstein", "addressCountry": "CH"}}, ("Liechtenstein", "", "LI")),
            (
                [{"address": {"addressLocality": "Paris", "addressCountry": "FR"}}, {"address": "Sion, Suisse"}],
                ("Sion", "VS", "CH"),
            ),
            ("Bern", ("Bern", "BE", "CH")),
            (None, ("", "", "")),
        ],
    )
    def test_finds_its_place(self, location, expected):
        record = posting(jobLocation=location)

        assert (record.city, record.canton, record.country) == expected

    def test_takes_codes_of_occupations(self):
        isco = posting(title="Allrounder", occupationalCategory=[{"inCodeSet": "ISCO-08", "codeValue": "5120"}])
        chisco = posting(title="Allrounder", additionalProperty=[{"name": "ch_isco_19", "value": ["22210"]}])

        assert (isco.occupations[0].isco_code, isco.occupations[0].concept_id) == ("5120", "")
        assert chisco.occupations[0].chisco_code == "22210"

    def test_a_script_in_the_title_is_gone(self):
        assert posting(title="Koch <script>alert(1)</script>&amp; Köchin").texts[0].title == "Koch & Köchin"

    @pytest.mark.parametrize(
        ("members", "field", "reason"),
        [
            ({"title": None}, "title", "The title is missing"),
            ({"title": " \x00 "}, "title", "The title is missing"),
            ({"title": ["Koch"]}, "title", "A text is expected here, not a list"),
            ({"title": "x" * 300}, "title", "at most 255"),
            ({"description": {"text": "x"}}, "description", "not an object"),
            ({"description": "x" * 60_000}, "description", "at most 50,000"),
            ({"datePosted": "2026-13-40"}, "datePosted", "is not a date"),
            ({"validThrough": "2026-01-01"}, "publication", "before it starts"),
            ({"totalJobOpenings": "many"}, "totalJobOpenings", "not a whole number"),
            ({"inLanguage": "es", "title": "Cocinero", "description": ""}, "inLanguage", "none of de, fr, it and en"),
            (
                {"baseSalary": {"currency": "CHF", "value": {"minValue": 9, "maxValue": 1, "unitText": "HOUR"}}},
                "baseSalary",
                "backwards",
            ),
            ({"jobLocation": {"address": {"addressLocality": {"x": 1}}}}, "addressLocality", "A text is expected"),
        ],
    )
    def test_says_what_is_wrong(self, members, field, reason):
        with pytest.raises(Rejected) as rejected:
            posting(**members)

        assert rejected.value.field == field
        assert reason in rejected.value.reason


class TestJobRoomAd:
    def test_becomes_an_ad(self):
        record = ad()

        assert (record.external_id, record.source, record.status) == (AD["id"], "API", "PUBLISHED_PUBLIC")
        assert (record.number_of_jobs, record.surrogate, record.permanent) == (2, True, True)
        assert (record.workload_min, record.workload_max) == (80, 100)
        assert (record.publication_starts_on, record.publication_ends_before) == (
            datetime.date(2026, 3, 2),
            datetime.date(2026, 5, 1),
        )
        assert (record.occupations[0].avam_code, record.occupations[0].education_code) == ("52502", "132")
        assert record.occupations[0].concept_id == "builder"
        assert record.language_skills[0].language_code == "de"
        assert (record.city, record.canton, record.latitude) == ("Bern", "BE", 46.96)

    def test_reads_the_postal_address(self):
        channel = ad().apply_channel

        assert (channel.post_name, channel.post_street, channel.post_house_number) == (
            "Muster AG",
            "Musterstrasse",
            "7a",
        )
        assert (channel.post_box_number, channel.post_postal_code, channel.post_city) == ("12", "3004", "Bern")

    def test_an_email_where_the_postal_address_belongs_is_an_email(self):
        channel = ad({"applyChannel": {"mailAddress": "jobs@example.ch"}}).apply_channel

        assert (channel.email, channel.mail_address) == ("jobs@example.ch", "")

    @pytest.mark.parametrize(
        "coordinates", [{"longitude": "8.47", "latitude": "47.36"}, {"lon": "8.47", "lat": 47.36}]
    )
    def test_knows_both_spellings_of_coordinates(self, coordinates):
        record = ad({"location": {"city": "Nirgendwo", "countryIsoCode": "CH", "coordinates": coordinates}})

        assert (record.longitude, record.latitude) == (8.47, 47.36)

    def test_what_is_confidential_stays_apart(self):
        record = ad(employer={"name": "Geheim AG"}, contact={"lastName": "Intern", "email": "intern@example.ch"})

        assert (record.confidential.employer_name, record.confidential.contact_email) == (
            "Geheim AG",
            "intern@example.ch",
        )

    def test_two_languages_of_one_reference_are_two_ads(self):
        german, french = (
            check(
                translated({"externalReference": "7", "jobDescriptions": [{"languageIsoCode": code, "title": title}]})
            )
            for code, title in (("de", "Koch"), ("fr", "Cuisinier"))
        )

        assert german.external_id != french.external_id

    @pytest.mark.parametrize(
        ("content", "members", "field", "reason"),
        [
            ({"employment": {"workForms": ["SHIFTWORK"]}}, {}, "employment.workForms", "did you mean SHIFT_WORK"),
            ({"employment": {"workloadPercentageMin": 100, "workloadPercentageMax": 80}}, {}, "workload", "backwards"),
            ({"employment": {"permanent": True, "shortEmployment": True}}, {}, "employment", "permanent and to last"),
            (
                {"employment": {"startDate": "2026-05-01", "endDate": "2026-04-01"}},
                {},
                "employment",
                "before it starts",
            ),
            ({"languageSkills": [{"languageIsoCode": "xx"}]}, {}, "languageSkills[0].languageIsoCode", "not known"),
            ({"company": "Muster AG"}, {}, "company", "An object is expected"),
            ({"jobDescriptions": []}, {}, "title", "no text"),
            ({"jobDescriptions": [{"languageIsoCode": "de"}]}, {}, "title", "The title is missing"),
            ({}, {"status": "PUBLISHED"}, "status", "did you mean PUBLISHED_PUBLIC"),
            ({}, {"status": "CANCELLED"}, "cancellationCode", "does not say when and why"),
            ({}, {"status": "PUBLISHED_RESTRICTED"}, "reportingObligation", "not under the reporting obligation"),
            (
                {},
                {"status": "PUBLISHED_RESTRICTED", "reportingObligation": "true"},
                "reportingObligationEndDate",
                "until when",
            ),
        ],
    )
    def test_says_what_is_wrong(self, content, members, field, reason):
        with pytest.raises(Rejected) as rejected:
            ad(content, **members)

        assert rejected.value.field == field
        assert reason in rejected.value.reason


def test_something_else_is_no_ad():
    for raw in ({}, {"@type": "Person", "name": "x"}, {"status": "INSPECTING"}):
        with pytest.raises(Rejected, match=r"neither a schema\.org JobPosting nor a Job-Room ad"):
            translated(json.loads(json.dumps(raw)))
