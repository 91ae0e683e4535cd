"""Who, for whom, how: the first argument of every verb."""

from __future__ import annotations

import dataclasses

from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose, Reach


@dataclasses.dataclass(frozen=True, slots=True)
class Authority:
    """What allows an act. `reference` is a mandate's or session's id or an article of law, empty for own right.

    `reach` says how far a mandate or a session goes for the purpose at hand; no other authority has one.
    """

    kind: AuthorityKind
    reference: str = ""
    reach: Reach | None = None


PUBLIC = Authority(AuthorityKind.PUBLIC)
OWN_RIGHT = Authority(AuthorityKind.OWN_RIGHT)


@dataclasses.dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, for whom, as what, under which authority, in whose presence.

    Built once per request by `AccessMiddleware` and once per job by the queue; never by a view.
    `user_id` is empty for a visitor and for the platform itself. `person_id` is the person concerned, once known;
    for somebody who acts for herself it is her own person. `organisation_id` is the one in whose name she acts.
    `purpose` is set by the gate: with it, this value is the key to an opened file.
    """

    capacity: Capacity
    user_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    authority: Authority = PUBLIC
    presence: Presence = Presence.ALONE
    purpose: Purpose | None = None
    request_id: str = ""

    @property
    def hat(self) -> str:
        """What tells this hat from the others of the same account; stands in sessions and forms."""
        return f"{self.capacity}:{self.organisation_id or ''}"

    @property
    def is_own_file(self) -> bool:
        """Whether the person concerned is the one at the keyboard, acting for herself."""
        return self.capacity is Capacity.SELF and self.authority.kind is AuthorityKind.OWN_RIGHT

    def file(self, *purposes: Purpose) -> int:
        """The person whose file is open for one of these purposes (for any, when none is named).

        Raises ValueError otherwise: a view forgot the gate, or opened it for something else.
        """
        if self.person_id is None or self.purpose is None or (purposes and self.purpose not in purposes):
            raise ValueError("the file is not open for this: call open_file with the purpose first")
        return self.person_id

    def concerning(self, person_id: int, authority: Authority, purpose: Purpose | None = None) -> Acting:
        """The same actor, now acting for `person_id` under `authority`; with a purpose once the file is open."""
        return dataclasses.replace(self, person_id=person_id, authority=authority, purpose=purpose)

    def typing(self) -> Acting:
        """The same actor, typing what the person wrote on a sheet that she signed."""
        return dataclasses.replace(self, presence=Presence.ON_PAPER)

    def herself(self, person_id: int, purpose: Purpose) -> Acting:
        """The same account acting for its owner, whose file is open: the moment in which both are joined."""
        own = dataclasses.replace(self, capacity=Capacity.SELF, organisation_id=None)
        return own.concerning(person_id, OWN_RIGHT, purpose)


VISITOR = Acting(capacity=Capacity.VISITOR)


def system(reference: str) -> Acting:
    """The platform acting by itself, because `reference` (an article or a schedule) says so."""
    return Acting(capacity=Capacity.SYSTEM, authority=Authority(AuthorityKind.LEGAL_DUTY, reference))
