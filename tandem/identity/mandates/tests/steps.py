"""What tests of the pages do again and again."""

from django.urls import reverse

from tandem.identity.accounts.models import User


def log_in(client, acting_or_person):
    client.force_login(User.objects.get(pk=acting_or_person.user_id))


def page(name, *arguments):
    return reverse(f"mandates:{name}", args=arguments)
