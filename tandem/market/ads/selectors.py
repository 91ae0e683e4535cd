"""Questions about ads. A search hit is shown only after its row was read and permission checked here."""

import dataclasses
import datetime
import functools
import uuid
from collections.abc import Iterable
from typing import Any

from tandem.foundation.prepared import ask
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import VISITOR, Acting
from tandem.market.ads.models import Ad
from tandem.market.ads.types import AdFacts


def visible_by_ids(acting: Acting, ids: Iterable[uuid.UUID | str], *, on: datetime.date) -> list[Ad]:
    """The ads of these ids that are open on that day and that this actor may read, in the order given.

    Costs the same number of queries for one id and for a hundred; texts and occupations are loaded with them.
    """
    wanted = [uuid.UUID(str(ad_id)) for ad_id in ids]
    found = (
        Ad.objects.visible_to(acting, on=on).published(on=on).prefetch_related("texts", "occupations").in_bulk(wanted)
    )
    return [found[ad_id] for ad_id in wanted if ad_id in found]


def visible_versions(acting: Acting, ids: Iterable[uuid.UUID | str], *, on: datetime.date) -> list[tuple[str, str]]:
    """Like `visible_by_ids`, but only (id, when it last changed): enough to tell whether a list drawn before holds.

    Both as PostgreSQL writes them: they are compared, nobody reads them.
    """
    wanted = [str(ad_id) for ad_id in ids]
    question, parameters = _open_ads(_who(acting), on)
    changed = dict(ask(question, [*parameters, f"{{{','.join(wanted)}}}"]))
    return [(ad_id, changed[ad_id]) for ad_id in wanted if ad_id in changed]


@functools.lru_cache(maxsize=256)
def _open_ads(acting: Acting, on: datetime.date) -> tuple[str, tuple[Any, ...]]:
    """The question for those of some ads that are open to this actor: SQL, and its parameters but for the ids.

    Writing the same SQL for each page costs more than its answer. Only the question is kept, for this actor alone.
    """
    open_ads = Ad.objects.visible_to(acting, on=on).published(on=on).order_by()
    select, parameters = open_ads.values_list("pk", "updated_at").query.sql_with_params()
    # `select` is Django's own, with placeholders; no value is written into it.
    question = (
        f"SELECT id::text, changed_at::text FROM ({select}) AS open_ads (id, changed_at)"  # noqa: S608
        " WHERE id = ANY(%s::uuid[])"
    )
    return question, tuple(parameters)


def _who(acting: Acting) -> Acting:
    """The same actor in every request, and without the request that a lazy one holds on to."""
    names = (field.name for field in dataclasses.fields(Acting) if field.name != "request_id")
    return Acting(**{name: getattr(acting, name) for name in names})


def visible_ad(acting: Acting, ad_id: uuid.UUID, *, on: datetime.date) -> Ad:
    """One ad with all that its page shows, open or closed. Raises `Hidden` for a missing and a forbidden one."""
    ad = (
        Ad.objects.visible_to(acting, on=on)
        .filter(pk=ad_id)
        .select_related("company", "apply_channel", "public_contact")
        .prefetch_related("texts", "occupations", "language_skills")
        .first()
    )
    if ad is None:
        raise Hidden
    return ad


def count_published(*, on: datetime.date) -> int:
    """How many ads everybody may read on that day."""
    return Ad.objects.visible_to(VISITOR, on=on).published(on=on).count()


def ad_facts(acting: Acting, ad_id: uuid.UUID, language: str, *, on: datetime.date) -> AdFacts:
    """What an application to this ad needs to know, its title in `language` where it has it. Raises `Hidden`."""
    ad = visible_ad(acting, ad_id, on=on)
    text = ad.text_for(language)
    channel = getattr(ad, "apply_channel", None)
    contact = getattr(ad, "public_contact", None)
    occupation = next((row for row in ad.occupations.all() if row.concept_id), None)
    return AdFacts(
        ad_id=ad.pk,
        title=text.title if text else "",
        language=text.language if text else "",
        contact=f"{contact.first_name} {contact.last_name}".strip() if contact else "",
        form_url=channel.form_url if channel else "",
        email=(channel.email if channel else "") or (contact.email if contact else ""),
        phone=(channel.phone if channel else "") or (contact.phone if contact else ""),
        workload_min=ad.workload_min,
        workload_max=ad.workload_max,
        occupation_id=occupation.concept_id if occupation else "",
        **_addressee(ad),
    )


def _addressee(ad: Ad) -> dict[str, str]:
    channel = getattr(ad, "apply_channel", None)
    if channel is not None and channel.post_city:
        return {
            "company": channel.post_name or ad.company_name,
            "street": channel.post_street,
            "house_number": channel.post_house_number,
            "postal_code": channel.post_postal_code,
            "locality": channel.post_city,
            "country": channel.post_country,
        }
    company = None if ad.company_anonymous else getattr(ad, "company", None)
    place = company if company is not None and company.city else ad
    return {
        "company": "" if ad.company_anonymous else ad.company_name,
        "street": company.street if company else "",
        "house_number": company.house_number if company else "",
        "postal_code": place.postal_code,
        "locality": place.city,
        "country": place.country,
    }
