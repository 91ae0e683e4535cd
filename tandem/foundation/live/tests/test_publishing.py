"""What is published reaches whoever listens once it is true, and only then."""

import json

import psycopg
import pytest
from django.db import connection, transaction

from tandem.foundation.live import publish, words


@pytest.fixture
def heard():
    """A function that says what has arrived by now, as the live process hears it."""
    with psycopg.connect(dsn(), autocommit=True) as listener:
        listener.execute(f"LISTEN {words.CHANNEL}")
        yield lambda: [json.loads(notify.payload) for notify in listener.notifies(timeout=0.3)]


def dsn() -> str:
    parameters = connection.get_connection_params()
    return psycopg.conninfo.make_conninfo(
        **{name: parameters[name] for name in ("dbname", "user", "host") if parameters.get(name)}
    )


@pytest.mark.django_db(transaction=True)
class TestPublish:
    def test_arrives_with_the_commit(self, heard):
        with transaction.atomic():
            publish("session:42", "hands", {"hands": "helper", "id": 7, "proved": True, "step": None})
            assert heard() == []

        assert heard() == [
            {
                "topic": "session:42",
                "kind": "hands",
                "data": {"hands": "helper", "id": 7, "proved": True, "step": None},
            }
        ]

    def test_is_forgotten_with_the_rollback(self, heard):
        with transaction.atomic():
            publish("session:42", "end", {})
            transaction.set_rollback(True)

        assert heard() == []


class TestWhatIsPublished:
    def test_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            publish("session:42", "end", {})

    @pytest.mark.parametrize("topic", ["session", "42", "session:4'2"])
    def test_has_a_topic(self, topic):
        with pytest.raises(ValueError, match="is no topic"):
            publish(topic, "end", {})

    @pytest.mark.parametrize("kind", ["Hands", "typed", "page", "renew", "a\nb", ""])
    def test_has_a_kind_that_is_not_the_carriers(self, kind):
        with pytest.raises(ValueError, match="cannot be published"):
            publish("session:42", kind, {})

    def test_is_no_letter(self):
        with pytest.raises(ValueError, match="longer than 1000 bytes"):
            publish("session:42", "hint", {"text": "é" * 600})

    def test_is_no_heap_of_things(self):
        with pytest.raises(ValueError, match="fields is neither an id nor a short fact"):
            publish("session:42", "saved", {"fields": ["a", "b"]})
