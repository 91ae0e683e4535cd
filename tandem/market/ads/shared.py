"""The pages of ads that she and whoever helps her may have before them at once: both at the same address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tandem.foundation import clock
from tandem.foundation.refusals import Hidden
from tandem.foundation.shared_pages import add, anybody
from tandem.market.ads import selectors
from tandem.market.ads.search.form import SearchForm


def tell() -> None:
    # The page of a search is drawn once for everybody: nothing of one person can stand in it.
    add("ads:search", _("Jobs"), SearchForm, is_public=anybody)
    add("ads:detail", _("An ad"), is_public=_may_read)


def _may_read(request: HttpRequest, named: Mapping[str, Any]) -> bool:
    """An ad that registered jobseekers see first is not yet everybody's."""
    try:
        selectors.visible_ad(request.acting, named["ad_id"], on=clock.today())  # type: ignore[attr-defined]
    except Hidden:
        return False
    return True
