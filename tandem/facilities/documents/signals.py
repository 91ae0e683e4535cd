"""News from documents. Receivers get ids only, after commit."""

from django.dispatch import Signal

# version_id: UUID. A virus was found in a version that waited in quarantine; its content is destroyed.
infected = Signal()
