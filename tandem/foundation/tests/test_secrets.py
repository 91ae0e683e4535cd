import io

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from tandem.foundation import fields, secrets
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def raw_bodies() -> list[str]:
    """The column as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM sending_outgoing ORDER BY id")
        return [body for (body,) in cursor.fetchall()]


def rotate() -> list[str]:
    said = io.StringIO()
    call_command("rotate_keys", stdout=said)
    return said.getvalue().splitlines()


@pytest.fixture
def under_the_old_key(settings):
    settings.SECRET_KEYS_AT_REST = [OLD]


@pytest.mark.without_database
@pytest.mark.usefixtures("under_the_old_key")
class TestSecrets:
    @pytest.mark.parametrize("text", ["", "482 913", "Grüezi – ça va ? 🗝"])
    def test_come_back_as_they_were(self, text):
        assert secrets.decrypt(secrets.encrypt(text)) == text

    def test_show_nothing_of_themselves_and_look_different_each_time(self):
        tokens = {secrets.encrypt("482913") for _ in range(3)}

        assert len(tokens) == 3
        assert not any("482913" in token for token in tokens)

    def test_are_read_under_an_old_key_and_written_under_the_first(self, settings):
        token = secrets.encrypt("482913")
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]

        assert secrets.decrypt(token) == "482913"
        assert Fernet(NEW).decrypt(secrets.encrypt("482913")) == b"482913"

    def test_are_written_anew_only_where_need_be(self, settings):
        token = secrets.encrypt("482913")
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]

        fresh = secrets.renewed(token)

        assert fresh is not None
        assert Fernet(NEW).decrypt(fresh) == b"482913"
        assert secrets.renewed(fresh) is None

    def test_under_a_lost_key_are_refused_with_a_sentence(self, settings):
        token = secrets.encrypt("482913")
        settings.SECRET_KEYS_AT_REST = [NEW]

        with pytest.raises(secrets.Undecipherable, match="Put the key back") as refused:
            secrets.decrypt(token)

        assert "482913" not in str(refused.value)

    def test_that_were_tampered_with_are_refused(self):
        token = secrets.encrypt("482913")
        changed = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]

        with pytest.raises(secrets.Undecipherable):
            secrets.decrypt(changed)

    def test_are_not_written_in_the_clear_where_no_key_is_named(self, settings):
        settings.SECRET_KEYS_AT_REST = []

        with pytest.raises(ImproperlyConfigured):
            secrets.encrypt("482913")

    def test_of_one_kind_are_registered_once(self, monkeypatch):
        monkeypatch.setattr(secrets, "registry", {})
        secrets.register("cellar.bottles", int)

        with pytest.raises(ValueError, match="twice"):
            secrets.register("cellar.bottles", lambda: 0)


@pytest.mark.usefixtures("under_the_old_key")
class TestEncryptedTextField:
    def test_holds_a_token_in_the_database_and_the_text_in_python(self):
        OutgoingFactory(body="Your code is 482913.")

        assert Outgoing.objects.get().body == "Your code is 482913."
        assert secrets.decrypt(raw_bodies()[0]) == "Your code is 482913."

    def test_leaves_the_empty_text_empty(self):
        OutgoingFactory(letter=True)

        assert raw_bodies() == [""]
        assert Outgoing.objects.filter(body="").exists()

    def test_is_encrypted_by_an_update_too(self):
        OutgoingFactory()

        Outgoing.objects.update(body="Your code is 111222.")

        assert secrets.decrypt(raw_bodies()[0]) == "Your code is 111222."

    def test_says_so_instead_of_finding_nothing(self):
        with pytest.raises(TypeError, match="cannot be found by its content"):
            Outgoing.objects.filter(body="Your code is 482913.").exists()


@pytest.mark.usefixtures("under_the_old_key")
class TestRotateKeys:
    def test_writes_everything_under_the_new_key_so_that_the_old_one_can_go(self, settings, monkeypatch):
        monkeypatch.setattr(fields, "BATCH", 2)
        OutgoingFactory.create_batch(5, body="Your code is 482913.")
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]

        said = rotate()

        settings.SECRET_KEYS_AT_REST = [NEW]
        assert "sending.Outgoing.body: 5" in said
        assert said[-1] == "10 secrets are now under the first key."  # and five numbers
        assert {message.body for message in Outgoing.objects.all()} == {"Your code is 482913."}

    def test_writes_letters_anew_that_wait_in_the_file_store(self, settings):
        letter = OutgoingFactory(letter=True)
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]

        assert "sending.letters: 1" in rotate()
        assert "sending.letters: 0" in rotate()

        settings.SECRET_KEYS_AT_REST = [NEW]
        before = letter.attachment.name
        letter.refresh_from_db()
        assert secrets.decrypt_bytes(letter.attachment.read()) == PDF
        assert not default_storage.exists(before)

    def test_finds_nothing_to_do_the_second_time(self, settings):
        OutgoingFactory(body="Your code is 482913.")
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]
        rotate()
        before = raw_bodies()

        assert rotate()[-1] == "0 secrets are now under the first key."
        assert raw_bodies() == before

    def test_goes_on_where_it_was_interrupted(self, settings, monkeypatch):
        OutgoingFactory.create_batch(3)
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]
        with monkeypatch.context() as patch:
            patch.setattr(fields, "_replace", _power_cut_after(2, fields._replace))
            with pytest.raises(KeyboardInterrupt):
                rotate()

        assert rotate()[-1] == "4 secrets are now under the first key."

    def test_leaves_alone_what_somebody_writes_meanwhile(self, settings, monkeypatch):
        OutgoingFactory(body="Your code is 482913.")
        settings.SECRET_KEYS_AT_REST = [NEW, OLD]
        replace = fields._replace

        def slowly(*arguments):
            Outgoing.objects.update(body="Your code is 111222.")
            return replace(*arguments)

        monkeypatch.setattr(fields, "_replace", slowly)
        rotate()

        assert Outgoing.objects.get().body == "Your code is 111222."

    def test_asks_the_features_that_encrypt_in_their_own_way(self, monkeypatch):
        monkeypatch.setattr(secrets, "registry", {"cellar.bottles": lambda: 7})

        assert "cellar.bottles: 7" in rotate()

    def test_stops_with_a_sentence_at_what_it_cannot_read_and_leaves_it(self, settings):
        OutgoingFactory(body="Your code is 482913.")
        before = raw_bodies()
        settings.SECRET_KEYS_AT_REST = [NEW]

        with pytest.raises(CommandError, match=r"^sending\.Outgoing\.\w+: .* Put the key back"):
            rotate()

        assert raw_bodies() == before


def _power_cut_after(times, function):
    calls = iter(range(times))

    def call(*arguments):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return function(*arguments)

    return call
