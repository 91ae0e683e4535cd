from django.apps import AppConfig
from django.conf import settings


class Config(AppConfig):
    name = "tandem.foundation"
    label = "foundation"

    def ready(self) -> None:
        from tandem.foundation.http import logs

        logs.configure(level=settings.LOG_LEVEL, as_json=settings.LOG_FORMAT == "json")
