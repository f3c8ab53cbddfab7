// A passkey is made ("create") or shown ("get"): ask the server what to sign, have the browser's key sign it,
// and send that back. Bytes travel as base64url, as WebAuthn's JSON has them.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function post(url, body) {
  const token = document.querySelector('meta[name="csrf-token"]');
  const headers = { "Content-Type": "application/json" };
  if (token) headers["X-CSRFToken"] = token.content;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function named(list) {
  return (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
}

async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = key.response;
  return {
    ...whole(key),
    name: navigator.userAgentData?.platform ?? navigator.platform ?? "",
    response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) },
  };
}

async function shown(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = key.response;
  return {
    ...whole(key),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function whole(key) {
  return { id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {} };
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  const [button, fault] = [place.querySelector("button"), place.querySelector("[role=alert]")];
  button.addEventListener("click", async () => {
    button.disabled = true;
    fault.hidden = true;
    try {
      const options = await post(place.dataset.ask, {});
      const answer = await (place.dataset.passkey === "create" ? made(options) : shown(options));
      const { next } = await post(place.dataset.show, answer);
      if (next.split("#")[0] === window.location.pathname) window.location.reload();
      else window.location.assign(next);
    } catch {
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
