"""News of an account, to its owner: by e-mail, else by SMS, else by whoever knows where she lives.

Not to be switched off: a change that nobody is told of is how an account is taken over. When a channel fails, the next
one says it.
"""

import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext, override

from tandem.foundation.sending.enums import State
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.services import send_mail, send_sms
from tandem.identity.access.types import Acting
from tandem.identity.accounts.enums import NewsChannel
from tandem.identity.accounts.models import ToldNews, User
from tandem.identity.accounts.registry import news_of
from tandem.identity.accounts.signals import news_without_channel
from tandem.identity.accounts.types import News

log = structlog.get_logger()

FOLLOW_NEWS = "accounts.follow_news"
TOPIC = "accounts.news"
# A mail comes back within days; how a message went is forgotten after as long.
KEPT = datetime.timedelta(days=30)


@transaction.atomic
def tell_news(
    acting: Acting, *, user_id: int, news: News, now: datetime.datetime, also_to: str = "", by_mail: bool = True
) -> None:
    """Write to the account's owner, on the first channel that it has.

    `also_to` is a phone that was hers until now: whoever takes it away cannot keep that from her. `by_mail`: whether
    the account's address is hers still.
    """
    user = User.objects.get(pk=user_id)
    with override(user.language):
        sent = None
        if user.email and by_mail:
            sent = NewsChannel.EMAIL, _mail(user, news, now)
        if phone := also_to or ("" if sent else _phone(user)):
            # With a mail beside it, it is the one that is followed: the phone in its place may not be hers.
            sent = NewsChannel.SMS, _sms(phone, news, now)
    if sent is None:
        _hand_on(user, news, now)
    else:
        channel, outgoing_id = sent
        note_told(acting, user_id=user_id, news=news, channel=channel, outgoing_id=outgoing_id, now=now)


def note_told(
    acting: Acting, *, user_id: int, news: News, channel: NewsChannel, outgoing_id: int, now: datetime.datetime
) -> None:
    """A message that is on its way says this: when it fails, the next channel does."""
    ToldNews.objects.create(user_id=user_id, news=news.key, channel=channel, outgoing_id=outgoing_id, told_at=now)


@transaction.atomic
def follow_news(acting: Acting, *, outgoing_id: int, now: datetime.datetime) -> None:
    """Go on to the next channel where this message has failed; nothing once that is done."""
    how = state_of(outgoing_id)
    told = ToldNews.objects.select_for_update().filter(outgoing_id=outgoing_id).first()
    if told is None or how is None or how.state is not State.FAILED:
        return
    user, news = User.objects.get(pk=told.user_id), news_of(told.news)
    phone = _phone(user) if told.channel == NewsChannel.EMAIL else ""
    log.warning("account_news_failed", outgoing_id=outgoing_id, channel=told.channel, goes_on_by_sms=bool(phone))
    if phone:
        with override(user.language):
            told.channel, told.outgoing_id = NewsChannel.SMS, _sms(phone, news, now)
        told.save(update_fields=["channel", "outgoing_id"])
    else:
        told.delete()
        _hand_on(user, news, now)


def forget_news(acting: Acting, *, now: datetime.datetime) -> int:
    """Drop what cannot come back any more; returns how many."""
    return ToldNews.objects.filter(told_at__lte=now - KEPT).delete()[0]


def _phone(user: User) -> str:
    return user.phone if user.phone_verified_at else ""


def _mail(user: User, news: News, now: datetime.datetime) -> int:
    text = gettext("Hello %(name)s") % {"name": user.name} + f"\n\n{news.happened}\n\n{news.advice}\n"
    return send_mail(
        to=str(user.email), subject=gettext("Tandem: your way to log in"), text=text, topic=TOPIC, now=now
    )


def _sms(phone: str, news: News, now: datetime.datetime) -> int:
    return send_sms(to=phone, text=f"Tandem: {news.happened} {news.advice}", topic=TOPIC, now=now)


def _hand_on(user: User, news: News, now: datetime.datetime) -> None:
    if user.is_active:
        news_without_channel.send(sender=User, user_id=user.pk, news=news.key, now=now)
