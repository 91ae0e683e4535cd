from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.models import User
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted


def test_a_helper_with_a_mandate_sees_how_to_reach_the_person_and_none_of_her_numbers(client, clock):
    clock.freeze(NOON)
    person, helper = a_person(avs_number="7569217076985", with_address=True), a_helper()
    granted(person, helper)
    client.force_login(User.objects.get(pk=helper.user_id))

    page = client.get(reverse("people:person", args=[person.pk]))

    assertContains(page, person.name)
    assertContains(page, person.street)
    for number in ("756.9217.0769.85", person.person_number):
        assertNotContains(page, number)
