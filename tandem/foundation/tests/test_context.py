import pytest
from django.middleware.csrf import CsrfViewMiddleware, rotate_token
from django.test import RequestFactory

from tandem.foundation.http.context import form_of

pytestmark = pytest.mark.without_database


def token_of(request):
    return str(form_of(request)["csrf_token"])


class TestTokenOfAForm:
    def test_is_the_same_in_all_forms_of_an_answer_and_another_one_in_the_next(self):
        first, second = (RequestFactory(CSRF_COOKIE="a" * 32).get("/") for _number in range(2))
        for request in (first, second):
            request.META["CSRF_COOKIE"] = "a" * 32

        assert token_of(first) == token_of(first) != token_of(second)

    def test_follows_a_secret_that_a_log_in_changes(self):
        request = RequestFactory().get("/")
        before = token_of(request)

        rotate_token(request)

        assert token_of(request) != before

    def test_opens_what_it_stands_for(self):
        page = RequestFactory().get("/")
        token = token_of(page)
        cookies = {"csrftoken": page.META["CSRF_COOKIE"]}
        for sent, refused in ((token, False), ("b" * 64, True)):
            request = RequestFactory(enforce_csrf_checks=True).post("/", {"csrfmiddlewaretoken": sent})
            request.COOKIES.update(cookies)
            middleware = CsrfViewMiddleware(lambda _request: None)
            middleware.process_request(request)

            assert (middleware.process_view(request, lambda _request: None, (), {}) is not None) is refused
