"""Names of other countries and of the regions across the border, to keep a foreign place out of Switzerland."""

from tandem.foundation.folding import fold

_NAMES = """
    Deutschland, Germany, Allemagne, Germania, Österreich, Austria, Autriche, Frankreich, France, Francia, Italien,
    Italy, Italie, Italia, Liechtenstein, Belgien, Belgium, Belgique, Belgio, Luxemburg, Luxembourg, Lussemburgo,
    Niederlande, Netherlands, Pays-Bas, Paesi Bassi, Spanien, Spain, Espagne, Spagna, Portugal, Portogallo, England,
    Great Britain, United Kingdom, Grossbritannien, Royaume-Uni, Regno Unito, Ireland, Irland, Irlande, Irlanda,
    Dänemark, Denmark, Danemark, Danimarca, Schweden, Sweden, Suède, Svezia, Norwegen, Norway, Norvège, Norvegia,
    Finnland, Finland, Finlande, Finlandia, Polen, Poland, Pologne, Polonia, Tschechien, Czechia, Czech Republic,
    Ungarn, Hungary, Hongrie, Ungheria, Rumänien, Romania, Roumanie, Bulgarien, Bulgaria, Bulgarie, Griechenland,
    Greece, Grèce, Grecia, Zypern, Cyprus, Chypre, Cipro, Malta, Malte, Türkei, Turkey, Turquie, Turchia, Kroatien,
    Croatia, Croatie, Croazia, Serbien, Serbia, Serbie, Slowenien, Slovenia, Slovénie, Slowakei, Slovakia, Slovaquie,
    Ukraine, Ucraina, Russland, Russia, Russie, USA, Vereinigte Staaten, United States, Etats-Unis, Stati Uniti,
    Kanada, Canada, Mexiko, Mexico, Mexique, Brasilien, Brazil, Brésil, Brasile, Argentinien, Argentina, Argentine,
    Chile, Chili, Kolumbien, Colombia, Colombie, Peru, Pérou, China, Chine, Cina, Japan, Japon, Giappone, Indien,
    India, Inde, Singapur, Singapore, Singapour, Australien, Australia, Australie, Neuseeland, New Zealand, Marokko,
    Morocco, Maroc, Marocco, Tunesien, Tunisia, Tunisie, Algerien, Algeria, Algérie, Ägypten, Egypt, Egypte, Südafrika,
    Breisgau, Baden-Württemberg, Bayern, Bavaria, Bavière, Vorarlberg, Tirol, Tyrol, Elsass, Alsace, Haute-Savoie,
    Franche-Comté, Lombardia, Lombardei, Piemonte, Piemont, Valle d'Aosta, Südtirol, Alto Adige,
    South Africa, Afrique du Sud, Sudafrica, Israel, Israël, Israele, UAE, United Arab Emirates, Qatar, Saudi Arabia
"""
_KEYS = frozenset(fold(name) for name in _NAMES.split(","))
_LONGEST = max(key.count(" ") + 1 for key in _KEYS)


def names_foreign_country(text: str) -> bool:
    """Whether a country other than Switzerland stands in the text, in de, fr, it or en."""
    words = fold(text).split()
    return any(
        " ".join(words[start : start + length]) in _KEYS
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    )
