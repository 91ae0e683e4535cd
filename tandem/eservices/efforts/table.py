"""Efforts as rows of a table: the columns, what they are called, and how people write their values.

What goes out comes in again: headings and values are understood in all four languages, whichever wrote them.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.foundation.folding import fold
from tandem.foundation.languages import Language

YES, NO = _("Yes"), _("No")
# In the order of the paper form. The code word is what a JSON file says.
COLUMNS: Mapping[str, str | Promise] = {
    "applied_on": _("Day"),
    "company": _("Company"),
    "job_title": _("Job"),
    "channels": _("How"),
    "street": _("Street"),
    "house_number": _("Number"),
    "po_box": _("Post-office box"),
    "postal_code": _("Postal code"),
    "locality": _("Place"),
    "country": _("Country"),
    "contact_person": _("Contact"),
    "email": _("E-mail address"),
    "form_url": _("Link"),
    "phone": _("Phone"),
    "workload": _("Workload"),
    "assigned_by_office": _("Assigned by the office"),
    "outcome": _("Result"),
    "interview": _("Interview"),
    "rejection_reason": _("Reason for the refusal"),
}
# What an export adds and an import looks past.
EXTRA: Mapping[str, str | Promise] = {"receipt": _("Receipt")}
# Other names under which people and programs keep the same thing.
_OTHER_NAMES = {
    "applied_on": "date, apply date, datum, data, bewerbungsdatum, date de candidature, data della candidatura",
    "company": "firm, firma, unternehmen, arbeitgeber, employer, employeur, entreprise, société, azienda, ditta,"
    " datore di lavoro",
    "job_title": "title, position, stelle, beruf, occupation, poste, emploi, profession, posto, professione, funktion",
    "channels": "channel, kanal, canal, bewerbungsart, mode, art, apply channel",
    "street": "strasse, rue, via, address, adresse, indirizzo",
    "house_number": "house number, hausnummer, nr",
    "po_box": "po box, postfach, case postale, casella postale",
    "postal_code": "zip, zip code, plz, npa, code postal, codice postale, postleitzahl",
    "locality": "city, town, ort, lieu, localité, località, luogo, ville, stadt",
    "country": "land, pays, paese",
    "contact_person": "contact person, kontaktperson, ansprechperson, personne de contact, persona di contatto",
    "email": "mail, e mail, courriel",
    "form_url": "url, lien, website, online form",
    "phone": "telefon, téléphone, telefono, tel",
    "workload": "pensum, taux, taux d'occupation, grado di occupazione, arbeitspensum",
    "assigned_by_office": "rav, orp, urc, assigned, zuweisung, assignation, assegnazione",
    "outcome": "status, ergebnis, resultat, résultat, esito, risultato, state, apply status",
    "interview": "vorstellungsgespräch, entretien, colloquio",
    "rejection_reason": "reason, rejection reason, grund, absagegrund, motif, motivo",
}
_CHANNEL_WORDS = {
    Channel.ELECTRONIC: "electronic, online, e mail, email, mail, internet, elektronisch, électronique, elettronico,"
    " web, portal, courriel",
    Channel.MAIL: "post, letter, brief, lettre, lettera, poste, posta, courrier",
    Channel.PERSONAL: "personal, person, persönlich, personnel, personnellement, visit, besuch, visite, visita,"
    " personale, di persona",
    Channel.PHONE: "phone, telephone, telefon, téléphone, telefono, telefonisch, tel",
}
_OUTCOME_WORDS = {
    Outcome.PENDING: "pending, open, offen, noch offen, en suspens, in sospeso, aperto, ouvert, waiting",
    Outcome.EMPLOYED: "employed, hired, anstellung, engagement, engagé, assunto, assunzione",
    Outcome.REJECTED: "rejected, refused, absage, refus, réponse négative, rifiuto, risposta negativa, abgelehnt",
}
_WORKLOAD_WORDS = {
    Workload.FULL_TIME: "full, full time, fulltime, vollzeit, plein temps, temps plein, tempo pieno",
    Workload.PART_TIME: "part, part time, parttime, teilzeit, temps partiel, tempo parziale",
}
_YES_WORDS = {"yes", "ja", "oui", "si", "true", "1", "x", "y", "j", "o", "wahr", "vrai", "vero"}
_NO_WORDS = {"no", "nein", "non", "false", "0", "n", "falsch", "faux", "falso"}


@functools.cache
def headings() -> Mapping[str, str]:
    """Every heading that is understood, folded, with the column it means."""
    found: dict[str, str] = {}
    for name, words in _OTHER_NAMES.items():
        for phrase in _phrases(words):
            found.setdefault(phrase, name)
    for language in Language.values:
        with override(language):
            for name, label in {**COLUMNS, **EXTRA}.items():
                found[fold(str(label))] = name
    return {**found, **{fold(name.replace("_", " ")): name for name in [*COLUMNS, *EXTRA]}}


def column_of(heading: str) -> str | None:
    """The column that a heading means, or None."""
    return headings().get(fold(heading.replace("_", " ")))


def channels(text: str) -> tuple[tuple[Channel, ...], str]:
    """The ways that a cell names, and the first word in it that names none."""
    chosen: list[Channel] = []
    for part in filter(None, (piece.strip() for piece in _split(text))):
        channel = _choice(part, Channel, _CHANNEL_WORDS)
        if channel is None:
            return (), part
        chosen.append(Channel(channel))
    return tuple(dict.fromkeys(chosen)), ""


def outcome(text: str) -> Outcome | None:
    found = _choice(text, Outcome, _OUTCOME_WORDS)
    return Outcome(found) if found else None


def workload(text: str) -> Workload | None:
    """ "Vollzeit", "100 %", "80": from 90 percent on full-time, as the labour-force survey counts."""
    digits = text.replace("%", "").strip()
    if digits.isdecimal() and 1 <= int(digits) <= 100:
        return Workload.FULL_TIME if int(digits) >= 90 else Workload.PART_TIME
    found = _choice(text, Workload, _WORKLOAD_WORDS)
    return Workload(found) if found else None


def truth(text: str) -> bool | None:
    word = fold(text)
    return True if word in _YES_WORDS else False if word in _NO_WORDS else None


def written(facts: Mapping[str, Any]) -> list[str]:
    """One effort's cells in the reader's language."""
    cells: dict[str, str] = {name: str(facts[name]) for name in COLUMNS}
    cells["channels"] = " + ".join(str(Channel(channel).label) for channel in facts["channels"])
    cells["workload"] = str(Workload(facts["workload"]).label)
    cells["outcome"] = str(Outcome(facts["outcome"]).label)
    for name in ("assigned_by_office", "interview"):
        cells[name] = str(YES if facts[name] else NO)
    return list(cells.values())


def _choice(text: str, kind: type[models.TextChoices], words: Mapping[Any, str]) -> str | None:
    return _words(kind, tuple((str(key), value) for key, value in words.items())).get(fold(text.replace("_", " ")))


@functools.cache
def _words(kind: type[models.TextChoices], others: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for value, words in others:
        for phrase in _phrases(words):
            found.setdefault(phrase, value)
    for language in Language.values:
        with override(language):
            found |= {fold(str(label)): value for value, label in kind.choices}
    return {**found, **{fold(value.replace("_", " ")): value for value in kind.values}}


def _phrases(words: str) -> Iterable[str]:
    return (fold(phrase) for phrase in words.split(","))


def _split(text: str) -> list[str]:
    for mark in ("+", ";", "|", "/", "·", "\n"):
        text = text.replace(mark, ",")
    return text.split(",")
