"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

BEGIN = "procedures.begin"
WRITE = "procedures.write"
DISCARD = "procedures.discard"
ASK = "procedures.ask_confirmation"
TAKE_QUESTION_BACK = "procedures.take_question_back"
NOTE_NO = "procedures.note_no"
FILE = "procedures.file"
CORRECT = "procedures.correct"
ATTACH = "procedures.attach"
DETACH = "procedures.detach"
HAND_IN = "procedures.hand_in"
WITHDRAW = "procedures.withdraw"
FILE_AUTOMATICALLY = "procedures.file_automatically"
BEGIN_FOR_PAPER = "procedures.begin_for_paper"
TYPE_FROM_PAPER = "procedures.type_from_paper"
FILE_FROM_PAPER = "procedures.file_from_paper"

ACTS = {
    BEGIN: Act(Deed.PREPARE, _("%(who)s began a form.")),
    WRITE: Act(Deed.PREPARE, _("%(who)s wrote answers in a form.")),
    DISCARD: Act(Deed.DISPOSE, _("%(who)s removed a form that was not sent.")),
    ASK: Act(Deed.PREPARE, _("%(who)s made a form ready and asks you to confirm it.")),
    TAKE_QUESTION_BACK: Act(Deed.PREPARE, _("%(who)s took back the question whether a form may be sent.")),
    NOTE_NO: Act(Deed.ADMINISTER, _("%(who)s took note that you do not want a form to be sent.")),
    CORRECT: Act(Deed.PREPARE, _("%(who)s began to correct a form that was filed.")),
    ATTACH: Act(Deed.PREPARE, _("%(who)s added a document to a form.")),
    DETACH: Act(Deed.PREPARE, _("%(who)s took a document from a form that was not sent.")),
    HAND_IN: Act(Deed.SEND, _("%(who)s handed in a document to a form that was filed.")),
    FILE: Act(Deed.SEND, _("%(who)s filed a form of yours.")),
    WITHDRAW: Act(Deed.DISPOSE, _("%(who)s took back a form that was filed.")),
    FILE_AUTOMATICALLY: Act(Deed.ADMINISTER, _("%(who)s filed a form of yours at its due date, as the law says.")),
    BEGIN_FOR_PAPER: Act(Deed.ADMINISTER, _("%(who)s began a form for you, to be filled in on paper.")),
    TYPE_FROM_PAPER: Act(Deed.ADMINISTER, _("%(who)s typed answers that you gave on paper.")),
    FILE_FROM_PAPER: Act(Deed.ADMINISTER, _("%(who)s filed a form that you gave on paper.")),
}
