"""Names of the languages an ad may ask for, in the reader's language."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The list of the publication API. Django knows the names of the others.
OWN = {
    "ch": _("Swiss German"),
    "de-ch": _("Swiss German"),
    "ku": _("Kurdish"),
    "lt": _("Lithuanian"),
    "nld": _("Flemish"),
    "no": _("Norwegian"),
    "prs": _("Dari"),
    "rm": _("Romansh"),
    "sr-hr": _("Serbo-Croatian"),
    "ti": _("Tigrinya"),
    "tl": _("Tagalog"),
    "zh": _("Chinese"),
    "am": _("Amharic"),
    "he": _("Hebrew"),
    "km": _("Khmer"),
    "th": _("Thai"),
    "ta": _("Tamil"),
}
_CODES = (
    "ar bg bs ch cs da de de-ch el en es fa fi fr he hr hu it ja km ku lt mk nl nld no pl prs pt rm ro ru sk sl sq sr "
    "sr-hr sv ta th ti tr vi zh"
)
ACCEPTED = frozenset(_CODES.split(" "))


def name_of(code: str) -> str:
    """The name, with a capital; for a code nobody knows, the code itself."""
    name = str(OWN[code]) if code in OWN else gettext(LANG_INFO.get(code, {}).get("name", code))
    return name[:1].upper() + name[1:] if name != code else code
