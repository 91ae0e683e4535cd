"""Languages that people speak and read: those of the platform's reading copies and of most people who look for work.

Codes are ISO 639-1 where there is one, ISO 639-3 otherwise.
"""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.foundation.folding import fold

# Each in itself: a reader looks for the word she knows.
OWN_NAMES = {
    "am": "አማርኛ",
    "ar": "العربية",
    "bg": "Български",
    "bn": "বাংলা",
    "bo": "བོད་སྐད་",
    "bs": "Bosanski",
    "ckb": "کوردیی ناوەندی",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fa": "فارسی",
    "ff": "Fulfulde",
    "fi": "Suomi",
    "fr": "Français",
    "gsw": "Schwiizertüütsch",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "hy": "Հայերեն",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ka": "ქართული",
    "kmr": "Kurmancî",
    "ko": "한국어",
    "ln": "Lingála",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mk": "Македонски",
    "mn": "Монгол",
    "ne": "नेपाली",
    "nl": "Nederlands",
    "no": "Norsk",
    "om": "Afaan Oromoo",
    "pl": "Polski",
    "prs": "دری",
    "ps": "پښتو",
    "pt": "Português",
    "rm": "Rumantsch",
    "ro": "Română",
    "rom": "Romani čhib",
    "ru": "Русский",
    "rw": "Ikinyarwanda",
    "si": "සිංහල",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "so": "Soomaali",
    "sq": "Shqip",
    "sr": "Srpski",
    "sv": "Svenska",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "th": "ไทย",
    "ti": "ትግርኛ",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "ug": "ئۇيغۇرچە",
    "uk": "Українська",
    "ur": "اردو",
    "uz": "Oʻzbekcha",
    "vi": "Tiếng Việt",
    "wo": "Wolof",
    "zh": "中文",
}
SIGN_LANGUAGES = {
    "sgg": _("Swiss German Sign Language (DSGS)"),
    "ssr": _("French Sign Language of Switzerland (LSF)"),
    "slf": _("Italian Sign Language of Switzerland (LIS)"),
}
# Django knows the names of the others in the reader's language.
_NAMES = {
    "am": _("Amharic"),
    "bo": _("Tibetan"),
    "ckb": _("Kurdish (Sorani)"),
    "ff": _("Fula"),
    "gsw": _("Swiss German"),
    "kmr": _("Kurdish (Kurmanji)"),
    "ln": _("Lingala"),
    "om": _("Oromo"),
    "prs": _("Dari"),
    "ps": _("Pashto"),
    "rm": _("Romansh"),
    "rom": _("Romani"),
    "rw": _("Kinyarwanda"),
    "si": _("Sinhala"),
    "so": _("Somali"),
    "ti": _("Tigrinya"),
    "tl": _("Tagalog"),
    "wo": _("Wolof"),
    "zh": _("Chinese"),
}
SPOKEN = frozenset(OWN_NAMES)
INTERPRETED = SPOKEN | frozenset(SIGN_LANGUAGES)


def name_of(code: str) -> str:
    """The language in the reader's words, with a capital: "Tigrinya". Raises KeyError for an unknown code."""
    own = _NAMES.get(code) or SIGN_LANGUAGES.get(code)
    name = str(own) if own else gettext(LANG_INFO[code]["name"])
    return name[:1].upper() + name[1:]


def both_names(code: str) -> str:
    """In the reader's words and in itself: "Tigrinya – ትግርኛ"; once where both are the same."""
    name, own = name_of(code), OWN_NAMES.get(code, "")
    return f"{name} – {own}" if own and own != name else name


def choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """For a list, by the reader's word for them, with their own names."""
    return sorted(((code, both_names(code)) for code in codes), key=lambda choice: fold(choice[1]))
