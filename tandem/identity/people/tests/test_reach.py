"""How a person is reached, in the database and in the order of channels."""

import itertools

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.languages import Language
from tandem.identity.people import rules, selectors
from tandem.identity.people.enums import Channel
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory

REACHABLE = {"with_account": True, "with_channels": True, "with_address": True}


class TestChannelsInTheDatabase:
    @pytest.mark.parametrize("order", list(itertools.permutations(Channel, 2)))
    def test_stand_in_any_order(self, order):
        person = PersonFactory(channels=list(order), **REACHABLE)

        person.refresh_from_db()
        assert person.channels == list(order)

    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"channels": ["pigeon"], **REACHABLE}, "a_channel_is_a_known_one"),
            ({"channels": ["email", "email"], **REACHABLE}, "each_channel_stands_once_in_the_order"),
            ({"channels": ["via_helper", "letter", "via_helper"], **REACHABLE}, "each_channel_stands_once"),
            ({"channels": ["screen"]}, "a_screen_needs_an_account"),
            ({"channels": ["email"]}, "an_email_needs_an_address"),
            ({"channels": ["sms"]}, "an_sms_needs_a_phone"),
            ({"channels": ["letter"], "postal_code": "1700"}, "a_letter_needs_an_address"),
            ({"channels": ["letter"], "locality": "Fribourg"}, "a_letter_needs_an_address"),
            *(
                ({"channels": [channel], "reserved_from_digital": True, **REACHABLE}, "paper_and_desk_only")
                for channel in ("screen", "email", "sms")
            ),
            ({"phone": "call me"}, "a_phone_is_kept_as_e164"),
            ({"phone": "+0790000000"}, "a_phone_is_kept_as_e164"),
            ({"speaks": ["French"]}, "languages_spoken_are_iso_639_codes"),
            ({"reads": ["fr", ""]}, "languages_read_are_iso_639_codes"),
            ({"interpreter": "x"}, "an_interpreter_is_for_an_iso_639_code"),
        ],
    )
    def test_refuse_nonsense(self, facts, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            PersonFactory(**facts)

    def test_keep_what_they_need(self):
        person = PersonFactory(channels=["email"], **REACHABLE)

        with pytest.raises(IntegrityError, match="an_email_needs_an_address"), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(email="")

    def test_say_the_same_before_the_database_does(self):
        PersonFactory(
            channels=list(Channel), speaks=["ti", "fr"], reads=["ti"], interpreter="sgg", **REACHABLE
        ).full_clean()


class TestContact:
    def test_says_all_that_a_sender_needs(self):
        person = PersonFactory(channels=["sms", "letter"], language=Language.FR, large_print=True, **REACHABLE)

        contact = selectors.contact_of(person.pk)

        assert (contact.name, contact.email, contact.phone) == (person.name, "person@example.com", "+41790000000")
        assert contact.address == (person.name, "Beispielweg 3", "1700 Fribourg")
        assert (contact.language, contact.channels, contact.large_print) == ("fr", ("sms", "letter"), True)

    def test_of_somebody_with_nothing_leaves_the_desk(self):
        contact = selectors.contact_of(PersonFactory().pk)

        assert (contact.email, contact.phone, contact.address, contact.channels) == ("", "", (), ())

    def test_without_a_choice_reaches_out_before_it_waits(self):
        person = PersonFactory(**REACHABLE)

        assert selectors.channel_order(person.pk) == ("email", "letter", "sms", "screen")

    def test_on_paper_and_at_the_desk_only_is_a_letter(self):
        person = PersonFactory(reserved_from_digital=True, **REACHABLE)

        assert selectors.channel_order(person.pk) == ("letter",)


@pytest.mark.without_database
class TestChannelOrder:
    orders = st.permutations(Channel).flatmap(lambda order: st.integers(0, 5).map(lambda number: order[:number]))
    facts = st.fixed_dictionaries(
        {
            "account": st.booleans(),
            "email": st.sampled_from(["", "person@example.com"]),
            "phone": st.sampled_from(["", "+41790000000", "+41446681800"]),
            "address": st.booleans(),
        }
    )

    @given(orders, facts)
    def test_is_what_the_person_said(self, order, facts):
        assert not order or rules.channel_order(order, reserved=False, **facts) == tuple(order)

    @given(orders, facts)
    def test_of_a_person_on_paper_is_never_digital_and_keeps_the_rest_in_order(self, order, facts):
        free = rules.channel_order(order, reserved=False, **facts)

        found = rules.channel_order(order, reserved=True, **facts)

        assert found == tuple(channel for channel in free if channel in {Channel.LETTER, Channel.VIA_HELPER})

    @given(facts, st.booleans())
    def test_without_a_choice_names_only_what_can_be_used_and_each_once(self, facts, reserved):
        found = rules.channel_order([], reserved=reserved, **facts)

        assert len(set(found)) == len(found)
        assert (Channel.EMAIL in found) == (bool(facts["email"]) and not reserved)
        assert (Channel.SMS in found) == (facts["phone"] == "+41790000000" and not reserved)
        assert (Channel.SCREEN in found) == (facts["account"] and not reserved)
        assert (Channel.LETTER in found) == facts["address"]
        assert Channel.VIA_HELPER not in found
