"""Check a receipt with a public key and nothing else: no database, no network, no platform."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tandem.facilities.receipts import checking
from tandem.facilities.receipts.rules import payload_hash, read_proof_file, read_signed_text
from tandem.facilities.receipts.types import SignedText
from tandem.foundation import signing

# The same with openssl alone; docs/receipts.md and the page of the keys print it, and a test runs it.
PROCEDURE = """\
text=$(tr -d ' \\r\\n' < receipt.txt); text=${text##*#}
signature=${text##*:}; rest=${text%:*}; statement=${rest%:*}
printf 'tandem receipt\\n%s' "$statement" > statement.txt
printf '%s==' "$signature" | tr -- '-_' '+/' | openssl base64 -d -A > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in statement.txt -sigfile signature.bin"""

# And whether what was filed is what was signed: the fingerprint of the file, to be found in statement.txt.
CONTENT_PROCEDURE = """\
python3 -c '
import hashlib, json
filed = json.load(open("receipt.json", encoding="utf-8"))["payload"]
text = json.dumps(filed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
print(hashlib.sha256(text.encode()).hexdigest())' > fingerprint.txt
grep -F -f fingerprint.txt statement.txt"""


def keys_in(files: Iterable[Path]) -> dict[str, bytes]:
    """Public halves by id, from PEM files. Raises ValueError, OSError."""
    found = [signing.from_pem(file.read_bytes()) for file in files]
    return {signing.key_id(public): public for public in found}


def check(content: bytes, *, keys: Mapping[str, bytes]) -> tuple[SignedText, bool]:
    """The receipt in a file (its JSON, or its signed text) and whether it covers what was filed as well.

    Raises ValueError for what is no receipt or was changed, signing.UnknownKey.
    """
    covers_content = content.lstrip().startswith(b"{")
    text, payload = read_proof_file(content) if covers_content else (content.decode(errors="replace"), {})
    receipt = read_signed_text(text)
    if not checking.is_signed(receipt, keys=keys):
        raise ValueError("The signature does not belong to this text: one of them was changed.")
    if covers_content and payload_hash(payload).hex() != receipt.fingerprint:
        raise ValueError("The receipt is genuine, but what was filed is not what stands in this file.")
    return receipt, covers_content
