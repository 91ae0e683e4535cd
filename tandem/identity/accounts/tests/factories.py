import factory
from allauth.account.models import EmailAddress

from tandem.foundation.languages import Language
from tandem.identity.accounts.models import User

PASSWORD = "bicycle-for-two-at-noon"


class UserFactory(factory.django.DjangoModelFactory):
    """An account without a password; `UserFactory(with_password=True)` opens with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        with_password = factory.Trait(password=factory.django.Password(PASSWORD))
        with_email = factory.Trait(email=factory.LazyAttribute(lambda user: f"{user.username}@example.com"))
        inactive = factory.Trait(is_active=False)

    username = factory.Sequence(lambda n: f"account-{n}")
    name = factory.Sequence(lambda n: f"Robin Muster-{n}")
    password = factory.django.Password(None)
    language = Language.EN

    @factory.post_generation
    def address(self: User, create: bool, extracted: object, **facts: object) -> None:
        """Her e-mail address, verified unless the test says `address__verified=False`."""
        if create and self.email:
            EmailAddress.objects.create(user=self, email=self.email, **{"primary": True, "verified": True} | facts)
