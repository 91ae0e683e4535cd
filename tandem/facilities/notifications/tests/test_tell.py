import dataclasses

import pytest

from tandem.facilities.notifications import services
from tandem.facilities.notifications.enums import MessageState
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.tests.worker import NOW, PLATFORM, a_kind, after, tell, use, way
from tandem.foundation.sending.rules import Unsendable
from tandem.identity.people.enums import Channel
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    return PersonFactory(with_account=True, email="mila@example.com", channels=[Channel.EMAIL])


class TestTell:
    def test_writes_the_words_in_her_language(self, kind):
        person = PersonFactory(language="fr", email="mila@example.com")

        message = tell(person)

        assert (message.language, message.subject) == ("fr", "Something to do by mardi 7 avril 2026")
        assert message.body.split("\n\n") == ["Please look at it by mardi 7 avril 2026.", "It takes five minutes."]

    def test_says_a_thing_of_a_kind_once_a_day(self, person, kind):
        assert tell(person) is not None

        assert tell(person, now=after(hours=23, minutes=59)) is None
        assert Message.objects.count() == 1
        assert tell(person, now=after(hours=24)) is not None

    def test_says_it_again_at_once_after_a_failure(self, person, kind):
        Message.objects.filter(pk=tell(person).pk).update(state=MessageState.FAILED)

        assert tell(person, now=after(minutes=5)) is not None

    def test_says_it_to_each_person(self, person, kind):
        tell(person)

        assert tell(PersonFactory()) is not None

    def test_says_each_thing_of_a_kind_that_is_about_several(self, person, monkeypatch):
        use(a_kind(each=True), monkeypatch)
        tell(person, about="filing 1")

        assert tell(person, about="filing 1") is None
        assert tell(person, about="filing 2") is not None

    def test_asks_for_no_worker_where_it_rests_on_her_pages(self, kind, worker):
        message = tell(PersonFactory(with_account=True, channels=[Channel.SCREEN]))

        assert worker._next() is None
        assert way(message) == [(Channel.SCREEN, "waiting")]
        assert message.next_at == after(hours=24)

    def test_asks_for_a_worker_where_she_looks_there_last(self, person, kind, worker):
        message = tell(person)

        assert worker._next().args == {"message_id": message.pk}
        assert way(message) == []

    def test_asks_nothing_about_what_is_only_now_made(self, person, kind, django_assert_num_queries):
        with django_assert_num_queries(4):  # contact, message, job; and the test reads it
            assert tell(person, is_news=True) is not None

    def test_refuses_words_that_a_stranger_must_not_read(self, person, monkeypatch):
        for words in ({"subject": "Arbeitslosenkasse"}, {"short": "Ihr Taggeld"}):
            kind = a_kind()
            said = dataclasses.replace(kind.words(kind.sample), **words)
            use(a_kind(words=lambda _facts, said=said: said), monkeypatch)

            with pytest.raises(Unsendable):
                tell(person)
        assert not Message.objects.exists()

    def test_refuses_a_kind_that_nobody_registered_and_names_the_nearest(self, person, kind):
        with pytest.raises(LookupError, match=r"tests\.note"):
            services.tell(PLATFORM, person_id=person.pk, kind="tests.notes", facts={}, now=NOW)
