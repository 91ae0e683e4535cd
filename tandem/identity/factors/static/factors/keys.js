// Security keys and passkeys: asks the browser for the key and posts its answer. Without this file the page says so.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

function forCreation({ publicKey }, alone) {
  const options = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: decoded(publicKey.excludeCredentials),
  };
  if (alone) {
    const needed = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    options.authenticatorSelection = { ...options.authenticatorSelection, ...needed };
  }
  return { publicKey: options };
}

function forUse({ publicKey }) {
  const allowCredentials = decoded(publicKey.allowCredentials);
  return { publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials } };
}

function answerOf(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const present = parts.filter((part) => response[part]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(present.map((part) => [part, text(response[part])])),
  };
}

for (const form of document.querySelectorAll('[data-key]:not([data-key=""])')) {
  if (!window.PublicKeyCredential) continue;
  const options = JSON.parse(document.getElementById("key-options").textContent);
  const failed = form.querySelector("[data-key-failed]");
  form.querySelector("[data-key-missing]").hidden = true;
  form.querySelector("[data-key-ready]").hidden = false;
  form.addEventListener("submit", async (event) => {
    // Where a code may be typed instead, only the key's own button asks for the key; another button is another's.
    const named = event.submitter?.name;
    if (named !== "with_key" && (named || form.elements.code)) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const credential =
        form.dataset.key === "create"
          ? await navigator.credentials.create(forCreation(options, form.elements.passwordless?.checked))
          : await navigator.credentials.get(forUse(options));
      form.elements.credential.value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
