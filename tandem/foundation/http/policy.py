from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ContentPolicyMiddleware:
    """The content security policy on every answer that does not bring a stricter one of its own.

    django-csp's own middleware puts the policy together anew for each answer, for pages that change it. None of ours
    does: nothing is inline, so that there is no nonce either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.built: tuple[Any, str] = (None, "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self._policy())
        return response

    def _policy(self) -> str:
        said = settings.CONTENT_SECURITY_POLICY
        if self.built[0] is not said:
            self.built = said, build_policy()
        return self.built[1]
