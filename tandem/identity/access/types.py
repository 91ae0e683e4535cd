"""Who, for whom, how: the first argument of every verb."""

from __future__ import annotations

import dataclasses
import datetime

from tandem.identity.access.enums import AuthorityKind, Capacity, InPlaceReason, Presence, Purpose, Reach


@dataclasses.dataclass(frozen=True, slots=True)
class Authority:
    """What allows an act. `reference` is a mandate's or session's id or an article of law, empty for own right.

    `reach` says how far a mandate or a session goes for the purpose at hand; no other authority has one. `presence` is
    how the actor and the person concerned are together, where the ground itself knows it. `confirmed`: the person has
    said yes to the one act at hand (`services.once_confirmed`, and nobody else, says so).
    """

    kind: AuthorityKind
    reference: str = ""
    reach: Reach | None = None
    confirmed: bool = False
    presence: Presence | None = None


PUBLIC = Authority(AuthorityKind.PUBLIC)
OWN_RIGHT = Authority(AuthorityKind.OWN_RIGHT)


@dataclasses.dataclass(frozen=True, slots=True)
class Beside:
    """What this browser shares with somebody else's: an assisted session, and how acts in it come about."""

    session_id: int
    presence: Presence


@dataclasses.dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, for whom, as what, under which authority, in whose presence.

    Built once per request by `AccessMiddleware` and once per job by the queue; never by a view.
    `user_id` is empty for a visitor and for the platform itself. `person_id` is the person concerned, once known;
    for somebody who acts for herself it is her own person. `organisation_id` is the one in whose name she acts.
    `purpose` is set by the gate: with it, this value is the key to an opened file. `in_place` is why a helper sends
    something alone, once she has said it. `session_id` is the assisted session that this browser is in. `signed`: for
    the one act at hand, whoever must has just proved who she is (`factors.services.sign`, and nobody else, says so).
    """

    capacity: Capacity
    user_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    authority: Authority = PUBLIC
    presence: Presence = Presence.ALONE
    purpose: Purpose | None = None
    request_id: str = ""
    in_place: InPlaceReason | None = None
    session_id: int | None = None
    signed: bool = False

    @property
    def hat(self) -> str:
        """What tells this hat from the others of the same account; stands in sessions and forms."""
        return f"{self.capacity}:{self.organisation_id or ''}"

    @property
    def is_own_file(self) -> bool:
        """Whether the person concerned is the one at the keyboard, acting for herself."""
        return self.capacity is Capacity.SELF and self.authority.kind is AuthorityKind.OWN_RIGHT

    @property
    def is_in_place(self) -> bool:
        """Whether somebody with a mandate acts while the person is not there."""
        together = (Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS)
        return self.authority.kind is AuthorityKind.MANDATE and self.presence not in together

    @property
    def must_sign(self) -> bool:
        """Whether what is sent needs a proof of this very moment: hers in a session, his alone under a mandate.

        Where she has said yes to the act herself (`Authority.confirmed`), that was it.
        """
        if self.signed or self.authority.confirmed:
            return False
        in_session = self.session_id is not None and self.is_own_file
        return in_session or self.is_in_place or self.authority.kind is AuthorityKind.SESSION

    def file(self, *purposes: Purpose) -> int:
        """The person whose file is open for one of these purposes (for any, when none is named).

        Raises ValueError otherwise: a view forgot the gate, or opened it for something else.
        """
        if self.person_id is None or self.purpose is None or (purposes and self.purpose not in purposes):
            raise ValueError("the file is not open for this: call open_file with the purpose first")
        return self.person_id

    def concerning(self, person_id: int, authority: Authority, purpose: Purpose | None = None) -> Acting:
        """The same actor, now acting for `person_id` under `authority`; with a purpose once the file is open.

        Whoever acts under a mandate alone does so in the person's place, whatever else the actor is in.
        """
        apart = Presence.IN_PLACE if authority.kind is AuthorityKind.MANDATE else self.presence
        return dataclasses.replace(
            self, person_id=person_id, authority=authority, purpose=purpose, presence=authority.presence or apart
        )

    def beside(self, found: Beside) -> Acting:
        """The same actor, in a browser that is part of an assisted session."""
        return dataclasses.replace(self, session_id=found.session_id, presence=found.presence)

    def apart(self) -> Acting:
        """The same actor, once the session of this browser has ended."""
        return dataclasses.replace(self, session_id=None, presence=Presence.ALONE)

    def standing_in(self, reason: InPlaceReason) -> Acting:
        """The same helper, alone, saying why."""
        return dataclasses.replace(self, presence=Presence.IN_PLACE, in_place=reason)

    def signing(self) -> Acting:
        """The same actor, who has just proved who is at the keyboard."""
        return dataclasses.replace(self, signed=True)

    def typing(self) -> Acting:
        """The same actor, typing what the person wrote on a sheet that she signed."""
        return dataclasses.replace(self, presence=Presence.ON_PAPER)

    def after_a_look(self) -> Acting:
        """The same actor, doing alone what somebody has read before with her."""
        return dataclasses.replace(self, presence=Presence.SECOND_LOOK)

    def herself(self, person_id: int, purpose: Purpose) -> Acting:
        """The same account acting for its owner, whose file is open: the moment in which both are joined."""
        own = dataclasses.replace(self, capacity=Capacity.SELF, organisation_id=None)
        return own.concerning(person_id, OWN_RIGHT, purpose)


@dataclasses.dataclass(frozen=True, slots=True)
class HatRow:
    """What the database knows of one hat: whose file it is, or for which organisation of which kind in which role.

    `since` and `row` put the hats of one source in their order.
    """

    person_id: int | None
    organisation_id: int | None
    kind: str
    role: str
    since: datetime.date | None
    row: int


VISITOR = Acting(capacity=Capacity.VISITOR)


def system(reference: str) -> Acting:
    """The platform acting by itself, because `reference` (an article or a schedule) says so."""
    return Acting(capacity=Capacity.SYSTEM, authority=Authority(AuthorityKind.LEGAL_DUTY, reference))
