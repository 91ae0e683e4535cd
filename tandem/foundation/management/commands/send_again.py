from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.foundation import clock
from tandem.foundation.sending import selectors, services


class Command(BaseCommand):
    help = (
        "Say how many messages of the last days failed, by topic and fault; with --topic, send those again. For the "
        "day on which a gateway was down. Codes are worth nothing after ten minutes: leave their topics alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", help='what to send again, as the list names it: "accounts.news"')
        parser.add_argument(
            "--unclear", action="store_true", help="also what may have arrived: somebody may then get it twice"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = selectors.failed_by_topic()
        topic = options["topic"]
        if topic is None:
            for (kind, name, fault), number in failed.items():
                self.stdout.write(f"{number:6}  {kind:6}  {name:30}  {fault}")
            if not failed:
                self.stdout.write("Nothing has failed that could be sent again.")
            return
        known = sorted({name for _kind, name, _fault in failed})
        if topic not in known:
            raise CommandError(
                f"Nothing of {topic!r} has failed that could be sent again. Topics: {', '.join(known) or 'none'}"
            )
        again = services.retry_topic(topic, unclear=options["unclear"], now=clock.now())
        self.stdout.write(f"{again} messages are on their way again.")
