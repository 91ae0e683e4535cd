import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.foundation.prepared import Rows
from tandem.foundation.sending import selectors as sending
from tandem.foundation.sending.enums import State
from tandem.identity.factors.enums import CodeUse, Factor
from tandem.identity.factors.models import CodeList, FactorSettings, ListCode, SentCode
from tandem.identity.factors.rules import masked_phone
from tandem.identity.factors.types import Key, Way

_TYPES = Authenticator.Type


def _has(*types: Authenticator.Type) -> Exists:
    return Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=types))


# What an account has, each as a condition on its row.
_HAS = {
    Factor.KEY: _has(_TYPES.WEBAUTHN),
    Factor.APP: _has(_TYPES.TOTP),
    Factor.SMS: Exists(FactorSettings.objects.filter(pk=OuterRef("pk"), sms_since__isnull=False)),
    Factor.LIST: Exists(CodeList.objects.filter(user_id=OuterRef("pk"))),
    Factor.RECOVERY: _has(_TYPES.RECOVERY_CODES),
}
_HAS_ONE = Q(_has(_TYPES.WEBAUTHN, _TYPES.TOTP)) | Q(_HAS[Factor.SMS]) | Q(_HAS[Factor.LIST])


def has_second_factor(user_id: int) -> bool:
    """Whether the account is asked for more than its password: one query.

    A list whose codes are all used and a key that was blocked count: what is used up must not open the account with
    the password alone. Recovery codes do not: they only stand in for a factor.
    """
    return get_user_model().objects.filter(_HAS_ONE, pk=user_id).exists()


def ways_of(user_id: int) -> list[Way]:
    """The factors that an account has: the one it prefers first, then as `Factor` orders them.

    One query, two where there are keys or recovery codes.
    """
    row = _HELD.first(user_id=user_id)
    if row is None:
        return []
    held = Held._make(row)
    preferred = held.preferred or ""
    found = {way.factor: way for way in _found(user_id, held)}
    order = sorted(found, key=lambda factor: (factor != preferred, list(Factor).index(factor)))
    return [dataclasses.replace(found[factor], is_preferred=factor == preferred) for factor in order]


def hint_of(ways: Iterable[Way]) -> str:
    """Which code to type: those of a printed list are asked for by their number."""
    known = list(ways)
    number = next((way.next_number for way in known if way.factor is Factor.LIST), None)
    return hint(number, only_list={way.factor for way in known} <= {Factor.LIST, Factor.RECOVERY})


def hint(number: int | None, *, only_list: bool) -> str:
    """The same for the code of this number, None without a list."""
    if number is None:
        return _("From an SMS, from your app, or from your printed list.")
    if only_list:
        return _("Code no. %(number)s of your printed list.") % {"number": number}
    return _("From an SMS, from your app, or code no. %(number)s of your printed list.") % {"number": number}


def among(user_id: int, factors: Iterable[Factor]) -> list[Factor]:
    """Those of `factors` that the account has, in their order; one query."""
    wanted = list(factors)
    if not wanted:
        return []
    conditions: dict[str, Any] = {str(factor): _HAS[factor] for factor in wanted}
    has = get_user_model().objects.filter(pk=user_id).annotate(**conditions).values(*conditions).get()
    return [factor for factor in wanted if has[factor]]


def keys_of(user_id: int, *, besides: int | None = None) -> tuple[Key, ...]:
    """The account's keys, the oldest first."""
    rows = authenticators(user_id).filter(type=_TYPES.WEBAUTHN).exclude(pk=besides)
    return tuple(_key(row) for row in rows.order_by("pk"))


def may_be_asked(user_id: int, *, now: datetime.datetime) -> bool:
    """Whether to suggest a second factor: she has none, and has not said "not now" lately; one query."""
    return _MAY_BE_ASKED.first(user_id=user_id, now=now) is not None


def _without_any(*, user_id: int, now: datetime.datetime) -> "QuerySet[Any, int]":
    left_alone = Q(factor_settings__postponed_until__gt=now)
    accounts = get_user_model().objects.filter(pk=user_id).exclude(_HAS_ONE).exclude(left_alone)
    return accounts.order_by("pk").values_list("pk", flat=True)


_MAY_BE_ASKED = Rows(_without_any, user_id=101, now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))


def delivery_of(user_id: int, use: CodeUse) -> State | None:
    """How the newest code fares on its way; None when none was sent."""
    sent = newest_code(user_id, use)
    delivery = sending.state_of(sent.outgoing_id) if sent and sent.outgoing_id else None
    return delivery.state if delivery else None


def phone_being_proved(user_id: int, *, now: datetime.datetime) -> str:
    """Masked, the number to which the last code for a new phone went; empty once it ended."""
    sent = newest_code(user_id, CodeUse.PHONE)
    return masked_phone(sent.phone) if sent and sent.used_at is None and sent.ends_at > now else ""


def newest_code(user_id: int, use: CodeUse) -> SentCode | None:
    return SentCode.objects.filter(user_id=user_id, use=use).order_by("-sent_at", "-pk").first()


def next_line(user_id: int) -> ListCode | None:
    """The line asked for next: the first unused one. It stays the same until it is used, however often one asks."""
    lines = ListCode.objects.filter(code_list__user_id=user_id, used_at=None)
    return lines.select_related("code_list").order_by("number").first()


def codes_left(user_id: int) -> int:
    return ListCode.objects.filter(code_list__user_id=user_id, used_at=None).count()


def phone_of(user_id: int) -> str:
    """The verified phone of an account, empty without one."""
    user = get_user_model().objects.get(pk=user_id)
    return user.phone if user.phone_verified_at else ""


def phone_for_codes(user_id: int) -> str:
    """The phone that gets the account's codes; empty when it has none, or none any more."""
    has = get_user_model().objects.filter(_HAS[Factor.SMS], pk=user_id, phone_verified_at__isnull=False)
    return has.order_by("pk").values_list("phone", flat=True).first() or ""


def language_of(user_id: int) -> str:
    return get_user_model().objects.values_list("language", flat=True).get(pk=user_id)


def app_of(user_id: int) -> Authenticator | None:
    """The app that is connected to an account."""
    rows = _AUTHENTICATORS.all(user_id=user_id)
    return next((row for row in rows if row.type == _TYPES.TOTP), None)


def authenticators(user_id: int) -> "QuerySet[Authenticator]":
    return Authenticator.objects.filter(user_id=user_id).order_by("pk")


def unused(row: SentCode | ListCode) -> "QuerySet[Any]":
    """The row itself, unless somebody has used it in the meantime."""
    return type(row)._default_manager.filter(pk=row.pk, used_at=None)


class Held(NamedTuple):
    """What an account has; of `mfa.Authenticator` rows only which kinds there are."""

    preferred: str | None
    sms_since: datetime.datetime | None
    phone: str
    phone_verified_at: datetime.datetime | None
    list_id: int | None
    left: int
    next_number: int | None
    types: list[str]


def _held(*, user_id: int) -> "QuerySet[Any, tuple[Any, ...]]":
    unused = Q(code_list__codes__used_at=None, code_list__codes__isnull=False)
    counted = get_user_model().objects.annotate(
        left=Count("code_list__codes", filter=unused), next_number=Min("code_list__codes__number", filter=unused)
    )
    chosen = ("factor_settings__preferred", "factor_settings__sms_since", "phone", "phone_verified_at", "code_list")
    types = Authenticator.objects.filter(user_id=OuterRef("pk")).order_by("pk").values("type")
    found = counted.annotate(types=ArraySubquery(types)).filter(pk=user_id).order_by("pk")
    return found.values_list(*chosen, "left", "next_number", "types")


_HELD = Rows(_held, user_id=101)
# Of these a page says more than that they are there.
_TO_BE_READ = frozenset({_TYPES.WEBAUTHN, _TYPES.RECOVERY_CODES})
_AUTHENTICATORS = Rows(lambda *, user_id: authenticators(user_id), user_id=101)


def _found(user_id: int, held: Held) -> Iterable[Way]:
    rows = list(_AUTHENTICATORS.all(user_id=user_id)) if _TO_BE_READ.intersection(held.types) else []
    if _TYPES.WEBAUTHN in held.types:
        yield Way(factor=Factor.KEY, keys=tuple(_key(row) for row in rows if row.type == _TYPES.WEBAUTHN))
    if _TYPES.TOTP in held.types:
        yield Way(factor=Factor.APP)
    if held.sms_since:
        phone = held.phone if held.phone_verified_at else ""
        yield Way(factor=Factor.SMS, phone=masked_phone(phone) if phone else "")
    if held.list_id is not None:
        yield Way(factor=Factor.LIST, left=held.left, next_number=held.next_number)
    for row in rows:
        if row.type == _TYPES.RECOVERY_CODES:
            yield Way(factor=Factor.RECOVERY, left=len(row.wrap().get_unused_codes()))


def _key(row: Authenticator) -> Key:
    return Key(
        key_id=row.pk,
        name=row.data["name"],
        added_at=row.created_at,
        used_at=row.last_used_at,
        opens_alone=bool(row.wrap().is_passwordless),
        was_copied=bool(row.data.get("copied_at")),
    )
