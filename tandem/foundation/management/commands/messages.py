from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.foundation import catalogues


class Command(BaseCommand):
    help = """Message catalogues of the features (de, fr, it; English stands in the source).

    manage.py messages update tandem/market/ads    find its sentences, keep its translations
    manage.py messages check                       say what is missing, doubtful, obsolete or contradictory
    manage.py messages compile                     write the .mo files that Django reads

After `update`, fill in each empty msgstr of <feature>/locale/<language>/LC_MESSAGES/django.po. Without folders,
all features are meant. Sentences are found in .py files and templates; write them whole, with named
placeholders, and plurals with ngettext or {% blocktranslate count … trimmed %}."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["update", "check", "compile"])
        parser.add_argument("features", nargs="*", metavar="feature", help="a folder, e.g. tandem/market/ads")

    def handle(self, *, verb: str, features: list[str], verbosity: int, **options: Any) -> None:
        folders = chosen(features)
        if verb == "update":
            self.update(folders)
        elif verb == "check":
            self.check_all(folders)
        else:
            written = sum(catalogues.compile_catalogue(f, lang) for f in folders for lang in catalogues.LANGUAGES)
            if verbosity:
                self.stdout.write(f"{written} catalogues compiled.")

    def update(self, folders: list[Path]) -> None:
        for folder in folders:
            for language in catalogues.LANGUAGES:
                try:
                    count, untranslated = catalogues.update(folder, language)
                except (ValueError, SyntaxError) as error:
                    raise CommandError(str(error)) from error
                if count:
                    self.stdout.write(f"{folder.name}/{language}: {count} sentences, {untranslated} to translate")

    def check_all(self, folders: list[Path]) -> None:
        found = catalogues.problems(folders)
        if found:
            for problem in found:
                self.stderr.write(problem)
            raise CommandError(
                f"{len(found)} problems in the catalogues. `manage.py messages update` finds new sentences and drops "
                "obsolete ones; the rest is for a translator."
            )
        self.stdout.write("All catalogues are complete.")


def chosen(names: list[str]) -> list[Path]:
    """The folders of the features called `names` (folder or label); of all installed features without names."""
    known = {Path(config.path).resolve(): config.label for config in features()}
    if not names:
        return sorted(known)
    folders = []
    for name in names:
        matches = [path for path, label in known.items() if name == label or Path(name).resolve() == path]
        if not matches:
            raise CommandError(f"{name} is no installed feature. Known are: {', '.join(sorted(known.values()))}.")
        folders += matches
    return folders


def features() -> list[Any]:
    """The installed apps of this house."""
    return [config for config in apps.get_app_configs() if config.name.split(".")[0] == "tandem"]
