"""Persons, who stands in for whoever is in charge of them, and what they are told of changes."""

from tandem.identity.people.models.change_notice import ChangeNotice
from tandem.identity.people.models.person import Person, PersonQuerySet
from tandem.identity.people.models.stand_in import StandIn, StandInQuerySet

__all__ = ["ChangeNotice", "Person", "PersonQuerySet", "StandIn", "StandInQuerySet"]
