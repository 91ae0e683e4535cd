"""The code that a helper tells people."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.mandates.codes import new_code
from tandem.identity.mandates.models import HelperCode
from tandem.identity.mandates.selectors import helper_with_code
from tandem.identity.mandates.types import Found

PER_ACCOUNT = Limit("mandates.helper_code", attempts=10, window=datetime.timedelta(hours=1))


class UnknownHelper(Refusal):
    message = _("We know no helper with this code. Nothing was sent. Compare the code with what your helper told you.")


def own_code(acting: Acting, *, now: datetime.datetime) -> str:
    """What the helper tells a person who wants to give her a mandate, in the name in which she acts now; it stays.

    It opens nothing. Raises Hidden for whoever does not act as a helper.
    """
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    known, _is_new = HelperCode.objects.get_or_create(
        user_id=acting.user_id, structure_id=acting.organisation_id, defaults={"code": new_code()}
    )
    return known.code


def find_helper(acting: Acting, *, code: str, now: datetime.datetime) -> Found:
    """Whom a code stands for that a helper told. Raises UnknownHelper, TooManyAttempts; Hidden for a visitor."""
    if acting.user_id is None:
        raise Hidden
    if wait := PER_ACCOUNT.claim(str(acting.user_id), now=now):
        raise TooManyAttempts(wait)
    found = helper_with_code(code, now=now)
    if found is None:
        raise UnknownHelper
    return found
