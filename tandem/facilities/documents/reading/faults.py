"""Why a file is not taken, as one word that crosses the pipe; the sentences stand in `enums.Fault`."""


class Unreadable(Exception):
    """`fault` is one of `enums.Fault`; `file` counts the files of the upload from 0."""

    def __init__(self, fault: str, file: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.file = file
