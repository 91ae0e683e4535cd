from tandem.foundation.languages import OWN_NAMES, Language


def own_name(language: str) -> str:
    """A language named in itself: "Français"."""
    return OWN_NAMES[Language(language)]
