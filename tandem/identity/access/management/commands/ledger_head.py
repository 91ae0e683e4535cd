import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.identity.access import heads
from tandem.identity.access.models import DailyHead


class Command(BaseCommand):
    help = (
        "Print the newest daily head of the ledger as one line of JSON, to be kept where nobody of this machine can "
        "change it. It names no person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--day", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="the head of this day"
        )
        which.add_argument("--all", action="store_true", help="all heads, oldest first")

    def handle(self, *args: Any, **options: Any) -> None:
        found = DailyHead.objects.order_by("day")
        if options["day"]:
            found = found.filter(day=options["day"])
        elif not options["all"]:
            found = found.order_by("-day")[:1]
        lines = [json.dumps(heads.public(head)) for head in found]
        if not lines:
            raise CommandError("There is no such daily head yet: the worker seals each day soon after midnight.")
        for line in lines:
            self.stdout.write(line)
