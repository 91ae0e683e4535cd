"""What a person, or somebody with her, does with a form. `acting` is what `open_file` gave for the form's purpose."""

from tandem.eservices.procedures.attaching import hand_in
from tandem.eservices.procedures.refusals import AlreadyFiled, TooLate
from tandem.eservices.procedures.services.automatic import file_all_due, file_automatically, file_due
from tandem.eservices.procedures.services.drafting import (
    begin,
    begin_with_nothing,
    discard_draft,
    open_draft,
    report_nothing,
    save_answers,
)
from tandem.eservices.procedures.services.dropping import drop_all_unused, drop_unused
from tandem.eservices.procedures.services.filed import start_correction, withdraw
from tandem.eservices.procedures.services.filing import ask_confirmation, close_question, file
from tandem.eservices.procedures.services.missing import tell_documents_missing
from tandem.eservices.procedures.services.paper import (
    begin_for_paper,
    file_from_paper,
    hand_over_from_paper,
    type_from_paper,
)
from tandem.eservices.procedures.services.telling import tell_handed_in, tell_received
from tandem.eservices.procedures.services.turning_down import turn_down

__all__ = [
    "AlreadyFiled",
    "TooLate",
    "ask_confirmation",
    "begin",
    "begin_for_paper",
    "begin_with_nothing",
    "close_question",
    "discard_draft",
    "drop_all_unused",
    "drop_unused",
    "file",
    "file_all_due",
    "file_automatically",
    "file_due",
    "file_from_paper",
    "hand_in",
    "hand_over_from_paper",
    "open_draft",
    "report_nothing",
    "save_answers",
    "start_correction",
    "tell_documents_missing",
    "tell_handed_in",
    "tell_received",
    "turn_down",
    "type_from_paper",
    "withdraw",
]
