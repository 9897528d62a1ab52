// Passkeys: asks the server what to sign, lets the browser sign it, and brings the answer back.
// Buttons: data-passkey="new" or "sign-in", data-begin and data-end (addresses), data-lost (words).
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(address, button, body) {
  const token = button.form.elements.csrfmiddlewaretoken.value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body, credentials: "same-origin" });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.why);
  return said;
}

function asked(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const key of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) key.id = bytes(key.id);
  return { publicKey: options };
}

function told(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, type, rawId: text(credential.rawId), response, clientExtensionResults: {} });
}

async function press(button) {
  const says = button.form.querySelector("[data-passkey-says]");
  says.textContent = "";
  button.disabled = true;
  try {
    const options = asked(await post(button.dataset.begin, button));
    const made = button.dataset.passkey === "new"
      ? await navigator.credentials.create(options)
      : await navigator.credentials.get(options);
    const next = button.form.elements.next;
    const end = next ? `${button.dataset.end}?next=${encodeURIComponent(next.value)}` : button.dataset.end;
    const { next: address } = await post(end, button, told(made));
    location.assign(address);
    if (address.startsWith(location.pathname)) location.reload();
  } catch (problem) {
    // What browsers say of a passkey that was not given is for programmers; the server's words are for people.
    says.textContent = problem instanceof DOMException || !problem.message ? button.dataset.lost : problem.message;
  } finally {
    button.disabled = false;
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (window.PublicKeyCredential) button.addEventListener("click", () => press(button));
  else button.hidden = true;
}
