"""Ads for tests, here and in neighbours' rooms. All people and companies are invented."""

import datetime
import decimal

import factory

from tandem.market.ads.enums import AdSource, AdStatus, CancellationCode, LanguageLevel, SalaryPer, Salutation
from tandem.market.ads.models import (
    Ad,
    AdApplyChannel,
    AdCompany,
    AdConfidential,
    AdLanguageSkill,
    AdOccupation,
    AdPublicContact,
    AdText,
)

CREATED = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


class AdTextFactory(factory.django.DjangoModelFactory):
    """A German text of an ad."""

    class Meta:
        model = AdText

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory", text=None)
    language = "de"
    title = "Köchin / Koch EFZ"
    description = "Sie kochen für 80 Gäste am Mittag.\n\n* Sie planen den Einkauf.\n* Sie leiten zwei Lernende an."
    skills = factory.LazyFunction(list)


class AdOccupationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdOccupation

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    isco_code = "5120"


class AdLanguageSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdLanguageSkill

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    language_code = "de"
    spoken_level = LanguageLevel.PROFICIENT
    written_level = LanguageLevel.INTERMEDIATE


class AdCompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdCompany

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    street = "Musterstrasse"
    house_number = "7"
    postal_code = "3007"
    city = "Bern"
    country = "CH"
    website = "https://www.example.ch"


class AdApplyChannelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdApplyChannel

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    email = "bewerbung@example.ch"
    form_url = "https://www.example.ch/apply"


class AdPublicContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdPublicContact

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    salutation = Salutation.MS
    first_name = "Erika"
    last_name = "Muster"
    phone = "+41310000000"


class AdConfidentialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdConfidential

    ad = factory.SubFactory("tandem.market.ads.tests.factories.AdFactory")
    employer_name = "Geheim Verborgen AG"
    contact_last_name = "Vertraulich"
    contact_email = "intern@example.ch"


class AdFactory(factory.django.DjangoModelFactory):
    """A public ad in German for a cook in Bern, published in March 2026 for sixty days.

    Say only what your test is about: `AdFactory(restricted=True)`, `AdFactory(canton="VD", workload_min=50)`,
    `AdFactory(text__language="fr", text__title="Cuisinière")`. `AdFactory(text=None)` has no text; for a second
    one, add `AdTextFactory(ad=ad, language="fr")`.
    """

    class Meta:
        model = Ad
        skip_postgeneration_save = True

    class Params:
        restricted = factory.Trait(
            status=AdStatus.PUBLISHED_RESTRICTED,
            reporting_obligation=True,
            reporting_obligation_ends_on=datetime.date(2026, 3, 9),
        )
        refining = factory.Trait(status=AdStatus.REFINING)
        archived = factory.Trait(status=AdStatus.ARCHIVED)
        withdrawn = factory.Trait(
            status=AdStatus.CANCELLED,
            cancelled_on=datetime.date(2026, 3, 20),
            cancellation_code=CancellationCode.OCCUPIED_OTHER,
        )
        temporary = factory.Trait(
            permanent=False,
            employment_starts_on=datetime.date(2026, 5, 1),
            employment_ends_on=datetime.date(2026, 10, 31),
        )
        from_feed = factory.Trait(
            source=AdSource.EXTERN,
            feed="example-feed",
            external_id=factory.Sequence(lambda number: f"feed-{number}"),
            external_url="https://jobs.example.com/1",
        )
        with_salary = factory.Trait(
            salary_min=decimal.Decimal("4200.00"),
            salary_max=decimal.Decimal("4800.00"),
            salary_currency="CHF",
            salary_per=SalaryPer.MONTH,
        )
        with_parts = factory.Trait(
            company=factory.RelatedFactory(AdCompanyFactory, "ad"),
            apply_channel=factory.RelatedFactory(AdApplyChannelFactory, "ad"),
            public_contact=factory.RelatedFactory(AdPublicContactFactory, "ad"),
            confidential=factory.RelatedFactory(AdConfidentialFactory, "ad"),
            occupation=factory.RelatedFactory(AdOccupationFactory, "ad"),
            language_skill=factory.RelatedFactory(AdLanguageSkillFactory, "ad"),
        )

    source = AdSource.JOBROOM
    status = AdStatus.PUBLISHED_PUBLIC
    created_at = CREATED
    updated_at = CREATED
    publication_starts_on = datetime.date(2026, 3, 2)
    publication_ends_before = datetime.date(2026, 5, 2)
    company_name = "Gasthof Muster"
    permanent = True
    workload_min = 80
    workload_max = 100
    city = "Bern"
    postal_code = "3007"
    commune_code = "351"
    canton = "BE"
    country = "CH"
    longitude = 7.4386
    latitude = 46.9438
    text = factory.RelatedFactory(AdTextFactory, "ad")
