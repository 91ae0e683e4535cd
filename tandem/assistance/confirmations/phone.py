"""Her answer by SMS, as the mandates hand it over: a yes, or a no. What is neither never comes here."""

import datetime
import functools
from collections.abc import Sequence

from django.db import transaction

from tandem.assistance.confirmations import messages, rules, steps
from tandem.assistance.confirmations.deciding import take_no, take_yes
from tandem.assistance.confirmations.enums import Channel, Outcome
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.wording import NOTE_ANSWER
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.registry import Waiting


def open_question(phone_key: str, owners: Sequence[int], now: datetime.datetime) -> Waiting | None:
    """What waits for an answer on the phone with this key (`mandates.registry.add_questions`).

    Only from the phone that was asked, while it belongs to the person, and within the time to answer.
    """
    act = (
        Act.objects.open()
        .filter(phone_key=phone_key, person_id__in=owners, sms_asked_at__gt=now - rules.SMS_WITHIN)
        .exclude(phone_key="")
        .order_by("pk")
        .first()
    )
    if act is None:
        return None
    return Waiting(
        language=ReadingLanguage(act.language),
        phone=messages.help_phone(act),
        answer=functools.partial(_answer, act.pk, phone_key),
    )


@transaction.atomic
def _answer(act_id: int, phone_key: str, yes: bool, now: datetime.datetime) -> str:
    try:
        act = steps.locked(act_id)
    except Hidden:
        return ""
    # Whoever waited for the lock may find the question answered on another channel.
    if not act.is_open or act.phone_key != phone_key:
        return messages.said_back(act, "over")
    platform = steps.by_platform(act)
    if not yes:
        take_no(act, Channel.SMS, file=platform, words="", now=now)
        steps.note(platform, NOTE_ANSWER, act, now)
        return messages.said_back(act, "refused")
    try:
        with transaction.atomic():
            outcome = take_yes(act, Channel.SMS, taking=platform, is_hers=True, now=now)
            steps.note(platform, NOTE_ANSWER, act, now)
    except Refusal:
        return messages.said_back(act, "over")
    said = {Outcome.SENT: "sent", Outcome.CHANGED: "changed"}.get(outcome, "over")
    return messages.said_back(act, said)
