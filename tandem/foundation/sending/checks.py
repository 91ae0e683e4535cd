from typing import Any

from django.conf import settings
from django.core import checks

NOBODY = {
    "SMS_GATEWAY": ("tandem.foundation.sending.gateways.folders.FolderSmsGateway", "TANDEM_SMS_GATEWAY"),
    "EMAIL_BACKEND": ("django.core.mail.backends.filebased.EmailBackend", "TANDEM_MAIL_URL"),
}


def carriers_reach_somebody(**options: Any) -> list[checks.CheckMessage]:
    """On a real site messages must leave the machine."""
    return [
        checks.Warning(
            f"Messages are written into files that nobody reads: {variable} is missing.",
            hint="docs/operations.md, “Messages”.",
            id=f"sending.W{number:03}",
        )
        for number, (setting, (folder, variable)) in enumerate(NOBODY.items(), start=1)
        if getattr(settings, setting) == folder
    ]
