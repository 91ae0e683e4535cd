"""Changing what is known: by herself, by an office that tells her, in two tabs, with somebody else's address."""

import pytest
from django.core.exceptions import ValidationError

from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.rules import check_mail, check_sms
from tandem.identity.access import registry as access_registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people import registry, selectors, services
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice
from tandem.identity.people.tests.factories import ChangeNoticeFactory, PersonFactory

REACHABLE = {"with_account": True, "with_channels": True, "with_address": True, "with_counsellor": True}
MOVED = {"street": "Musterweg 9", "postal_code": "1630", "locality": "Bulle", "canton": "FR"}


def own(person):
    return open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON)


def by_office(person):
    return open_file(acting_as_member(person.counsellor), person.pk, Purpose.PERSONAL_DATA, now=NOON)


def change(file, section, **facts):
    known = selectors.known(file, section)
    verb = getattr(services, f"change_{section}")
    return verb(file, **{**known.facts, **facts}, seen=known.seen, now=NOON)


def sent():
    """What was queued: (kind, recipient), in order."""
    return [(one.kind, one.recipient) for one in Outgoing.objects.order_by("pk")]


@pytest.fixture
def person():
    return PersonFactory(**REACHABLE)


class TestChange:
    def test_by_herself_is_saved_and_stands_in_the_ledger(self, person):
        done = change(own(person), Section.ADDRESS, **MOVED)

        person.refresh_from_db()
        assert (person.street, person.postal_code, person.locality) == ("Musterweg 9", "1630", "Bulle")
        assert (done.changed, sent(), ChangeNotice.objects.count()) == (True, [], 0)
        assert LedgerEntry.objects.get(person=person).verb == "people.change_address"

    def test_by_an_office_stands_in_the_ledger_under_another_verb(self, person):
        change(by_office(person), Section.NEEDS, large_print=True)

        verbs = LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", flat=True)
        assert list(verbs) == ["access.open_file", "people.note_needs"]

    @pytest.mark.parametrize("section", [section for section in Section if section is not Section.IDENTITY])
    def test_of_nothing_leaves_no_trace(self, person, section):
        done = change(own(person), section)

        assert (done.changed, LedgerEntry.objects.count(), sent()) == (False, 0, [])

    def test_of_the_name_is_not_the_persons_own(self, person):
        with pytest.raises(Hidden):
            change(own(person), Section.IDENTITY, given_name="Mela")

    def test_of_the_name_by_the_office_takes_the_avs_number_as_on_the_card(self, person):
        change(by_office(person), Section.IDENTITY, given_name="Mela", avs_number="756.9217.0769.85")

        person.refresh_from_db()
        assert (person.given_name, person.avs_number) == ("Mela", "7569217076985")

    @pytest.mark.parametrize(
        ("section", "facts"),
        [
            (Section.IDENTITY, {"avs_number": "756.9217.0769.84"}),
            (Section.CONTACT, {"email": "nobody"}),
            (Section.CONTACT, {"phone": "12"}),
            (Section.ADDRESS, {"canton": "Fribourg"}),
            (Section.LANGUAGES, {"speaks": ["french"]}),
        ],
    )
    def test_refuses_facts_that_cannot_stand(self, person, section, facts):
        with pytest.raises(ValidationError):
            change(by_office(person), section, **facts)
        assert not Outgoing.objects.exists()

    def test_keeps_each_language_once_in_the_order_given(self, person):
        change(own(person), Section.LANGUAGES, speaks=["ti", "fr", "ti"], reads=["ti"])

        person.refresh_from_db()
        assert (person.speaks, person.reads) == (["ti", "fr"], ["ti"])

    def test_needs_the_file_open_for_personal_data(self, person):
        file = open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON)
        with pytest.raises(ValueError, match="open_file"):
            services.change_needs(file, interpreter="", large_print=True, easy_language=False, seen="", now=NOON)


class TestTwoTabs:
    def test_never_overwrite_each_other_unseen(self, person):
        file, other = own(person), by_office(person)
        opened = selectors.known(file, Section.ADDRESS)
        change(other, Section.ADDRESS, **MOVED)

        with pytest.raises(services.ChangedMeanwhile) as refused:
            services.change_address(file, **{**opened.facts, "street": "Mine 1"}, seen=opened.seen, now=NOON)

        assert refused.value.saved.facts["street"] == "Musterweg 9"
        person.refresh_from_db()
        assert person.street == "Musterweg 9"

    def test_may_overwrite_once_both_values_were_seen(self, person):
        file = own(person)
        opened = selectors.known(file, Section.ADDRESS)
        change(by_office(person), Section.ADDRESS, **MOVED)
        with pytest.raises(services.ChangedMeanwhile) as refused:
            services.change_address(file, **{**opened.facts, "street": "Mine 1"}, seen=opened.seen, now=NOON)

        services.change_address(file, **{**MOVED, "street": "Mine 1"}, seen=refused.value.saved.seen, now=NOON)

        person.refresh_from_db()
        assert person.street == "Mine 1"

    def test_do_not_meet_in_different_sections(self, person):
        file = own(person)
        opened = selectors.known(file, Section.NEEDS)
        change(by_office(person), Section.ADDRESS, **MOVED)

        done = services.change_needs(
            file, interpreter="sgg", large_print=False, easy_language=False, seen=opened.seen, now=NOON
        )

        assert done.changed

    @pytest.mark.parametrize("seen", ["", "0" * 16, "forged"])
    def test_cannot_be_skipped_with_a_forged_mark(self, person, seen):
        with pytest.raises(services.ChangedMeanwhile):
            services.change_address(own(person), **MOVED, seen=seen, now=NOON)


class TestChannels:
    @pytest.mark.parametrize(
        ("channel", "missing"),
        [
            (Channel.SCREEN, {"with_account": False}),
            (Channel.EMAIL, {"email": ""}),
            (Channel.SMS, {"phone": ""}),
            (Channel.SMS, {"phone": "+41446681800"}),  # a landline
            (Channel.LETTER, {"with_address": False}),
            (Channel.VIA_HELPER, {}),
        ],
    )
    def test_that_lack_what_they_use_are_refused_in_plain_words(self, channel, missing):
        person = PersonFactory(**{**REACHABLE, **missing})

        with pytest.raises(services.ChannelLacks, match="Nothing was changed") as refused:
            change(by_office(person), Section.REACH, channels=[channel])
        assert refused.value.channel is channel

    def test_through_a_helper_need_one_with_a_mandate(self, person, monkeypatch):
        monkeypatch.setattr(registry, "helpers", [lambda person_id, _now: person_id == person.pk])

        change(own(person), Section.REACH, channels=[Channel.VIA_HELPER, Channel.LETTER])

        assert selectors.channel_order(person.pk) == ("via_helper", "letter")

    @pytest.mark.parametrize(
        ("channel", "section", "facts"),
        [
            (Channel.EMAIL, Section.CONTACT, {"email": ""}),
            (Channel.SMS, Section.CONTACT, {"phone": ""}),
            (Channel.SMS, Section.CONTACT, {"phone": "044 668 18 00"}),
            (Channel.LETTER, Section.ADDRESS, {"street": "", "postal_code": "", "locality": ""}),
        ],
    )
    def test_keep_what_they_use_while_they_stand_in_the_order(self, person, channel, section, facts):
        change(own(person), Section.REACH, channels=[channel])

        with pytest.raises(services.ChannelLacks):
            change(own(person), section, **facts)

    def test_on_paper_and_at_the_desk_only_lose_the_digital_ones(self, person):
        change(own(person), Section.REACH, channels=list(Channel)[:4], reserved_from_digital=True)

        person.refresh_from_db()
        assert (person.channels, person.reserved_from_digital) == (["letter"], True)


class TestNotice:
    @pytest.mark.parametrize(
        ("channels", "first"),
        [
            (["email", "letter"], Channel.EMAIL),
            (["sms", "email"], Channel.SMS),
            ([], Channel.EMAIL),  # she has said nothing: what reaches out to her
        ],
    )
    def test_of_what_an_office_changed_goes_out_on_the_first_channel(self, person, channels, first, told):
        change(own(person), Section.REACH, channels=[Channel(channel) for channel in channels])

        done = change(by_office(person), Section.ADDRESS, **MOVED)

        assert (told, done.told_by) == ([(person.pk, "people.changed")], first)
        notice = ChangeNotice.objects.get()
        assert (notice.channel, notice.changed_by) == (done.told_by, person.counsellor.user)
        assert (notice.organisation, notice.section) == (person.office, Section.ADDRESS)

    def test_on_screen_waits_on_her_page(self, person, told):
        change(own(person), Section.REACH, channels=[Channel.SCREEN])

        done = change(by_office(person), Section.ADDRESS, **MOVED)

        assert (done.told_by, len(told)) == (Channel.SCREEN, 1)
        [line] = selectors.notices(own(person))
        assert (line.section, line.organisation) == (Section.ADDRESS, person.office.name)

    def test_through_a_helper_takes_the_next_channel(self, person, monkeypatch):
        monkeypatch.setattr(registry, "helpers", [lambda *_facts: True])
        change(own(person), Section.REACH, channels=[Channel.VIA_HELPER, Channel.SMS])

        assert change(by_office(person), Section.NEEDS, large_print=True).told_by is Channel.SMS

    @pytest.mark.parametrize("language", Language)
    def test_is_in_her_language_and_names_outside_no_benefit_no_office_and_no_value(self, person, language, told):
        change(by_office(person), Section.ADDRESS, **MOVED)

        words = told.words(language)
        check_mail(words.subject, "\n\n".join(words.paragraphs))
        check_sms(f"Tandem: {words.short}")
        for outside in (words.subject, words.short):
            assert person.family_name not in outside
            assert person.office.name not in outside
            assert "Musterweg" not in outside

    @pytest.mark.parametrize(
        ("facts", "kind"),
        [
            ({"email": "new@example.ch"}, "people.changed_past_email"),
            ({"phone": "078 000 00 00"}, "people.changed_past_sms"),
            ({"email": "new@example.ch", "phone": "078 000 00 00"}, "people.changed_past_email_sms"),
        ],
    )
    def test_goes_past_an_address_that_is_not_known_to_be_hers_yet(self, person, facts, kind, told):
        change(by_office(person), Section.CONTACT, **facts)

        assert told == [(person.pk, kind)]
        assert not {Channel(name) for name in kind.split("_")[2:]} & registry.notice_kinds[kind].channels

    def test_of_a_person_without_any_channel_is_left_to_the_desk(self):
        person = PersonFactory(with_counsellor=True)

        done = change(by_office(person), Section.NEEDS, large_print=True)

        assert (done.told_by, sent(), ChangeNotice.objects.get().channel) == (None, [], "")

    def test_goes_from_her_page_once_she_has_seen_it_and_only_hers(self, person):
        another = ChangeNoticeFactory()
        ChangeNoticeFactory(person=person)

        services.note_seen(own(person), now=NOON)

        assert selectors.notices(own(person)) == []
        another.refresh_from_db()
        assert another.seen_at is None

    def test_is_not_an_offices_to_take_away(self, person):
        ChangeNoticeFactory(person=person)

        services.note_seen(by_office(person), now=NOON)

        assert len(selectors.notices(own(person))) == 1

    def test_is_handed_out_and_erased(self, person):
        ChangeNoticeFactory(person=person)
        data = access_registry.personal_data["people.ChangeNotice"]

        assert [row["section"] for row in data.export(person.pk)] == ["address"]
        assert (data.erase(person.pk), data.export(person.pk)) == (1, [])


class TestBothEnds:
    @pytest.mark.parametrize("actor", [own, by_office])
    def test_learn_of_a_new_email_address(self, person, actor):
        change(actor(person), Section.CONTACT, email="new@example.ch")

        assert sent() == [(Kind.MAIL, "person@example.com"), (Kind.MAIL, "new@example.ch")]

    @pytest.mark.parametrize("actor", [own, by_office])
    def test_learn_of_a_new_phone(self, person, actor):
        person.channels = ["sms"]
        person.save()

        change(actor(person), Section.CONTACT, phone="078 000 00 00")

        assert sent() == [(Kind.SMS, "+41790000000"), (Kind.SMS, "+41780000000")]

    def test_say_nothing_of_whose_address_it_is(self, person):
        change(by_office(person), Section.CONTACT, email="new@example.ch")

        for message in Outgoing.objects.all():
            assert person.family_name not in message.subject + message.body
            assert "new@example.ch" not in message.body

    def test_are_one_where_there_was_none(self):
        person = PersonFactory(with_account=True)

        change(own(person), Section.CONTACT, email="first@example.ch")

        assert sent() == [(Kind.MAIL, "first@example.ch")]

    def test_are_told_by_letter_where_nothing_digital_may_be_used(self, person):
        change(own(person), Section.REACH, reserved_from_digital=True)

        done = change(own(person), Section.CONTACT, email="new@example.ch")

        assert (done.told_by, sent()) == (Channel.LETTER, [])

    def test_are_not_told_of_a_landline(self, person):
        change(own(person), Section.CONTACT, phone="044 668 18 00")

        assert sent() == [(Kind.SMS, "+41790000000")]


class TestTypistsAddress:
    @pytest.fixture
    def counsellor(self):
        return MembershipFactory(user__email="renata@rav.example.ch")

    @pytest.mark.parametrize("typed", ["renata@rav.example.ch", "Renata@RAV.example.ch", "desk@rav.example.ch"])
    def test_is_refused_as_somebody_elses(self, counsellor, typed):
        person = PersonFactory(counsellor=counsellor)

        with pytest.raises(services.NotHerAddress, match="own address"):
            change(by_office(person), Section.CONTACT, email=typed)
        with pytest.raises(services.NotHerAddress):
            services.register_person(
                acting_as_member(counsellor),
                given_name="Mila",
                family_name="Beispiel",
                language=Language.FR,
                canton="FR",
                email=typed,
                now=NOON,
            )

    def test_of_the_same_public_mail_service_is_no_sign(self):
        counsellor = MembershipFactory(user__email="renata@bluewin.ch")
        person = PersonFactory(counsellor=counsellor)

        assert change(by_office(person), Section.CONTACT, email="mila@bluewin.ch").changed

    def test_that_stood_there_before_does_not_stop_another_change(self, counsellor):
        person = PersonFactory(counsellor=counsellor, email="desk@rav.example.ch")

        assert change(by_office(person), Section.CONTACT, phone="079 000 00 00").changed

    def test_is_her_own_when_she_writes_it_herself(self, person):
        person.user.email = "mine@example.ch"
        person.user.save()

        assert change(own(person), Section.CONTACT, email="mine@example.ch").changed
