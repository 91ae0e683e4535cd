"""The person's pages, and the employer's without an account."""

import pytest
from django.urls import reverse

from tandem.eservices.certificates.codes import CODE
from tandem.eservices.certificates.models import EarningsCertificate
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory, stated
from tandem.foundation import clock
from tandem.foundation.months import month_of
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(client):
    person = PersonFactory(with_account=True)
    client.force_login(person.user)
    return person


@pytest.fixture
def month():
    return month_of(clock.today())


class TestAskPage:
    def test_shows_the_code_and_where_to_enter_it(self, client, person, month):
        answer = client.post(reverse("certificates:ask", args=[month]), {"employer": "Beck am Bach", "language": "de"})

        assert CODE.normalised(answer.context["asked"].code) in answer.text
        assert reverse("certificates:enter") in answer.text

    def test_takes_the_name_that_a_form_hands_on(self, client, person, month):
        page = client.post(reverse("certificates:ask", args=[month]), {"prefill": "1", "employer": "Beck am Bach"})

        assert 'value="Beck am Bach"' in page.text
        assert "govuk-error-summary" not in page.text

    def test_keeps_what_was_typed_when_the_address_is_wrong(self, client, person, month):
        answer = client.post(
            reverse("certificates:ask", args=[month]), {"employer": "Beck am Bach", "email": "x", "language": "de"}
        )

        assert "Beck am Bach" in answer.text
        assert answer.context["form"].errors.keys() == {"email"}


class TestRequestPage:
    def test_does_not_show_somebody_elses(self, client, person):
        assert client.get(reverse("certificates:one", args=[CertificateRequestFactory().pk])).status_code == 404

    def test_takes_a_request_back(self, client, person):
        request = CertificateRequestFactory(person=person)

        client.post(reverse("certificates:withdraw", args=[request.pk]))

        request.refresh_from_db()
        assert request.withdrawn_at is not None


class TestEmployerPages:
    def enter(self, client, **facts):
        code = CODE.new()
        request = CertificateRequestFactory(typed_code=code, **facts)
        answer = client.post(reverse("certificates:enter"), {"code": code})
        assert answer["Location"] == reverse("certificates:state")
        return request

    def test_lead_from_the_code_to_the_receipt(self, client):
        request = self.enter(client)

        assert client.get(reverse("certificates:state")).status_code == 200
        answer = client.post(reverse("certificates:state"), stated(request.month))
        assert answer["Location"] == reverse("certificates:check")
        assert "CHF" in client.get(reverse("certificates:check")).text
        client.post(reverse("certificates:check"))

        certificate = EarningsCertificate.objects.get(request=request)
        assert certificate.receipt.number in client.get(reverse("certificates:sent")).text
        assert client.get(reverse("certificates:state")).status_code == 302

    def test_tell_the_name_and_nothing_else_of_the_person(self, client):
        request = self.enter(client)

        page = client.get(reverse("certificates:state")).text

        assert request.person.name in page
        assert str(request.person.avs_number) not in page
        assert str(request.person.person_number) not in page

    def test_keep_what_was_typed_with_a_mistake_in_it(self, client):
        request = self.enter(client)

        client.post(reverse("certificates:state"), stated(request.month, gross="viel"))

        page = client.get(reverse("certificates:state"))
        assert 'value="viel"' in page.text
        assert 'value="Ruth Muster"' in page.text

    def test_send_nothing_that_was_not_checked(self, client):
        request = self.enter(client)
        client.post(reverse("certificates:state"), stated(request.month, gross=""))

        answer = client.post(reverse("certificates:check"))

        assert answer["Location"] == reverse("certificates:state")
        assert not EarningsCertificate.objects.exists()

    def test_close_when_the_request_is_taken_back_meanwhile(self, client):
        request = self.enter(client)
        request.withdrawn_at = clock.now()
        request.save()

        assert client.get(reverse("certificates:state")).status_code == 404

    def test_say_that_a_code_is_wrong(self, client):
        answer = client.post(reverse("certificates:enter"), {"code": "abc"})

        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {"code"}
