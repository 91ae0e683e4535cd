"""The register of companies: a seam. Where a letter goes is known to the register, never to whoever asks for it."""

import functools
from pathlib import Path
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from tandem.foundation.bulk import read_table
from tandem.identity.organisations.rules import uid_digits
from tandem.identity.organisations.types import RegisteredCompany

DEMO = Path(__file__).parent / "data" / "companies.tsv"


@runtime_checkable
class CompanyRegister(Protocol):
    """Who answers for a UID. `tests/register_contract.py` says what each implementation must do."""

    def company(self, uid: str) -> RegisteredCompany | None:
        """The company with this UID (CHE and nine digits), struck off or not; None for a number nobody has.

        Raises Unreachable when the register gives no answer.
        """


class Unreachable(Exception):
    """The register gave no answer: nothing is known, neither yes nor no."""


class FileRegister:
    """An extract of the register in a file: tab-separated, with the columns of `RegisteredCompany`.

    The file is read again when it has changed. Raises ImproperlyConfigured, with the line, for a row that cannot be.
    """

    def __init__(self, path: str | Path = DEMO) -> None:
        self.path = Path(path)

    def company(self, uid: str) -> RegisteredCompany | None:
        try:
            changed = self.path.stat().st_mtime_ns
        except OSError as error:
            raise Unreachable from error
        return _companies(self.path, changed).get(uid)


def company_register() -> CompanyRegister:
    """The one that the settings name (`COMPANY_REGISTER`)."""
    found = import_string(settings.COMPANY_REGISTER)(**settings.COMPANY_REGISTER_OPTIONS)
    if not isinstance(found, CompanyRegister):
        raise ImproperlyConfigured(f"{settings.COMPANY_REGISTER} is no register of companies.")
    return found


@functools.lru_cache(maxsize=2)
def _companies(path: Path, changed: int) -> dict[str, RegisteredCompany]:
    return {company.uid: company for company in map(_company, enumerate(read_table(path), start=2))}


def _company(row: tuple[int, dict[str, str]]) -> RegisteredCompany:
    line, facts = row
    try:
        return RegisteredCompany(
            uid=uid_digits(facts["uid"]),
            name=facts["name"],
            street=facts["street"],
            postal_code=facts["postal_code"],
            locality=facts["locality"],
            canton=facts["canton"],
            is_active=facts["is_active"] == "yes",
        )
    except (KeyError, ValueError) as wrong:
        raise ImproperlyConfigured(f"The register of companies, line {line}: {wrong}.") from wrong
