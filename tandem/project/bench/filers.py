"""Before and after the day everybody comes, in a process with Django: who files, and whether all is there.

`python -m tandem.project.bench.filers prepare COUNT`, then `… check FILE` with what the visitors saw.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of invented people
PASSWORD = "bicycle-for-two-at-noon"  # noqa: S105
_BATCH = 1_000


def prepare(count: int) -> None:
    """The people, and a table for the bare POST."""
    people(count)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigserial PRIMARY KEY, content bytea, signature bytea)")
        cursor.execute("GRANT ALL ON bench_bare TO tandem_app; GRANT ALL ON bench_bare_id_seq TO tandem_app")


def people(count: int) -> None:
    """People with an account, a password hashed as in production, an app for codes and a fund."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - Django must be set up first
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from tandem.foundation import clock, secrets  # noqa: PLC0415
    from tandem.identity.accounts.models import User  # noqa: PLC0415
    from tandem.identity.organisations.tests.factories import OrganisationFactory  # noqa: PLC0415
    from tandem.identity.people.models import Person  # noqa: PLC0415
    from tandem.identity.people.tests.factories import PersonFactory  # noqa: PLC0415

    fund = OrganisationFactory.create(fund=True)
    password, secret = make_password(PASSWORD), secrets.encrypt(SECRET)
    for first in range(0, count, _BATCH):
        numbers = range(first, min(first + _BATCH, count))
        with transaction.atomic():
            users = User.objects.bulk_create(
                User(username=f"filer-{number}", name=f"Robin Muster {number}", password=password, language="de")
                for number in numbers
            )
            persons = PersonFactory.build_batch(len(users), fund=fund, language="de")
            for person, user in zip(persons, users, strict=True):
                person.user = user
            Person.objects.bulk_create(persons)
            Authenticator.objects.bulk_create(
                Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": secret}, created_at=clock.now())
                for user in users
            )


def check(seen: dict[str, Any]) -> dict[str, int]:
    """Compare what the visitors were shown with what is there. All figures but the first two should be 0."""
    from tandem.eservices.procedures.models import Answer, Filing  # noqa: PLC0415
    from tandem.facilities.receipts.rules import payload_hash  # noqa: PLC0415
    from tandem.foundation import signing  # noqa: PLC0415

    receipts: dict[str, str] = seen["receipts"]  # login name -> number shown
    kept: dict[str, list[str]] = seen["kept"]  # login name -> questions whose answers were taken
    filings = {
        filing.receipt.number: filing
        for filing in Filing.objects.select_related("receipt", "content", "person__user").order_by("pk")
    }
    found = Counter({"shown": len(receipts), "filed": len(filings)})
    for name, number in receipts.items():
        filing = filings.get(number)
        if filing is None or filing.person.user is None or filing.person.user.username != name:
            found["shown and missing"] += 1
            continue
        receipt = filing.receipt
        genuine = signing.verify(
            receipt.key_id, receipt.statement.encode(), bytes(receipt.signature), use="receipt"
        ) and bytes(receipt.payload_hash) == payload_hash(filing.content.payload)
        found["not genuine"] += not genuine
    of_person = Counter((filing.person_id, filing.key, filing.subject) for filing in filings.values())
    found["filed twice"] = sum(number > 1 for number in of_person.values())
    answered = {
        (name, field)
        for name, field in Answer.objects.order_by("pk").values_list("draft__person__user__username", "field")
    }
    found["answers lost"] = sum((name, field) not in answered for name, fields in kept.items() for field in fields)
    return {
        name: found[name]
        for name in ("shown", "filed", "shown and missing", "not genuine", "filed twice", "answers lost")
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        print(json.dumps(check(json.loads(Path(sys.argv[2]).read_text()))))  # noqa: T201 - read by the bench
