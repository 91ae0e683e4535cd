"""What is said outside the platform fits where it is said, in every language."""

import datetime

import pytest
from django.utils.translation import override

from tandem.foundation.languages import Language
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.rules import check_sms
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import notes, services
from tandem.identity.factors.tests.factories import as_account, with_sms

EVERY_NOTE = [
    *notes.ADDED.values(),
    *notes.REMOVED.values(),
    notes.LOCKED,
    notes.COPIED_KEY,
    notes.RECOVERY_USED,
    notes.FEW_CODES,
]


@pytest.mark.parametrize("language", Language)
class TestSms:
    def test_holds_every_note_and_names_no_benefit(self, language):
        user = with_sms(UserFactory(language=language))

        for note in EVERY_NOTE:
            notes.tell(user.pk, note, now=NOON)

        texts = list(Outgoing.objects.order_by("pk"))
        assert len(texts) == len(EVERY_NOTE)
        for row in texts:
            check_sms(row.body)

    def test_with_a_code_is_in_her_language_whatever_the_page_speaks(self, language):
        user = with_sms(UserFactory(language=language))

        with override("it" if language != "it" else "de"):
            services.send_code(as_account(user), now=NOON)

        first = {"de": "Ihr Code ist", "fr": "votre code est", "it": "il Suo codice è", "en": "your code is"}[language]
        assert first in Outgoing.objects.get().body


class TestMail:
    def test_says_hello_what_happened_and_what_to_do(self):
        user = UserFactory(with_email=True, name="Mila Beispiel", language="fr")

        notes.tell(user.pk, notes.LOCKED, now=NOON + datetime.timedelta(hours=1))

        mail = Outgoing.objects.get()
        assert mail.recipient == user.email
        assert mail.body.startswith("Bonjour Mila Beispiel\n\nUne personne qui connaît votre mot de passe")
        assert "Changez votre mot de passe" in mail.body
