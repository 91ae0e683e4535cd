from typing import Any

from django.core.management.base import BaseCommand

from tandem.portals.demo.people import PASSWORD, PERSONAS


class Command(BaseCommand):
    help = "Who can log in to the demo, one line each."

    def handle(self, **options: Any) -> None:
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.role!s:28} {persona.username:8} {persona.name}: {persona.story}")
        self.stdout.write(f"\nPassword for everybody: {PASSWORD}. Or choose a person on the page /personas/.")
