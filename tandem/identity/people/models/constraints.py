"""What the database refuses about a person, in sentences."""

from django.db.models import CheckConstraint, F, Func, IntegerField, Q, TextField, Value
from django.db.models.lookups import LessThanOrEqual, Regex

from tandem.foundation import phones
from tandem.identity.people.enums import Channel

_DIGITAL = [channel.value for channel in Channel if channel.is_digital]


def _once(channel: Channel) -> Q:
    places = Func(F("channels"), Value(channel.value), function="array_positions")
    return Q(LessThanOrEqual(Func(places, function="cardinality", output_field=IntegerField()), 1))


def _are_codes(column: str) -> Regex:
    joined = Func(F(column), Value(" "), function="array_to_string", output_field=TextField())
    return Regex(joined, r"^([a-z]{2,3}( [a-z]{2,3})*)?$")


def _only_with(channel: Channel, need: Q) -> Q:
    return ~Q(channels__contains=[channel.value]) | need


ABOUT_NUMBERS = (
    CheckConstraint(
        name="a_person_number_has_eight_digits",
        condition=Q(person_number=None) | Q(person_number__regex=r"^\d{8}$"),
    ),
    CheckConstraint(
        name="an_avs_number_is_756_and_ten_digits",
        condition=Q(avs_number=None) | Q(avs_number__regex=r"^756\d{10}$"),
    ),
    CheckConstraint(name="a_canton_is_written_with_two_capitals", condition=Q(canton__regex=r"^[A-Z]{2}$")),
    CheckConstraint(name="a_phone_is_kept_as_e164", condition=Q(phone="") | Q(phone__regex=phones.E164)),
)
ABOUT_LANGUAGES = (
    CheckConstraint(name="languages_spoken_are_iso_639_codes", condition=_are_codes("speaks")),
    CheckConstraint(name="languages_read_are_iso_639_codes", condition=_are_codes("reads")),
    CheckConstraint(name="an_interpreter_is_for_an_iso_639_code", condition=Q(interpreter__regex=r"^([a-z]{2,3})?$")),
)
ABOUT_CHANNELS = (
    CheckConstraint(name="a_channel_is_a_known_one", condition=Q(channels__contained_by=Channel.values)),
    CheckConstraint(
        name="each_channel_stands_once_in_the_order",
        condition=_once(Channel.SCREEN)
        & _once(Channel.EMAIL)
        & _once(Channel.SMS)
        & _once(Channel.LETTER)
        & _once(Channel.VIA_HELPER),
    ),
    CheckConstraint(name="a_screen_needs_an_account", condition=_only_with(Channel.SCREEN, Q(user__isnull=False))),
    CheckConstraint(name="an_email_needs_an_address", condition=_only_with(Channel.EMAIL, ~Q(email=""))),
    CheckConstraint(name="an_sms_needs_a_phone", condition=_only_with(Channel.SMS, ~Q(phone=""))),
    CheckConstraint(
        name="a_letter_needs_an_address",
        condition=_only_with(Channel.LETTER, ~Q(postal_code="") & ~Q(locality="")),
    ),
    CheckConstraint(
        name="paper_and_desk_only_means_no_digital_channel",
        condition=Q(reserved_from_digital=False) | ~Q(channels__overlap=_DIGITAL),
    ),
)
