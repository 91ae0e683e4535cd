from django.http import HttpResponse
from django.test import RequestFactory

from tandem.identity.factors.registry import PROOF, signs


class TestAPageThatIsSigned:
    def test_keeps_what_was_typed_to_sign_out_of_a_report_of_a_fault(self):
        request = RequestFactory().post("/", {"code": "123456", "password": "not told", "reason": "told"})
        signs(lambda _request: HttpResponse())(request)

        assert set(PROOF) == set(request.sensitive_post_parameters)

    def test_says_so_itself(self):
        """Who asks for her presence after a pause leaves it to such a page."""
        assert signs(lambda _request: HttpResponse()).signs
