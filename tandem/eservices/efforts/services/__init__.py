"""What a person, or somebody with her, does with her efforts. Each act writes its row into the ledger."""

from tandem.eservices.efforts.services.duty import (
    agree_target,
    note_entry,
    note_exemption,
    say_entry,
    withdraw_exemption,
)
from tandem.eservices.efforts.services.filing import file_from_paper, file_proof, transmit_all_due, transmit_due
from tandem.eservices.efforts.services.noting import change_effort, note_effort, note_efforts, remove_effort
from tandem.eservices.efforts.services.refusals import (
    AgreementImpossible,
    AgreementInThePast,
    AllInTransmission,
    AlreadyFiled,
    EffortChangedMeanwhile,
    EffortFiled,
    EffortIncomplete,
    EffortInTransmission,
    EffortsChanged,
    EffortStillAhead,
    EntryImpossible,
    ExemptionImpossible,
    NoEffortChosen,
    NothingToFile,
    PaperIncomplete,
)
from tandem.eservices.efforts.services.results import note_results

__all__ = [
    "AgreementImpossible",
    "AgreementInThePast",
    "AllInTransmission",
    "AlreadyFiled",
    "EffortChangedMeanwhile",
    "EffortFiled",
    "EffortInTransmission",
    "EffortIncomplete",
    "EffortStillAhead",
    "EffortsChanged",
    "EntryImpossible",
    "ExemptionImpossible",
    "NoEffortChosen",
    "NothingToFile",
    "PaperIncomplete",
    "agree_target",
    "change_effort",
    "file_from_paper",
    "file_proof",
    "note_effort",
    "note_efforts",
    "note_entry",
    "note_exemption",
    "note_results",
    "remove_effort",
    "say_entry",
    "transmit_all_due",
    "transmit_due",
    "withdraw_exemption",
]
