"""A wrong setting stops the start with a sentence that names it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tandem.project import live
from tandem.project.settings import database, environment, mail

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "TANDEM_SECRET_KEY": "".join(chr(33 + number) for number in range(90)),
    "TANDEM_KEYS_AT_REST": json.dumps([Fernet.generate_key().decode()]),
    "TANDEM_SIGNING_KEYS": json.dumps([Fernet.generate_key().decode()]),
    "TANDEM_DATABASE_URL": "postgresql://tandem@localhost/tandem",
    "TANDEM_ALLOWED_HOSTS": '["tandem.example.ch"]',
}

CARRIERS = {
    "TANDEM_VIRUS_SCANNER": "tandem.facilities.documents.scanners.clamd.ClamdScanner",
    "TANDEM_SMS_GATEWAY": "tandem.foundation.sending.gateways.http.HttpSmsGateway",
    "TANDEM_SMS_HTTP": '{"url": "https://sms.example.ch/send", "body": {"to": "{to}", "text": "{text}"}}',
    "TANDEM_MAIL_URL": "smtp+starttls://mail.example.ch",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` under production settings and nothing but these variables."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TANDEM_", "DJANGO_", "PYTEST_"))}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | variables | {"DJANGO_SETTINGS_MODULE": "tandem.project.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )


class TestEnvironment:
    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("TANDEM_SECRET_KEY", "short", "cannot be used: it must have at least 50 characters."),
            ("TANDEM_SIGNING_KEYS", '["short"]', "cannot be used: each key must be 32 bytes in URL-safe Base64"),
            ("TANDEM_KEYS_AT_REST", '["short"]', "cannot be used: each key must be 32 bytes in URL-safe Base64"),
            ("TANDEM_SMS_HTTP", "POST", "cannot be used: it must be a JSON object"),
            ("TANDEM_SMS_HTTP", '{"url": "http://x", "body": {}}', "cannot be used: url: it must begin with https://"),
            ("TANDEM_SMS_GATEWAY", "Gateway", "cannot be used: there is no module 'Gateway'."),
            ("TANDEM_ALLOWED_HOSTS", "tandem.example.ch", "cannot be used: it must be a JSON list"),
            ("TANDEM_ALLOWED_HOSTS", "5", "cannot be used: input should be a valid list."),
            ("TANDEM_LOG_LEVEL", "LOUD", "cannot be used: input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
            ("TANDEM_LOG_FORMAT", "xml", "cannot be used: input should be 'json' or 'text'."),
            ("TANDEM_TRUSTED_PROXIES", "many", "cannot be used: input should be a valid integer"),
            ("TANDEM_TRUSTED_PROXIES", "9", "cannot be used: input should be less than or equal to 5."),
            ("TANDEM_DATA_DIR", __file__, "cannot be used: "),
            ("TANDEM_SEARCH_ENGINE", "tandem.nowhere.Engine", "cannot be used: there is no module 'tandem.nowhere'."),
            ("TANDEM_SEARCH_ENGINE", "Engine", "cannot be used: there is no module 'Engine'."),
            ("TANDEM_ALLOWED_HOST", "[]", "is no variable of Tandem. Did you mean TANDEM_ALLOWED_HOSTS?"),
        ],
    )
    def test_names_the_wrong_variable(self, monkeypatch, name, value, sentence):
        monkeypatch.setenv(name, value)

        with pytest.raises(SystemExit) as end:
            environment.read()

        assert str(end.value).startswith(f"{name} {sentence}")

    def test_names_all_wrong_variables_at_once(self, monkeypatch):
        monkeypatch.setenv("TANDEM_LOG_LEVEL", "LOUD")
        monkeypatch.setenv("TANDEM_TRUSTED_PROXIES", "many")

        with pytest.raises(SystemExit) as end:
            environment.read()

        assert len(str(end.value).splitlines()) == 2

    def test_describes_every_variable(self):
        assert all(environment.variables().values())


class TestDatabaseAddress:
    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("mysql://tandem@localhost/tandem", "it must read postgresql://user@host/name."),
            ("postgresql://tandem@localhost", "it must read postgresql://user@host/name."),
            ("postgresql://tandem@localhost:high/tandem", "its port is no number from 1 to 65535."),
            ("postgresql://tandem@localhost/tandem?sslmod=require", "sslmod is unknown, known are "),
        ],
    )
    def test_is_refused_with_a_sentence(self, url, sentence):
        with pytest.raises(SystemExit) as end:
            database.from_url(url)

        assert str(end.value).startswith(f"TANDEM_DATABASE_URL cannot be used: {sentence}")

    def test_may_hold_a_password_with_signs_and_protect_its_line(self):
        parsed = database.from_url("postgresql://app:p%40ss%2F@db.example.ch:5433/tandem?sslmode=verify-full")

        assert (parsed["USER"], parsed["PASSWORD"], parsed["HOST"], parsed["PORT"]) == (
            "app",
            "p@ss/",
            "db.example.ch",
            "5433",
        )
        assert parsed["OPTIONS"]["sslmode"] == "verify-full"

    def test_may_say_that_no_plan_is_kept(self):
        assert database.from_url("postgresql://app@db/tandem?plans=no")["OPTIONS"]["prepare_threshold"] is None
        kept = database.from_url("postgresql://app@db/tandem")["OPTIONS"]
        assert kept["prepare_threshold"] == database.KEPT_AFTER
        assert "plan_cache_mode=force_generic_plan" in kept["options"]
        with pytest.raises(SystemExit, match="plans may only say no"):
            database.from_url("postgresql://app@db/tandem?plans=yes")

    def test_may_be_a_socket(self):
        parsed = database.from_url("postgresql://postgres@/tandem?host=/run/postgresql")

        assert (parsed["HOST"], parsed["NAME"]) == ("/run/postgresql", "tandem")


class TestLongestStatement:
    @pytest.mark.parametrize(
        ("arguments", "milliseconds"),
        [
            (["manage.py", "load_reference"], 0),
            (["manage.py", "procrastinate", "worker"], database.LONGEST_STATEMENT),
            (["manage.py"], database.LONGEST_STATEMENT),
            (["/srv/tandem/tandem/project/web.py"], database.LONGEST_STATEMENT),
        ],
    )
    def test_is_limited_for_whoever_waits_for_a_page_or_a_job(self, arguments, milliseconds):
        assert database.longest_statement(arguments) == milliseconds


class TestMailAddress:
    def test_may_protect_its_line_and_hold_a_password_with_signs(self):
        parsed = mail.from_url("smtp+starttls://app:p%40ss@mail.example.ch")

        assert (parsed["EMAIL_HOST"], parsed["EMAIL_PORT"], parsed["EMAIL_USE_TLS"], parsed["EMAIL_USE_SSL"]) == (
            "mail.example.ch",
            587,
            True,
            False,
        )
        assert (parsed["EMAIL_HOST_USER"], parsed["EMAIL_HOST_PASSWORD"]) == ("app", "p@ss")
        assert mail.from_url("smtps://mail.example.ch")["EMAIL_PORT"] == 465

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("mail.example.ch", "it must read smtp+starttls://"),
            ("https://mail.example.ch", "it must read smtp+starttls://"),
            ("smtps://", "it must read smtp+starttls://"),
            ("smtp://mail.example.ch", "mails to another machine need smtp+starttls:// or smtps://."),
            ("smtps://mail.example.ch:high", "its port is no number from 1 to 65535."),
        ],
    )
    def test_is_refused_with_a_sentence(self, url, sentence):
        with pytest.raises(SystemExit) as end:
            mail.from_url(url)

        assert str(end.value).startswith(f"TANDEM_MAIL_URL cannot be used: {sentence}")


class TestProduction:
    def test_asks_for_all_that_is_missing_in_one_go(self):
        run = manage("check")

        assert run.returncode == 1
        assert [line.partition(" ")[0] for line in run.stderr.splitlines()] == list(PRODUCTION)

    def test_passes_djangos_own_inspection_without_a_warning(self):
        run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, **CARRIERS)

        assert run.returncode == 0, run.stderr

    def test_is_warned_of_messages_that_nobody_gets(self):
        run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

        assert run.returncode == 1
        assert "TANDEM_SMS_GATEWAY is missing" in run.stderr
        assert "TANDEM_MAIL_URL is missing" in run.stderr

    def test_has_none_of_the_demo(self):
        script = (
            "from django.conf import settings as s; print(s.DEMO, s.DEBUG, 'tandem.portals.demo' in s.INSTALLED_APPS)"
        )

        run = manage("shell", "--no-imports", "-c", script, **PRODUCTION)

        assert run.stdout.split() == ["False", "False", "False"]


class TestLiveProcess:
    @pytest.mark.parametrize("plans", ["", "&plans=no"])
    def test_reaches_the_database_with_what_postgresqls_own_library_knows(self, plans):
        words = live.conninfo(f"postgresql://live@db.example/house?sslmode=require{plans}").split()

        assert {"host=db.example", "user=live", "dbname=house", "sslmode=require"} <= set(words)
