from typing import Any

from django.apps import AppConfig
from django.conf import settings

from tandem.foundation import at_hand, chance, one_catalogue


class Config(AppConfig):
    name = "tandem.foundation"
    label = "foundation"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # Before `ready`: models are read first, and some of them translate a word.
        at_hand.install()
        one_catalogue.install()
        chance.install()

    def ready(self) -> None:
        from tandem.foundation.http import logs

        logs.configure(level=settings.LOG_LEVEL, as_json=settings.LOG_FORMAT == "json")
