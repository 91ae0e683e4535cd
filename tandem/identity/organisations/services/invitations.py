"""Letting somebody into a team: the manager offers, whoever is meant accepts."""

import datetime

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.services import send_mail
from tandem.identity.access.types import Acting
from tandem.identity.accounts.selectors import account_of
from tandem.identity.organisations import codes
from tandem.identity.organisations.enums import Event, HelperKind, MemberRole, Way
from tandem.identity.organisations.models import Invitation, Membership
from tandem.identity.organisations.services._common import helper_kind_in, locked, managed, note
from tandem.identity.organisations.types import Issued

LIFE = datetime.timedelta(days=14)
PURPOSE = "invitation"
# Counted for each account: a code that opens any team's door is guessed by nobody.
ATTEMPTS = Limit("organisations.invitation", attempts=10, window=datetime.timedelta(hours=1))
INVITATIONS = Limit("organisations.invite", attempts=50, window=datetime.timedelta(days=1))


class AlreadyMember(Refusal):
    message = _("This account works for the organisation already. End the membership before you start a new one.")


class WrongInvitation(Refusal):
    message = _(
        "There is no invitation with this code. Nothing was changed. Compare it with your paper or your e-mail."
    )


class InvitationExpired(Refusal):
    message = _("This invitation does not count any more. Ask the person who invited you for a new one.")


class InvitationUsed(Refusal):
    message = _(
        "This invitation has been accepted already. An invitation works once. Ask for a new one if you need it."
    )


class NotForOneself(Refusal):
    message = _(
        "You wrote this invitation yourself. Nobody gives herself a role. Let somebody else of the team do it."
    )


@transaction.atomic
def invite(
    acting: Acting,
    *,
    organisation_id: int,
    role: MemberRole,
    way: Way,
    recipient: str,
    now: datetime.datetime,
    helper_kind: HelperKind | None = None,
) -> Issued:
    """Offer somebody a place in the team. Raises Hidden for others than its managers and operators, TooManyAttempts.

    `recipient` is a login name (`Way.ACCOUNT`), an e-mail address, or, on paper, a name for the list. The answer is
    the same whether or not an account of that name exists.
    """
    organisation = managed(acting, organisation_id, now)
    wait = INVITATIONS.claim(str(organisation_id), now=now)
    if wait:
        raise TooManyAttempts(wait)
    code = "" if way is Way.ACCOUNT else codes.new_code()
    account = account_of(recipient) if way is Way.ACCOUNT else None
    invitation = Invitation.objects.create(
        organisation=organisation,
        role=role,
        helper_kind=helper_kind_in(organisation, helper_kind),
        way=way,
        recipient=recipient,
        user_id=account.pk if account else None,
        code_hash=codes.fingerprint(code, purpose=PURPOSE) if code else None,
        invited_by_id=acting.user_id,
        invited_at=now,
        expires_at=now + LIFE,
    )
    if way is Way.EMAIL:
        _send(invitation, code, now)
    note(acting, organisation, Event.INVITED, now=now)
    return Issued(invitation_id=invitation.pk, code=codes.readable(code) if code else "", expires_at=now + LIFE)


@transaction.atomic
def withdraw_invitation(acting: Acting, *, organisation_id: int, invitation_id: int, now: datetime.datetime) -> None:
    """The offer no longer stands. Raises Hidden; does nothing to one that was accepted or withdrawn before."""
    organisation = managed(acting, organisation_id, now)
    invitation = Invitation.objects.filter(pk=invitation_id, organisation=organisation)
    if not invitation.exists():
        raise Hidden
    if invitation.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now):
        note(acting, organisation, Event.WITHDRAWN, now=now)


def accept_with_code(acting: Acting, *, code: str, now: datetime.datetime) -> Membership:
    """Join the team that a code on paper or in an e-mail opens.

    Raises TooManyAttempts, WrongInvitation, InvitationExpired, InvitationUsed, NotForOneself, AlreadyMember; Hidden
    for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    # Before the transaction: a refusal must not take the count back.
    wait = ATTEMPTS.claim(str(acting.user_id), now=now)
    if wait:
        raise TooManyAttempts(wait)
    code_hash = codes.fingerprint(codes.as_typed(code), purpose=PURPOSE)
    found = Invitation.objects.filter(code_hash=code_hash).order_by("pk").first()
    if found is None:
        raise WrongInvitation
    membership = _accept(acting, acting.user_id, found.pk, now)
    ATTEMPTS.forget(str(acting.user_id))
    return membership


def accept_in_account(acting: Acting, *, invitation_id: int, now: datetime.datetime) -> Membership:
    """Join the team that invited this very account. Raises Hidden for anybody else's invitation, and as above."""
    if acting.user_id is None or not Invitation.objects.filter(pk=invitation_id, user_id=acting.user_id).exists():
        raise Hidden
    return _accept(acting, acting.user_id, invitation_id, now)


@transaction.atomic
def _accept(acting: Acting, user_id: int, invitation_id: int, now: datetime.datetime) -> Membership:
    organisation_id = Invitation.objects.values_list("organisation_id", flat=True).get(pk=invitation_id)
    organisation = locked(organisation_id)
    invitation = Invitation.objects.get(pk=invitation_id)
    if invitation.used_at is not None:
        raise InvitationUsed
    # One answer for withdrawn, too old and blocked: none of it is for the reader to know.
    if invitation.withdrawn_at is not None or invitation.expires_at <= now or organisation.is_blocked:
        raise InvitationExpired
    if invitation.invited_by_id == user_id:
        raise NotForOneself
    today = day_of(now)
    hers = Membership.objects.filter(user_id=user_id, organisation=organisation)
    if hers.not_ended(on=today).exists():
        raise AlreadyMember
    membership = Membership.objects.create(
        user_id=user_id,
        organisation=organisation,
        role=invitation.role,
        helper_kind=invitation.helper_kind,
        starts_on=today,
    )
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    note(acting, organisation, Event.JOINED, subject_id=user_id, now=now)
    return membership


def _send(invitation: Invitation, code: str, now: datetime.datetime) -> None:
    """In the language of whoever invites: of somebody without account nobody knows another one."""
    language = invitation.invited_by.language if invitation.invited_by else "de"
    with override(language):
        send_mail(
            to=invitation.recipient,
            subject=gettext("Tandem: an invitation for you"),
            text=gettext(
                "Good day\n\n%(organisation)s invites you to work with Tandem.\n\nLog in or open an account, "
                "choose “Accept an invitation” and enter this code:\n\n%(code)s\n\nThe code works once, until "
                "%(day)s. If you do not expect this invitation, do nothing.\n"
            )
            % {
                "organisation": invitation.organisation.name,
                "code": codes.readable(code),
                "day": formatting.long_date(invitation.expires_at),
            },
            topic="organisations.invitation",
            to_body=True,
            now=now,
        )
