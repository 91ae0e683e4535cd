"""A real OpenID provider in a process of its own: django-allauth's, on loopback, with a database in memory."""

ISSUER_LEVEL = "urn:qoa.eiam.admin.ch:names:tc:ac:classes:"
CLIENT_ID = "tandem"
CLIENT_SECRET = "only-for-tests"
# Whoever has an account there: her password is her name; her level of assurance stands in her first name.
PEOPLE = {"strong": "40", "weak": "20", "second": "50"}
