"""What of a person is handed out and erased in this room."""

from tandem.identity.access import registry
from tandem.identity.access.chain import entry_hash
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.verification import Report, verify
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


def someone():
    person = PersonFactory(
        with_account=True,
        with_counsellor=True,
        with_fund=True,
        with_channels=True,
        with_address=True,
        avs_number="7569217076985",
    )
    open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=NOON)
    return person


class TestPersonsRow:
    data = staticmethod(lambda: registry.personal_data["people.Person"])

    def test_is_handed_out_whole(self):
        person = someone()

        (row,) = self.data().export(person.pk)

        assert (row["given_name"], row["avs_number"], row["login_name"], row["counsellor"]) == (
            person.given_name,
            "7569217076985",
            person.user.username,
            person.counsellor.user.name,
        )

    def test_says_nothing_of_her_after_the_erasure(self):
        person = someone()
        known = {value for value in self.data().export(person.pk)[0].values() if value} - {"FR", "en"}
        user = person.user

        assert self.data().erase(person.pk) == 1

        left = {value for value in self.data().export(person.pk)[0].values() if value}
        assert left.isdisjoint(known)
        user.refresh_from_db()
        assert (user.name, user.email, user.is_active, user.has_usable_password()) == ("", None, False, False)

    def test_leaves_the_account_to_somebody_who_also_works_with_it(self):
        person = someone()
        MembershipFactory(user=person.user)

        self.data().erase(person.pk)

        person.user.refresh_from_db()
        assert person.user.is_active

    def test_of_somebody_else_is_not_touched(self):
        person, another = someone(), PersonFactory()

        self.data().erase(person.pk)

        another.refresh_from_db()
        assert another.given_name.startswith("Mila")
        assert self.data().erase(0) == 0


class TestLedger:
    data = staticmethod(lambda: registry.personal_data["access.LedgerEntry"])

    def test_is_handed_out_so_that_she_can_verify_it_herself(self):
        person = someone()

        (row,) = self.data().export(person.pk)

        digest, previous = row.pop("hash"), row.pop("previous_hash")
        assert entry_hash(bytes.fromhex(previous), row).hex() == digest

    def test_survives_the_erasure_as_evidence_that_names_nobody(self):
        person = someone()
        for data in registry.personal_data.values():
            data.erase(person.pk)

        assert LedgerEntry.objects.filter(person=person).count() == 1
        assert list(verify(Report())) == []
