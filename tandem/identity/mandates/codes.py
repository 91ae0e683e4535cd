"""The code on a mandate's paper: 49 bits, and each guess costs an attempt. No database."""

from tandem.foundation.codes import ALPHABET, Code

CODE = Code(purpose="mandates.paper", random_signs=11)
RANDOM_SIGNS = CODE.random_signs
_GROUP = f"[{ALPHABET}]{{4}}"
PATTERN = f"{_GROUP}-{_GROUP}-{_GROUP}"

new_code = CODE.new
normalised = CODE.normalised
