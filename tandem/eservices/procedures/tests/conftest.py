from tandem.eservices.procedures.tests.factories import declared, nothing_else  # noqa: F401 - a fixture
