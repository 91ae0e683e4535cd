"""Words in and around place names: what to ignore, what to treat with care."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Places whose name is also an ordinary word: in free text they need a preposition, a postal code or a canton beside.
ORDINARY = _words("""
    aire alle alten apples arch asp au aven bach bad banco bank bassins bauen berg betten biere boll bosco
    brent buch buchen bullet campo caux chemin court dorf egg elm erde erlen feld font fontaines forch gross
    gruben halten horn im inden ins laura lax lens lenz linden loc lohn mase matt messen mission mon monte
    mund muster niederwald orange pont port porta premier produit rain rasa roche roches rohr rolle root rue
    russo sales says sent signora sins speicher spiegel stampa stein steinen strada sur tann thal torre trans
    travers trey unterwasser wagen wahlen wald warth watt weite widen winden zuben
""")

# "in Egg", "à Rue": what makes an ordinary word a place.
PREPOSITIONS = _words("""
    a ab ad al aus autour bei circa d da dans de in nahe near ob pres presso raum region um umgebung vers von
""")

# Said around a name without changing which place is meant.
AROUND = _words("""
    agglomeration arbeitsort area canton cantone city environs gebiet gegend greater grossraum home homeoffice
    kanton kt lieu metropolitan oder office ort ou places plusieurs raum region regione remote sede site stadt
    standort umgebung urgent ville vor
""")

CANTON_WORDS = _words("canton cantone kanton kt")

SWITZERLAND = _words("ch che schweiz suisse svizra svizzera switzerland")

# Two capitals that people write for something else; they name a canton only after "Kanton".
NOT_ALONE = frozenset({"AG", "AI"})

SAINTS = {"saint": "st", "sankt": "st", "sainte": "ste"}
