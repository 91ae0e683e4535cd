from tandem.facilities.notifications import services
from tandem.facilities.notifications.enums import Importance, MessageState, Trouble
from tandem.facilities.notifications.tests.worker import JOBS, NOW, PLATFORM, a_kind, after, tell, use, way
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.gateways import mail
from tandem.foundation.sending.services import note_delivery, take_bounce
from tandem.foundation.sending.tests.test_bounces import report
from tandem.foundation.sending.types import Undelivered
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.enums import Channel
from tandem.identity.people.tests.factories import PersonFactory

SCREEN, EMAIL, SMS, LETTER, HELPER = Channel.SCREEN, Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_HELPER


def person_with(*channels, **facts):
    return PersonFactory(
        with_account=True,
        with_address=True,
        email="mila@example.com",
        phone="+41790000000",
        channels=list(channels),
        **facts,
    )


def read(person, message, *, now):
    file = open_own_file(acting_as(person, now=now), Purpose.MESSAGES, now=now)
    services.note_read(file, message_id=message.pk, now=now)


class TestDeliver:
    def test_takes_her_first_channel_and_keeps_what_was_sent(self, kind, worker, mailoutbox):
        message = tell(person_with(EMAIL, SMS))

        worker.work()

        message.refresh_from_db()
        assert (message.state, way(message)) == (MessageState.TOLD, [(EMAIL, "sent")])
        [mail] = mailoutbox
        delivery = message.deliveries.get()
        assert delivery.text == mail.body
        assert mail.subject == message.subject
        [page] = mail.alternatives
        assert page.mimetype == "text/html"
        assert "Please look at it by" in page.content
        assert len(delivery.fingerprint) == 64

    def test_goes_from_channel_to_channel_until_one_takes_it(self, kind, worker, phones, no_mail):
        phones.closed = True
        message = tell(person_with(EMAIL, SMS, LETTER))

        worker.work()

        message.refresh_from_db()
        assert way(message) == [(EMAIL, "failed"), (SMS, "failed"), (LETTER, "sent")]
        assert message.state == MessageState.TOLD

    def test_waits_for_a_mail_server_that_asks_for_patience(self, kind, worker, phones, monkeypatch):
        def later(**facts):
            raise Undelivered(Fault.BUSY, again=True)

        monkeypatch.setattr(mail, "send", later)
        message = tell(person_with(EMAIL, SMS))

        worker.work()

        assert way(message) == [(EMAIL, "waiting")]
        assert phones.taken == []

    def test_goes_on_when_a_report_says_that_it_did_not_arrive(self, kind, worker, phones):
        phones.reports = True
        message = tell(person_with(SMS, LETTER))
        worker.work()
        assert way(message) == [(SMS, "sent")]

        note_delivery("ref-1", state=State.FAILED, now=after(minutes=9))
        worker.work(after(minutes=9))

        assert way(message) == [(SMS, "failed"), (LETTER, "sent")]

    def test_goes_on_when_a_mail_comes_back_hours_later(self, kind, worker, mailoutbox):
        message = tell(person_with(EMAIL, LETTER))
        worker.work()
        assert way(message) == [(EMAIL, "sent")]

        assert take_bounce(report(mailoutbox[0].extra_headers["Message-ID"]), now=after(hours=5))
        worker.work(after(hours=5))

        message.refresh_from_db()
        assert (message.state, way(message)) == (MessageState.TOLD, [(EMAIL, "failed"), (LETTER, "sent")])

    def test_notes_a_report_that_it_arrived(self, kind, worker, phones):
        phones.reports = True
        message = tell(person_with(SMS))
        worker.work()

        note_delivery("ref-1", state=State.DELIVERED, now=after(minutes=1))
        worker.work(after(minutes=1))

        assert way(message) == [(SMS, "arrived")]

    def test_puts_what_must_not_be_lost_into_her_letter_box_in_the_end(self, kind, worker, no_mail):
        message = tell(person_with(EMAIL))

        worker.work()

        assert way(message) == [(EMAIL, "failed"), (LETTER, "sent")]

    def test_says_so_when_nothing_is_left(self, kind, worker, no_mail):
        message = tell(PersonFactory(email="mila@example.com"))

        worker.work()

        message.refresh_from_db()
        assert (message.state, way(message)) == (MessageState.FAILED, [(EMAIL, "failed")])

    def test_sends_nothing_twice_when_jobs_come_again(self, kind, worker, mailoutbox):
        message = tell(person_with(EMAIL, SMS))
        worker.work()

        services.deliver(PLATFORM, message_id=message.pk, now=NOW)
        services.follow(PLATFORM, outgoing_id=message.deliveries.get().outgoing_id, now=NOW)
        worker.work()

        assert (len(mailoutbox), way(message)) == (1, [(EMAIL, "sent")])

    def test_writes_to_nobody_by_machine_who_is_served_on_paper(self, kind, worker):
        person = PersonFactory(
            with_address=True, email="mila@example.com", phone="+41790000000", reserved_from_digital=True
        )

        message = tell(person)
        worker.work()

        assert way(message) == [(LETTER, "sent")]

    def test_uses_the_channels_of_the_kind_only(self, monkeypatch, worker, phones):
        use(a_kind(channels=frozenset({SMS})), monkeypatch)
        message = tell(person_with(EMAIL, SMS))

        worker.work()

        assert way(message) == [(SMS, "sent")]


class TestScreen:
    def test_gives_her_a_day_to_read_and_then_writes(self, kind, worker, mailoutbox):
        message = tell(person_with(SCREEN, EMAIL))
        worker.work()
        services.go_on(PLATFORM, now=after(hours=23))
        worker.work(after(hours=23))
        assert way(message) == [(SCREEN, "waiting")]

        services.go_on(PLATFORM, now=after(hours=24))
        worker.work(after(hours=24))

        assert way(message) == [(SCREEN, "waiting"), (EMAIL, "sent")]
        assert len(mailoutbox) == 1

    def test_is_enough_when_she_has_read_it(self, kind, worker, mailoutbox):
        person = person_with(SCREEN, EMAIL)
        message = tell(person)
        worker.work()

        read(person, message, now=after(hours=2))
        services.go_on(PLATFORM, now=after(hours=30))
        worker.work(after(hours=30))

        assert (way(message), mailoutbox) == ([(SCREEN, "arrived")], [])

    def test_does_not_hold_up_what_is_urgent(self, monkeypatch, worker):
        use(a_kind(importance=Importance.URGENT), monkeypatch)
        message = tell(person_with(SCREEN, EMAIL))

        worker.work()

        assert way(message) == [(SCREEN, "waiting"), (EMAIL, "sent")]

    def test_is_enough_for_mere_information(self, monkeypatch, worker):
        use(a_kind(importance=Importance.INFORMATION), monkeypatch)
        message = tell(person_with(SCREEN, EMAIL))

        worker.work()
        services.go_on(PLATFORM, now=after(days=9))
        worker.work(after(days=9))

        assert way(message) == [(SCREEN, "waiting")]


class TestThroughHelper:
    def test_tells_the_helper_that_something_waits_and_not_what_nor_for_whom(self, kind, worker, mailoutbox):
        helper = a_helper(user__email="mara@example.com")
        person = person_with(HELPER, LETTER, given_name="Zyprienne", with_counsellor=True, with_fund=True)
        granted(person, helper, Terms({Purpose.MESSAGES: Reach.READ}, Duration.SIX_MONTHS), now=NOW)
        message = tell(person)
        worker.work()

        [told] = [mail for mail in mailoutbox if "hand over" in mail.subject]
        assert way(message) == [(HELPER, "sent")]
        for word in ("Zyprienne", "Something to do"):
            assert word not in told.subject + told.body

    def test_goes_on_when_nobody_helps_any_more(self, kind, worker):
        message = tell(person_with(HELPER, LETTER))

        worker.work()

        assert way(message) == [(HELPER, "failed"), (LETTER, "sent")]
        assert message.deliveries.order_by("pk").first().trouble == Trouble.NO_HELPER


class TestGoOn:
    def test_takes_up_what_was_lost_between_two_channels(self, kind, worker, no_mail):
        message = tell(person_with(EMAIL, LETTER))
        for _step in range(2):  # handed over, refused; the job for the letter is lost
            job = worker._next()
            worker.done.add(job.pk)
            JOBS[job.task_name](NOW, **job.args)
        worker.done.add(worker._next().pk)
        assert way(message) == [(EMAIL, "failed")]

        services.go_on(PLATFORM, now=after(minutes=31))
        worker.work(after(minutes=31))

        assert way(message) == [(EMAIL, "failed"), (LETTER, "sent")]

    def test_leaves_alone_what_a_channel_still_carries(self, kind, worker, monkeypatch):
        def later(**facts):
            raise Undelivered(Fault.BUSY, again=True)

        monkeypatch.setattr(mail, "send", later)
        tell(person_with(EMAIL, LETTER))
        worker.work()

        services.go_on(PLATFORM, now=after(minutes=31))

        assert worker._next() is None

    def test_takes_up_what_was_lost_before_its_first_step(self, kind, worker):
        message = tell(person_with(EMAIL))
        lost = worker._next()
        worker.done.add(lost.pk)

        services.go_on(PLATFORM, now=after(minutes=31))
        worker.work(after(minutes=31))

        assert way(message) == [(EMAIL, "sent")]
