"""What the worker would do, at a moment of the test's choice; and one kind of message to try things with."""

import datetime

from django.utils.functional import lazystr
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.facilities.notifications import registry, services
from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.types import MessageKind, worded
from tandem.foundation.sending import services as sending
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import system
from tandem.identity.accounts import services as accounts

NOW = datetime.datetime(2026, 4, 3, 10, 0, tzinfo=datetime.UTC)
PLATFORM = system("LPGA 27 al. 1")
DAY = datetime.date(2026, 4, 7)

JOBS = {
    "notifications.deliver": lambda now, **ids: services.deliver(PLATFORM, now=now, **ids),
    "notifications.follow": lambda now, **ids: services.follow(PLATFORM, now=now, **ids),
    "accounts.follow_news": lambda now, **ids: accounts.follow_news(PLATFORM, now=now, **ids),
    "sending.deliver": lambda now, **ids: sending.deliver(now=now, **ids),
}


class Worker:
    """Runs each job that was asked for, once, the oldest first, until none is left."""

    def __init__(self) -> None:
        self.done: set[int] = set()

    def work(self, now: datetime.datetime = NOW) -> None:
        while job := self._next():
            self.done.add(job.pk)
            JOBS[job.task_name](now, **job.args)

    def _next(self) -> ProcrastinateJob | None:
        waiting = ProcrastinateJob.objects.filter(task_name__in=JOBS, status="todo").exclude(pk__in=self.done)
        return waiting.order_by("pk").first()


def a_kind(**facts) -> MessageKind:
    """Registered by the fixture `kind`; `a_kind(importance=Importance.URGENT)`."""
    return MessageKind(
        **{
            "key": "tests.note",
            "purpose": Purpose.MESSAGES,
            "importance": Importance.IMPORTANT,
            "words": worded(
                subject=lazystr("Something to do by %(day)s"),
                paragraphs=(lazystr("Please look at it by %(day)s."), lazystr("It takes five minutes.")),
                short=lazystr("something is to be done by %(day)s. Look at your pages."),
                button=lazystr("Look at it"),
            ),
            "sample": {"day": DAY},
            **facts,
        }
    )


def after(**time: float) -> datetime.datetime:
    return NOW + datetime.timedelta(**time)


def tell(person, *, now=NOW, kind="tests.note", **facts) -> Message | None:
    pk = services.tell(PLATFORM, person_id=person.pk, kind=kind, facts={"day": DAY}, now=now, **facts)
    return Message.objects.get(pk=pk) if pk else None


def way(message: Message) -> list[tuple[str, str]]:
    """The channels that were tried and how they did, in order."""
    return list(message.deliveries.order_by("pk").values_list("channel", "state"))


def use(kind: MessageKind, monkeypatch) -> MessageKind:
    monkeypatch.setitem(registry.kinds, kind.key, kind)
    return kind
