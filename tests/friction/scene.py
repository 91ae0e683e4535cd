"""The two people of the journeys: everything that is there before the first click."""

import datetime
from dataclasses import dataclass

from tandem.assistance.sessions.browser import KEY
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.tests.factories import together
from tandem.eservices.efforts.tests.factories import EffortFactory
from tandem.facilities.notifications.models import Message
from tandem.foundation.clock import now
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors.models import CodeList
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.models import Person
from tests.friction.player import Count, Player

MOMENT = "2026-11-26 10:00"  # the form of November is open since the 22nd
APPLIED_ON = datetime.date(2026, 11, 20)
AREAS = (Purpose.EFFORTS, Purpose.MONTHLY_FORM, Purpose.SEARCH, Purpose.DOSSIER, Purpose.MESSAGES)


@dataclass
class Scene:
    """`her` and `him` sit at their screens; what they do is counted together."""

    person: Person
    helper: Acting
    her: Player
    him: Player

    @property
    def his(self) -> User:
        """The helper's account."""
        return User.objects.get(pk=self.helper.user_id)

    @property
    def letter(self) -> str:
        """The heading of the letter in her inbox."""
        return Message.objects.get(person=self.person, kind="tests.note").subject

    @property
    def unread(self) -> int:
        return Message.objects.filter(person=self.person, read_at=None).count()

    @property
    def count(self) -> Count:
        return self.her.count + self.him.count


def give_mandate(found: Scene, *, sends: bool) -> None:
    """To send with the person's yes each time, or without; to read her letters, to add her papers."""
    far = Reach.SEND if sends else Reach.SEND_WITH_CONFIRMATION
    reach = {
        Purpose.EFFORTS: far,
        Purpose.MONTHLY_FORM: far,
        Purpose.MESSAGES: Reach.READ,
        Purpose.DOSSIER: Reach.PREPARE,
    }
    granted(found.person, found.helper, Terms(reach, Duration.SIX_MONTHS), now=now())


def two_people() -> Scene:
    """A person with a printed list of codes and a helper with his, both logged in."""
    found = Scene(a_person(email="mila@example.com"), a_helper(), Player("the person"), Player("the helper"))
    for user, player in ((found.person.user, found.her), (found.his, found.him)):
        CodeList.objects.filter(user=user).delete()
        CodeListFactory(user=user)
        user.set_password(PASSWORD)
        user.save()
        player.client.force_login(user)
    return found


def begin_session(found: Scene) -> AssistedSession:
    """A session that runs, each on an own device, her hands: what `begin` plays on the pages."""
    session = together(found.person, found.helper, areas=AREAS, now=now())
    for player in (found.her, found.him):
        store = player.client.session
        store[KEY] = session.pk
        store.save()
    return session


def some_efforts(person: Person, number: int = 3) -> None:
    for _effort in range(number):
        EffortFactory(person=person, applied_on=APPLIED_ON)
