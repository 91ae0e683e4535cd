"""Codes of countries as senders name them: those that job ads in Switzerland come with."""

import functools

from tandem.foundation.folding import fold

_NAMES = {
    "CH": "Schweiz, Suisse, Svizzera, Switzerland, CHE",
    "LI": "Liechtenstein, Fürstentum Liechtenstein, LIE",
    "DE": "Deutschland, Allemagne, Germania, Germany, DEU",
    "FR": "Frankreich, France, Francia, FRA",
    "IT": "Italien, Italie, Italia, Italy, ITA",
    "AT": "Österreich, Autriche, Austria, AUT",
    "GB": "Grossbritannien, Royaume-Uni, Regno Unito, United Kingdom, Great Britain, England, Scotland, Wales, UK",
    "IE": "Irland, Irlande, Irlanda, Ireland",
    "ES": "Spanien, Espagne, Spagna, Spain",
    "PT": "Portugal, Portogallo",
    "BE": "Belgien, Belgique, Belgio, Belgium",
    "NL": "Niederlande, Pays-Bas, Paesi Bassi, Netherlands",
    "LU": "Luxemburg, Luxembourg, Lussemburgo",
    "DK": "Dänemark, Danemark, Danimarca, Denmark",
    "SE": "Schweden, Suède, Svezia, Sweden",
    "NO": "Norwegen, Norvège, Norvegia, Norway",
    "FI": "Finnland, Finlande, Finlandia, Finland",
    "PL": "Polen, Pologne, Polonia, Poland",
    "CZ": "Tschechien, Tchéquie, Cechia, Czechia, Czech Republic",
    "HU": "Ungarn, Hongrie, Ungheria, Hungary",
    "RO": "Rumänien, Roumanie, Romania",
    "BG": "Bulgarien, Bulgarie, Bulgaria",
    "HR": "Kroatien, Croatie, Croazia, Croatia",
    "GR": "Griechenland, Grèce, Grecia, Greece",
    "CY": "Zypern, Chypre, Cipro, Cyprus",
    "US": "USA, Vereinigte Staaten, Etats-Unis, Stati Uniti, United States, United States of America",
    "CA": "Kanada, Canada",
    "AU": "Australien, Australie, Australia",
    "SG": "Singapur, Singapour, Singapore",
}
_CODES = {fold(name): code for code, names in _NAMES.items() for name in names.split(",")}


@functools.lru_cache(10_000)
def code_of(text: str) -> str:
    """The two capitals for a code or a name; empty for what is neither."""
    stripped = text.strip().strip(".")
    if len(stripped) == 2 and stripped.isalpha() and stripped.isascii() and stripped.upper() != "UK":
        return stripped.upper()
    return _CODES.get(fold(stripped), "")


def code_at_the_end(place: str) -> str:
    """The country that stands last in "Berlin, Germany"; empty when none is named."""
    last = place.rpartition(",")[2].strip()
    return code_of(last) if len(last) > 2 else ""
