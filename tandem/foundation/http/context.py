from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """What the frame and the error pages need."""
    return {"request_id": getattr(request, "id", "")}
