"""Persons, and who stands in for whoever is in charge of them."""

from tandem.identity.people.models.person import Person, PersonQuerySet
from tandem.identity.people.models.stand_in import StandIn, StandInQuerySet

__all__ = ["Person", "PersonQuerySet", "StandIn", "StandInQuerySet"]
