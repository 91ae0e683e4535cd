"""Questions about organisations and those who help."""

from tandem.identity.organisations.models import in_force
from tandem.identity.organisations.selectors.directory import (
    contact_of,
    helper_kind_of,
    is_member,
    is_of_kind,
    names_of,
    office_for,
    office_of_counsellor,
    offices_in,
    works_anywhere,
)
from tandem.identity.organisations.selectors.own import code_is_awaited, invitations_for, own_profile
from tandem.identity.organisations.selectors.teams import (
    all_organisations,
    history,
    licences,
    lines,
    managed_organisation,
    may_manage,
    member_for,
    open_invitations,
    organisation_for,
    state_of_team,
    team,
)

__all__ = [
    "all_organisations",
    "code_is_awaited",
    "contact_of",
    "helper_kind_of",
    "history",
    "in_force",
    "invitations_for",
    "is_member",
    "is_of_kind",
    "licences",
    "lines",
    "managed_organisation",
    "may_manage",
    "member_for",
    "names_of",
    "office_for",
    "office_of_counsellor",
    "offices_in",
    "open_invitations",
    "organisation_for",
    "own_profile",
    "state_of_team",
    "team",
    "works_anywhere",
]
