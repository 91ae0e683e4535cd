"""For programs: no language in the address; "Accept-Language" says which one the sentences are in."""

from django.urls import URLPattern, path

from tandem.eservices.efforts.api import PREFIX, api

_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern):
        # A program is told 401, not led to a page to log in.
        _pattern.callback.login_required = False  # type: ignore[attr-defined]

urlpatterns = [path(PREFIX.removeprefix("/"), (_patterns, _app_name, _namespace))]
