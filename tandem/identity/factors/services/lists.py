"""The printed list, for whoever has neither a phone nor a computer of her own."""

import datetime

import structlog
from django.db import transaction

from tandem.foundation.codes import hash_in_list, list_key
from tandem.identity.access.types import Acting
from tandem.identity.factors import codes, notes
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of, locked_settings
from tandem.identity.factors.models import CodeList, ListCode
from tandem.identity.factors.rules import LIST_LENGTH
from tandem.identity.factors.types import NewList

log = structlog.get_logger()


@transaction.atomic
def make_list(acting: Acting, *, now: datetime.datetime, user_id: int | None = None) -> NewList:
    """A new list for the account; the old one stops at once. Its codes are returned here and known nowhere else.

    `user_id` names another account when an office hands her a list; whether it may is decided by the caller, who has
    opened her file.
    """
    account = user_id if user_id is not None else account_of(acting)
    settings = locked_settings(account)
    CodeList.objects.filter(user_id=account).delete()
    code_list = CodeList.objects.create(user_id=account, key=list_key(), made_at=now)
    made = tuple(codes.list_code() for _ in range(LIST_LENGTH))
    ListCode.objects.bulk_create(
        ListCode(code_list=code_list, number=number, code_hash=hash_in_list(code_list.key, number, code))
        for number, code in enumerate(made, start=1)
    )
    settings.preferred = settings.preferred or Factor.LIST
    settings.save()
    notes.tell(account, notes.ADDED[Factor.LIST], now=now)
    log.info("second_factor_added", user_id=account, factor=str(Factor.LIST))
    return NewList(codes=made, made_at=now)
