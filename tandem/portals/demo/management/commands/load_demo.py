from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from tandem.foundation import clock
from tandem.identity.access.types import system
from tandem.portals.demo import services, ways_in


class Command(BaseCommand):
    help = "Fill the demo with invented people and ads. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ads", type=int, default=2000, help="how many ads to invent (default 2000)")

        parser.add_argument("--site", default="http://localhost:8000", help="where it runs: mails bear links to it")

    def handle(self, *, ads: int, site: str, **options: Any) -> None:
        if services.is_loaded():
            self.stdout.write("The demo's people are here already.")
        else:
            services.load_people(
                system("demo"), site=site, now=clock.now(), say=lambda words: self.stdout.write(f"  {words}")
            )
        if not ways_in.are_ready():
            ways_in.prepare(now=clock.now())
        if ads:
            call_command("generate_ads", str(ads), stdout=self.stdout)
