"""Where neighbours meet: an ad knows nothing of efforts, an effort nothing of ads. The roof knows both."""

import uuid

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tandem.eservices.efforts.enums import Channel, Workload
from tandem.eservices.efforts.selectors import effort_for_ad
from tandem.eservices.efforts.types import EffortPrefill
from tandem.foundation import clock
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.market.ads.selectors import ad_facts

AD = "ad"
# The paper form knows two answers; 90 percent and more is what the labour-force survey calls full-time.
FULL_TIME = 90


def prefill_from_ad(acting: Acting, source_id: str, language: str) -> EffortPrefill:
    """What an ad already says about an application to it. Raises Hidden for an ad she may not see."""
    try:
        ad_id = uuid.UUID(source_id)
    except ValueError:
        raise Hidden from None
    ad = ad_facts(acting, ad_id, language, on=clock.today())
    return EffortPrefill(
        company=ad.company,
        job_title=ad.title,
        locality=ad.locality,
        country=ad.country or "CH",
        postal_code=ad.postal_code,
        street=ad.street,
        house_number=ad.house_number,
        contact_person=ad.contact,
        email=ad.email,
        form_url=ad.form_url,
        phone=ad.phone,
        channels=(Channel.ELECTRONIC,) if ad.email or ad.form_url else (),
        workload=_workload(ad.workload_min, ad.workload_max),
        source_ad_id=ad_id,
    )


def applied_button(request: HttpRequest, *, ad_id: uuid.UUID) -> SafeString:
    """On an ad's page: "I applied", what was noted already, "somebody applied" for a helper, or the way in."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    context: dict[str, object] = {"ad_id": str(ad_id), "source": AD}
    if acting.capacity is Capacity.SELF:
        file = open_own_file(acting, Purpose.EFFORTS, now=clock.now())
        context["effort"] = effort_for_ad(file, ad_id)
        context["may_note"] = True
    elif acting.capacity is Capacity.HELPER:
        context["may_note_for_others"] = True
    elif acting.user_id is None:
        context["may_log_in"] = True
    return SafeString(render_to_string("homes/applied.html", context, request))


def _workload(low: int | None, high: int | None) -> Workload | None:
    """Only where the ad leaves no choice: from 60 to 100 percent the person decides."""
    if low is not None and low >= FULL_TIME:
        return Workload.FULL_TIME
    if high is not None and high < FULL_TIME:
        return Workload.PART_TIME
    return None
