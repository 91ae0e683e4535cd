import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.sending import rules

pytestmark = pytest.mark.without_database


class TestSmsParts:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("a" * 160, 1),
            ("a" * 161, 2),
            ("a" * 306, 2),
            ("a" * 307, 3),
            ("ü" * 160, 1),  # in the alphabet
            ("€" * 80, 1),  # two places each
            ("€" * 81, 2),
            ("a" * 152 + "€" + "a" * 153, 3),  # a sign of two places is not cut: 152, then 2 + 151, then 2
            ("č" * 70, 1),  # beyond the alphabet
            ("č" * 71, 2),
            ("č" * 134, 2),
            ("č" * 135, 3),
            ("🗝" * 35, 1),  # two units of UTF-16 each
            ("🗝" * 36, 2),
            ("a" * 159 + "č", 3),
        ],
    )
    def test_are_counted_as_the_networks_do(self, text, parts):
        assert rules.sms_parts(text) == parts

    @given(st.text(max_size=400), st.characters(exclude_categories=["Cs"]))
    def test_never_become_fewer_when_a_sign_is_added(self, text, sign):
        assert rules.sms_parts(text) <= rules.sms_parts(text + sign)

    @given(st.text(min_size=1, max_size=400))
    def test_hold_everything(self, text):
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2

        assert rules.sms_parts(text) * 160 >= units

    def test_count_a_space_that_does_not_break_as_any_other(self):
        assert rules.sms_parts("Votre code\xa0: 482 913." + "a" * 130) == 1


class TestCheckSms:
    @pytest.mark.parametrize(
        "text",
        [
            "Tandem: Ihr Code ist 482 913.",
            "Tandem: votre code est 482 913. Ne le donnez à personne.",
            "Tandem: il Suo codice è 482 913.",
            "Tandem: Sara Keller möchte für Sie Briefe lesen. Antworten Sie JA oder NEIN.",
            "Benedikt Fitz hat am 3. April um 9 Uhr Zeit für Sie.",  # no "benefit"
            "Votre rendez-vous: mardi 7 avril, 9 h, rue de l'Ecluse 1, salle 3. Trav. 2e étage.",
        ],
    )
    def test_lets_neutral_words_pass(self, text):
        rules.check_sms(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Ihre Arbeitslosenkasse hat geantwortet.",
            "Die ARBEITSLOSENENTSCHÄDIGUNG ist da.",
            "Ihr Taggeld wurde bezahlt.",
            "Termin beim RAV Biel",
            "Votre caisse de chômage vous écrit.",
            "Votre indemnité journalière",
            "Rendez-vous à l'ORP de Fribourg",
            "La cassa disoccupazione Le ha scritto.",
            "Appuntamento all'URC di Lugano",
            "Indennità versata",
            "Your unemployment fund has written.",
            "Your benefit was paid.",
            "Beratung Sozialhilfe",
        ],
    )
    def test_stops_what_a_locked_screen_would_give_away(self, text):
        with pytest.raises(rules.Unsendable, match="names a benefit") as refused:
            rules.check_sms(text)

        assert text not in str(refused.value)

    @pytest.mark.parametrize("text", ["", "  \n", "a" * 613, "č" * 269])
    def test_stops_what_is_empty_or_too_long(self, text):
        with pytest.raises(rules.Unsendable):
            rules.check_sms(text)


class TestCheckTopic:
    @pytest.mark.parametrize("topic", ["accounts.code", "mandates.consent_asked"])
    def test_lets_neutral_words_pass(self, topic):
        rules.check_topic(topic)

    @pytest.mark.parametrize(
        "topic", ["", "code", "accounts.Code", "accounts.code of Mila", "fund.unemployment_paid", "a." + "b" * 60]
    )
    def test_stops_anything_else(self, topic):
        with pytest.raises(rules.Unsendable):
            rules.check_topic(topic)


class TestIsPhoneNumber:
    @pytest.mark.parametrize("number", ["+41791234567", "+41319999999", "+33612345678", "+4915112345678"])
    def test_for_numbers_that_can_be_dialled(self, number):
        assert rules.is_phone_number(number)

    @pytest.mark.parametrize(
        "number",
        ["", "+", "+41", "+417912345678", "+41000000000", "0791234567", "+41 79 123 45 67", "+41791234567x"],
    )
    def test_not_for_anything_else(self, number):
        assert not rules.is_phone_number(number)

    @given(st.text(max_size=20))
    def test_answers_whatever_it_is_asked(self, text):
        assert rules.is_phone_number(text) in {True, False}


class TestIsMailAddress:
    @pytest.mark.parametrize("address", ["mila@example.ch", "m.a+t@sub.example.ch", "o'neil@example.ch"])
    def test_for_one_address(self, address):
        assert rules.is_mail_address(address)

    @given(st.text(max_size=60), st.sampled_from(["\n", "\r", ",", ";", "<", ">", " ", "\x00", "\u2028"]))
    def test_never_for_something_that_could_be_more_than_one_address_or_line(self, text, sign):
        assert not rules.is_mail_address(f"mila@example.ch{sign}{text}")
