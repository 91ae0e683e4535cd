"""The web server (ADR 180); that it serves is shown by the demo and by `make bench-filing`."""

import os

import pytest

from tandem.project import web

pytestmark = pytest.mark.without_database


class TestProcess:
    def test_has_no_secret_in_its_environment(self, monkeypatch):
        monkeypatch.setenv("TANDEM_SECRET_KEY", "x" * 50)
        monkeypatch.setenv("LC_ALL", "C")

        assert web._without_secrets(len) is len

        assert "TANDEM_SECRET_KEY" not in os.environ
        assert os.environ["LC_ALL"] == "C"
