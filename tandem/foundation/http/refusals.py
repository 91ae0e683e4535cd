from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from tandem.foundation.http.errors import not_found
from tandem.foundation.refusals import Hidden


class RefusalMiddleware:
    """`Hidden` becomes the same page as a missing one, in one place instead of in forty views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Hidden):
            return not_found(request, Http404())
        return None
