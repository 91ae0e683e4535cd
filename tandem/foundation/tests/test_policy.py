import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tandem.foundation.http.policy import ContentPolicyMiddleware

pytestmark = pytest.mark.without_database
HEADER = "Content-Security-Policy"


def answered(**headers):
    request = RequestFactory().get("/de/")
    return ContentPolicyMiddleware(lambda _request: HttpResponse("", headers=headers))(request)[HEADER]


class TestContentPolicy:
    def test_stands_on_every_answer_as_the_settings_say_it(self, settings):
        said = dict(part.split(" ", 1) for part in answered().split("; "))

        assert said["default-src"] == "'none'"
        assert said["script-src"] == said["style-src"] == "'self'"
        assert set(said) == set(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])

    def test_leaves_an_answer_its_own(self):
        assert answered(**{HEADER: "default-src 'none'; sandbox"}) == "default-src 'none'; sandbox"

    def test_is_built_anew_when_the_settings_are_others(self, settings):
        middleware = ContentPolicyMiddleware(lambda _request: HttpResponse())
        request = RequestFactory().get("/de/")
        middleware(request)

        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"img-src": ["'none'"]}}

        assert "img-src 'none'" in middleware(request)[HEADER]
