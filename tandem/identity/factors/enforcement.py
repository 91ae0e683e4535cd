"""Who must have a second factor, and who is only asked to choose one."""

from tandem.identity.access.enums import Capacity

# They open other people's files. A jobseeker is asked, and may say "not now": the law gives her the platform without
# conditions, and a person without phone and computer must not be shut out by it.
MUST_HAVE_ONE = frozenset(
    {Capacity.COUNSELLOR, Capacity.FUND_OFFICER, Capacity.HELPER, Capacity.PROVIDER, Capacity.OPERATOR}
)
