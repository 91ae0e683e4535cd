"""Questions about persons: who a file is about, how to write to her, who stands in."""

from tandem.identity.people.selectors.accounts import account_of_person, person_of_account, reach_at_log_in
from tandem.identity.people.selectors.files import (
    NOTICES,
    Beside,
    bodies_in_charge,
    caseload,
    domicile_canton,
    domiciles,
    insured_persons,
    known,
    language_of,
    may_change,
    names_of,
    notices,
    people_with_phone,
    person_known_by,
    person_summary,
    sections_shown,
    unseen_notices,
)
from tandem.identity.people.selectors.glance import Glance, at_a_glance
from tandem.identity.people.selectors.reach import addresses_of, channel_order, contact_of, located, located_after
from tandem.identity.people.selectors.stand_ins import counsellor_of, office_team, stand_ins_at, stand_ins_of

__all__ = [
    "NOTICES",
    "Beside",
    "Glance",
    "account_of_person",
    "addresses_of",
    "at_a_glance",
    "bodies_in_charge",
    "caseload",
    "channel_order",
    "contact_of",
    "counsellor_of",
    "domicile_canton",
    "domiciles",
    "insured_persons",
    "known",
    "language_of",
    "located",
    "located_after",
    "may_change",
    "names_of",
    "notices",
    "office_team",
    "people_with_phone",
    "person_known_by",
    "person_of_account",
    "person_summary",
    "reach_at_log_in",
    "sections_shown",
    "stand_ins_at",
    "stand_ins_of",
    "unseen_notices",
]
