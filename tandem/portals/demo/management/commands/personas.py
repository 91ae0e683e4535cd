import os
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from tandem.facilities.documents.selectors import scanner_state
from tandem.foundation.languages import Language
from tandem.portals.demo.people import PASSWORD, PERSONAS


class Command(BaseCommand):
    help = "Who can log in to the demo, one line each."

    def handle(self, **options: Any) -> None:
        # A terminal speaks its owner's language, and English when it has none of ours.
        spoken = os.environ.get("LANG", "")[:2]
        with override(spoken if spoken in Language.values else "en"):
            self._list()

    def _list(self) -> None:
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.role!s:28} {persona.username:8} {persona.name}: {persona.story}")
        self.stdout.write(f"\nPassword for everybody: {PASSWORD}. Each one's code stands on the page /personas/.")
        if scanner_state() != "ok":
            self.stdout.write("Nobody looks for viruses in documents here: docs/operations.md, “Documents”.")
