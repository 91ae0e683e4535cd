from tandem.identity.organisations.models.history import HistoryEntry
from tandem.identity.organisations.models.joining import AccessCode, Invitation
from tandem.identity.organisations.models.members import HelperProfile, Membership, in_force
from tandem.identity.organisations.models.organisation import Licence, Organisation, ServiceArea

__all__ = [
    "AccessCode",
    "HelperProfile",
    "HistoryEntry",
    "Invitation",
    "Licence",
    "Membership",
    "Organisation",
    "ServiceArea",
    "in_force",
]
