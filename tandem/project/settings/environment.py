"""Every variable of the environment, parsed into a type once, at start."""

import difflib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from tandem.foundation import signing
from tandem.foundation.sending.description import HttpDescription
from tandem.project.settings.external import ExternalLogin

ROOT = Path(__file__).resolve().parents[3]


class Environment(BaseSettings):
    """What the machine says. `TANDEM_X` sets the field `x`; secrets may lie in files under `/run/secrets`."""

    model_config = SettingsConfigDict(
        env_prefix="TANDEM_",
        extra="ignore",
        secrets_dir="/run/secrets" if Path("/run/secrets").is_dir() else None,
    )

    secret_key: str = Field(default="", description="signs sessions and forms; at least 50 characters")
    keys_at_rest: list[str] = Field(
        default=[], description="a JSON list of keys that encrypt secrets; the first one writes, all of them read"
    )
    signing_keys: list[str] = Field(
        default=[], description="a JSON list of Ed25519 keys; the first one signs, all of them verify"
    )
    database_url: str = Field(default="", description="postgresql://user:password@host:port/name")
    database_role: str = Field(default="tandem_app", description="the role the application runs under")
    allowed_hosts: list[str] = Field(default=[], description='a JSON list, e.g. ["tandem.example.ch"]')
    data_dir: Path = Field(default=ROOT / ".local", description="where the index and documents lie")
    search_engine: str = Field(
        default="tandem.facilities.search.engines.tantivy.TantivyEngine", description="dotted path of the engine"
    )
    sms_gateway: str = Field(
        default="tandem.foundation.sending.gateways.folders.FolderSmsGateway", description="who sends SMS: dotted path"
    )
    sms_http: HttpDescription | None = Field(default=None, description="how the gateway over HTTP is spoken to (JSON)")
    sms_secret: str = Field(default="", description="what stands for {secret} in TANDEM_SMS_HTTP")
    sms_report_secret: str = Field(default="", description="what a delivery report must carry; empty refuses them all")
    letter_printer: str = Field(
        default="tandem.foundation.sending.gateways.folders.FolderLetterPrinter",
        description="who prints letters: dotted path",
    )
    letters_dir: Path | None = Field(default=None, description="the folder that the print shop collects letters from")
    mail_url: str = Field(default="", description="smtp+starttls://user:password@host:587; empty writes files")
    mail_from: str = Field(default="Tandem <tandem@example.ch>", description="the sender of e-mails")
    company_register_file: Path | None = Field(
        default=None, description="an extract of the register of companies (UID), tab-separated"
    )
    document_store: str = Field(
        default="tandem.facilities.documents.stores.disk.DiskStore", description="where documents lie: dotted path"
    )
    document_s3_bucket: str = Field(default="", description="the bucket of the S3 store")
    document_s3_endpoint: str = Field(default="", description="https://… of the S3 store; empty for Amazon's own")
    document_s3_region: str = Field(default="", description="the region of the S3 store")
    virus_scanner: str = Field(
        default="tandem.facilities.documents.scanners.none.NoScanner",
        description="who looks for viruses in documents: dotted path",
    )
    clamd_address: str = Field(default="127.0.0.1:3310", description="host:port of clamd, or the path of its socket")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="the least to log")
    log_format: Literal["json", "text"] = Field(default="json", description="`text` for eyes, `json` for machines")
    external_logins: list[ExternalLogin] = Field(
        default=[],
        description="a JSON list of log-ins by OpenID Connect: id, label, issuer, client_id, secret_file, minimum_acr,"
        " holds_two_factors",
    )
    metrics_token: str = Field(default="", description="what a scraper sends to read /metrics; empty closes it")
    recovery_wait_hours: int = Field(
        default=24, ge=12, le=336, description="how long a new way to log in, asked for at the desk, waits for a no"
    )
    waiting_room_capacity: int = Field(
        default=6, ge=0, le=1000, description="requests a node works on at once before newcomers wait; 0 never waits"
    )
    live_url: str = Field(
        default="/live", description="where browsers reach the live process; empty: pages have a button instead"
    )
    live_database_url: str = Field(
        default="",
        description="how the live process reaches PostgreSQL itself, past a pooler; empty: as all others do",
    )
    live_origins: list[str] = Field(
        default=[], description="a JSON list of addresses of pages that may ask a live process which lies elsewhere"
    )
    trusted_proxies: int = Field(default=0, ge=0, le=5, description="how many proxies stand before the application")

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < 50:
            raise ValueError("it must have at least 50 characters")
        return value

    @field_validator("keys_at_rest")
    @classmethod
    def _are_keys(cls, values: list[str]) -> list[str]:
        try:
            list(map(Fernet, values))
        except ValueError as error:
            raise ValueError("each key must be 32 bytes in URL-safe Base64, with its = at the end") from error
        return values

    @field_validator("signing_keys")
    @classmethod
    def _are_signing_keys(cls, values: list[str]) -> list[str]:
        signing.check_keys(values)
        return values

    @field_validator("sms_http", mode="before")
    @classmethod
    def _is_an_object(cls, value: object) -> object:
        if isinstance(value, str):  # what was no JSON
            raise ValueError('it must be a JSON object, e.g. {"url": "https://sms.example.ch/send", "body": {…}}')
        return value

    @field_validator("live_url")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        if value and not re.fullmatch(r"(https?://[\w.-]+(:\d+)?)?/live", value):
            raise ValueError("it must be /live, or https://host/live, or empty")
        return value

    @field_validator("data_dir")
    @classmethod
    def _is_a_folder(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError(f"{value} is no folder")
        return value.resolve()

    @field_validator("search_engine", "sms_gateway", "letter_printer", "document_store", "virus_scanner")
    @classmethod
    def _exists(cls, value: str) -> str:
        module, _, name = value.rpartition(".")
        try:
            found = importlib.util.find_spec(module) if module and name else None
        except ModuleNotFoundError:
            found = None
        if found is None:
            raise ValueError(f"there is no module {module or value!r}")
        return value


# Read elsewhere: by the tests and by the demo's runner.
OTHERS = {"TANDEM_TEST_NAME", "TANDEM_LOCAL_DIR"}


def read() -> Environment:
    """The parsed environment. A wrong value or an unknown name ends the process with one sentence per variable."""
    complaints = list(_unknown())
    try:
        environment = Environment()
    except ValidationError as errors:
        for error in errors.errors():
            reason = error["msg"].removeprefix("Value error, ")
            field, *inside = map(str, error["loc"])
            place = f"{'.'.join(inside)}: " if inside and not inside[0].isdigit() else ""
            complaints.append(f"{_variable(field)} cannot be used: {place}{reason[0].lower()}{reason[1:]}.")
    except SettingsError as error:
        named = re.search(r'field "(\w+)"', str(error))
        name = _variable(named.group(1)) if named else "A variable"
        complaints.append(f'{name} cannot be used: it must be a JSON list, e.g. ["tandem.example.ch"].')
    if complaints:
        sys.exit("\n".join(complaints))
    return environment


def live_origin(url: str) -> list[str]:
    """What a page must be allowed to connect to when the live process lies elsewhere; nothing under one roof."""
    origin = url.removesuffix("/live")
    return [origin] if origin else []


def variables() -> dict[str, str]:
    """Every variable of production with what it is for."""
    return {_variable(name): field.description or "" for name, field in Environment.model_fields.items()}


def _variable(field: str) -> str:
    return "TANDEM_" + field.upper()


def _unknown() -> Iterator[str]:
    known = [*variables(), *OTHERS]
    for name in sorted(os.environ):
        if name.startswith("TANDEM_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield f"{name} is no variable of Tandem." + (f" Did you mean {near[0]}?" if near else "")
