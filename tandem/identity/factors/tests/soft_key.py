"""A security key in software: makes and signs what a browser would hand over (WebAuthn level 2), counter included."""

import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftKey:
    def __init__(self, *, host="testserver", counter=1):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(str(self.private.private_numbers().private_value).encode()).digest()
        self.host = host
        self.counter = counter

    def made(self, challenge, *, resident=False):
        """What `navigator.credentials.create` answers."""
        attested = AttestedCredentialData.create(
            b"\x00" * 16, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = PRESENT | ATTESTED | (VERIFIED if resident else 0)
        seen = AuthenticatorData.create(self._host_hash, AuthenticatorData.FLAG(flags), self.counter, attested)
        return self._answer(
            "webauthn.create",
            challenge,
            {"credProps": {"rk": resident}},
            attestationObject=AttestationObject.create("none", seen, {}),
        )

    def signed(self, challenge, *, counter=None, verified=False, owner=None):
        """What `navigator.credentials.get` answers; `owner` is the handle that a passkey keeps."""
        self.counter = self.counter + 1 if counter is None else counter
        flags = AuthenticatorData.FLAG(PRESENT | (VERIFIED if verified else 0))
        seen = AuthenticatorData.create(self._host_hash, flags, self.counter)
        client = self._client("webauthn.get", challenge)
        signature = self.private.sign(bytes(seen) + client.hash, ec.ECDSA(SHA256()))
        more = {"userHandle": owner} if owner else {}
        return self._answer("webauthn.get", challenge, {}, authenticatorData=seen, signature=signature, **more)

    @property
    def _host_hash(self):
        return hashlib.sha256(self.host.encode()).digest()

    def _client(self, kind, challenge):
        return CollectedClientData.create(type=kind, challenge=challenge, origin=f"https://{self.host}")

    def _answer(self, kind, challenge, extensions, **parts):
        response = {"clientDataJSON": self._client(kind, challenge), **parts}
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "clientExtensionResults": extensions,
            "response": {name: websafe_encode(bytes(part)) for name, part in response.items()},
        }
