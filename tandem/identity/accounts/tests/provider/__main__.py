"""`python -m tandem.identity.accounts.tests.provider CALLBACK…`: prints its issuer and serves until it is ended."""

import importlib
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = f"{__package__}.settings"
django.setup()
# Its models exist once Django is set up, not before.
importlib.import_module(f"{__package__}.serve").main(sys.argv[1:])
