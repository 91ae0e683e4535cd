"""The texts of a mandate as they are kept: made once, never made again."""

import datetime

from django.contrib.auth import get_user_model

from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates import texts
from tandem.identity.mandates.enums import Duration, ReadingLanguage
from tandem.identity.mandates.models import Mandate, ShownText
from tandem.identity.mandates.rules import official_language
from tandem.identity.people.selectors import domicile_canton, language_of


def facts_of(mandate: Mandate) -> texts.Facts:
    """What is put into the sentences: those named when it was proposed, whoever was added or removed since."""
    helpers = mandate.helpers.filter(added_at=mandate.proposed_at).order_by("pk").select_related("user")
    names = [helper.user.name for helper in helpers]
    areas = mandate.areas.order_by("pk")
    return texts.Facts(
        number=mandate.pk,
        person=mandate.person.name,
        holder=mandate.structure.name if mandate.structure else names[0],
        helpers=names if mandate.structure else (),
        reaches={Purpose(row.area): Reach(row.reach) for row in areas},
        duration=Duration(mandate.duration),
    )


def fix_official_text(mandate: Mandate, *, now: datetime.datetime) -> ShownText:
    """Keep the text that counts, in the official language of the person or of the place where she lives."""
    language = official_language(Language(language_of(mandate.person_id)), domicile_canton(mandate.person_id))
    return _keep(mandate, ReadingLanguage(language), is_official=True, now=now)


def text_read(mandate: Mandate, language: ReadingLanguage, *, now: datetime.datetime) -> ShownText:
    """The text in the language in which it is put before the person; kept the first time, the same ever after."""
    kept = mandate.texts.filter(language=language).order_by("pk").first()
    return kept or _keep(mandate, language, is_official=False, now=now)


def words_read(mandate: Mandate, language: ReadingLanguage) -> str:
    """The same words, without keeping them: for a page that only shows them."""
    kept = mandate.texts.filter(language=language).order_by("pk").first()
    if kept:
        return kept.text
    return texts.text(facts_of(mandate), language, version=version_of(mandate), is_official=False)


def version_of(mandate: Mandate) -> str:
    return mandate.texts.filter(is_official=True).values_list("version", flat=True).get()


def is_genuine(kept: ShownText) -> bool:
    """Whether a kept text is, sign for sign, the one its fingerprint was made of."""
    language = ReadingLanguage(kept.language)
    return bytes(kept.hash) == texts.fingerprint(kept.mandate_id, kept.version, language, kept.text)


def is_herself(user_id: int, person_id: int) -> bool:
    return get_user_model().objects.filter(pk=user_id, person__pk=person_id).exists()


def _keep(mandate: Mandate, language: ReadingLanguage, *, is_official: bool, now: datetime.datetime) -> ShownText:
    version = texts.CURRENT if is_official else version_of(mandate)
    words = texts.text(facts_of(mandate), language, version=version, is_official=is_official)
    return ShownText.objects.create(
        mandate=mandate,
        version=version,
        language=language,
        is_official=is_official,
        text=words,
        hash=texts.fingerprint(mandate.pk, version, language, words),
        made_at=now,
    )
