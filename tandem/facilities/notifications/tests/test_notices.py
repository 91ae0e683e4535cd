"""What `identity` has to tell goes on to the next channel, too, when one fails."""

import pytest

from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.tests.worker import NOW, way
from tandem.foundation.sending.models import Outgoing
from tandem.identity.people import registry
from tandem.identity.people.enums import Channel
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_channels=True, with_address=True, channels=["screen", "email", "sms"])


def tell(person, kind="mandates.granted"):
    sample = registry.notice_kinds[kind].sample
    registry.tell(kind, person_id=person.pk, facts=sample, about="mandate 12", now=NOW)
    return Message.objects.order_by("-pk")[0]


class TestNoticeOfAMandate:
    def test_does_not_wait_on_the_screen_where_a_stranger_may_sit(self, person, worker, phones):
        message = tell(person)

        worker.work()

        assert [channel for channel, _state in way(message)] == ["screen", "email"]

    def test_goes_from_mail_to_sms_to_letter(self, person, worker, phones, no_mail):
        phones.closed = True
        message = tell(person)

        worker.work()

        assert way(message)[1:3] == [("email", "failed"), ("sms", "failed")]
        assert way(message)[3][0] == "letter"

    def test_is_never_held_back_by_another_one(self, person):
        for kind in ("mandates.granted", "mandates.ended", "mandates.granted"):
            tell(person, kind)

        # The third is the first one once more, at the same moment.
        assert [row.kind for row in Message.objects.order_by("pk")] == ["mandates.granted", "mandates.ended"]

    def test_never_goes_through_the_helper_whom_it_may_be_about(self, person, worker, phones):
        person.channels = ["via_helper", "sms"]
        person.save()

        message = tell(person)
        worker.work()

        assert [channel for channel, _state in way(message)] == ["sms"]


class TestNoticeOfAChange:
    def test_waits_a_day_on_the_pages_of_who_reads_there(self, person, worker):
        message = tell(person, "people.changed")

        worker.work()

        assert [channel for channel, _state in way(message)] == ["screen"]
        assert not Outgoing.objects.exists()
        message.refresh_from_db()
        assert message.next_at is not None

    def test_of_a_new_address_is_carried_by_the_others(self, person, worker, phones):
        person.channels = ["email", "sms"]
        person.save()

        message = tell(person, "people.changed_past_email")
        worker.work()

        assert [channel for channel, _state in way(message)] == ["sms"]


@pytest.mark.without_database
class TestTell:
    def test_refuses_a_kind_that_nobody_declared(self):
        with pytest.raises(LookupError, match=r"mandates\.granted"):
            registry.tell("mandates.grented", person_id=1, facts={}, about="x", now=NOW)

    def test_is_an_error_where_nobody_carries(self, monkeypatch):
        monkeypatch.setattr(registry, "_carriers", [])

        with pytest.raises(RuntimeError, match="nobody carries"):
            registry.tell("mandates.granted", person_id=1, facts={}, about="x", now=NOW)

    def test_leaves_the_helper_out_of_every_notice_but_that_of_an_erasure(self):
        through_helper = [kind.key for kind in registry.notice_kinds.values() if Channel.VIA_HELPER in kind.channels]

        assert set(through_helper) == {"own_data.file_ends", "own_data.convenience_ends"}
