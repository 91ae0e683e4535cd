"""The ad and its parts: `docs/adr` says why they are cut this way."""

from tandem.market.ads.models.ad import Ad
from tandem.market.ads.models.parts import (
    AdApplyChannel,
    AdCompany,
    AdConfidential,
    AdLanguageSkill,
    AdOccupation,
    AdPublicContact,
    AdText,
)
from tandem.market.ads.models.queryset import AdQuerySet
from tandem.market.ads.models.status_change import AdStatusChange

__all__ = [
    "Ad",
    "AdApplyChannel",
    "AdCompany",
    "AdConfidential",
    "AdLanguageSkill",
    "AdOccupation",
    "AdPublicContact",
    "AdQuerySet",
    "AdStatusChange",
    "AdText",
]
