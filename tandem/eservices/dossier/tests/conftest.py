from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
