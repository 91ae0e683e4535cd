"""Every variable of the environment, parsed into a type once, at start."""

import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]


class Environment(BaseSettings):
    """What the machine says. `TANDEM_X` sets the field `x`; secrets may lie in files under `/run/secrets`."""

    model_config = SettingsConfigDict(
        env_prefix="TANDEM_",
        extra="ignore",
        secrets_dir="/run/secrets" if Path("/run/secrets").is_dir() else None,
    )

    secret_key: str = Field(default="", description="signs sessions and forms; at least 50 characters")
    database_url: str = Field(default="", description="postgresql://user:password@host:port/name")
    database_role: str = Field(default="tandem_app", description="the role the application runs under")
    allowed_hosts: list[str] = Field(default=[], description='a JSON list, e.g. ["tandem.example.ch"]')
    data_dir: Path = Field(default=ROOT / ".local", description="where the index and documents lie")
    search_engine: str = Field(default="tandem.facilities.search.engines.tantivy.TantivyEngine")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    metrics_token: str = Field(default="", description="what a scraper sends to read /metrics; empty closes it")
    trusted_proxies: int = Field(default=0, ge=0, le=5, description="how many proxies stand before the application")


def read() -> Environment:
    """The parsed environment. A wrong value ends the process with one sentence per variable."""
    try:
        return Environment()
    except ValidationError as errors:
        for error in errors.errors():
            name = "TANDEM_" + str(error["loc"][0]).upper()
            sys.stderr.write(f"{name} cannot be used: {error['msg'].lower()}.\n")
        sys.exit(2)
