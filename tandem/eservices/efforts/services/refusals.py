"""Why a verb about efforts says no, as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.enums import Gap
from tandem.eservices.efforts.selectors import sentence_of
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.refusals import Refusal


class EffortIncomplete(Refusal):
    """`gaps` are (field, gap) pairs, `sentences` what to say of each; `message` is the first of these."""

    def __init__(self, gaps: list[tuple[str, Gap]], facts: EffortFacts | None = None) -> None:
        said = (lambda gap: sentence_of(gap, facts)) if facts is not None else (lambda gap: str(gap.label))
        self.gaps = gaps
        self.sentences = [(field, said(gap)) for field, gap in gaps]
        super().__init__(self.sentences[0][1])


class EffortFiled(Refusal):
    message = _("You have filed this effort. It can no longer be changed; what you filed stays as it is.")


class EffortChangedMeanwhile(Refusal):
    message = _(
        "This effort was changed elsewhere since you opened the page. Nothing is overwritten yet: look at what it says"
        " now, then save once more if yours is right."
    )


class EffortInTransmission(Refusal):
    message = _(
        "This effort was there when its month fell due. The platform transmits it these hours, in time; it can no"
        " longer be changed. You can note its result afterwards."
    )


class NothingToFile(Refusal):
    message = _("There is nothing to file yet. Note at least one effort of this month first.")


class AlreadyFiled(Refusal):
    message = _("You have filed all the efforts of this month. Your receipt is safe; there is nothing more to do.")


class AllInTransmission(Refusal):
    message = _(
        "All that you have noted was there when the month fell due. The platform transmits it these hours, in time."
        " There is nothing to do; your receipt will be on the page of the month."
    )


class EffortsChanged(Refusal):
    message = _("Your efforts have changed since you saw this page. Nothing was filed. Look at them again, then file.")


OTHER_MONTH = _("The day is not in the month of this sheet.")


class PaperIncomplete(Refusal):
    """Something is missing in one box of a sheet; `number` counts from 1."""

    def __init__(self, number: int, sentence: str | Promise) -> None:
        super().__init__(
            gettext("Application %(number)d: %(sentence)s What you typed is kept. Ask the person.")
            % {"number": number, "sentence": sentence}
        )


class EffortStillAhead(Refusal):
    message = _("An effort bears a day that is still to come. File after that day, or correct the day.")


class AgreementInThePast(Refusal):
    message = _("An agreement cannot change a month that is over. Choose this month or a later one.")


class AgreementImpossible(Refusal):
    message = _("Agree on a number from 1 to 40.")


class NoEffortChosen(Refusal):
    message = _("Nothing was changed. Select at least one application first.")


class EntryImpossible(Refusal):
    message = _(
        "Nothing was saved. The order must be: unemployment is foreseeable, unemployment begins; registration,"
        " first interview. Look at the days again."
    )


class ExemptionImpossible(Refusal):
    message = _("Nothing was saved. The last day cannot lie before the first one.")
