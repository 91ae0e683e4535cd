"""News of this feature: ids only, after commit."""

from django.dispatch import Signal

certificate_received = Signal()  # person_id, certificate_id, now
