"""Files about a person: what comes in is read in a sandbox and kept as a PDF; who may fetch it is asked each time."""
