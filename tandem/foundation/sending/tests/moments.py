"""One morning, and what the tests of several files ask for then."""

import datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.foundation.sending import services

NOW = datetime.datetime(2026, 4, 2, 8, 0, tzinfo=datetime.UTC)
ADDRESS = "Mila Arnold\nDorfstrasse 3\n3000 Bern"


def after(**time: float) -> datetime.datetime:
    return NOW + datetime.timedelta(**time)


def send_code(text: str = "Your code is 482913.") -> int:
    return services.send_sms(to="+41791234567", text=text, topic="accounts.code", now=NOW)


def jobs() -> list[dict]:
    """What the queue was asked to deliver."""
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="sending.deliver").order_by("pk")]
