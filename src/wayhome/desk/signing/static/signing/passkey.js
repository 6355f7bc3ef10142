// Asks the member's passkey to sign what this page shows: its challenge is the hash of the very bytes.
const form = document.getElementById("signing");
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

form.addEventListener("submit", async (event) => {
  const field = form.elements.credential;
  if (field.value) return;
  event.preventDefault();
  const asked = JSON.parse(document.getElementById("asked").textContent);
  try {
    const given = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.relying_party,
        allowCredentials: asked.credentials.map((id) => ({ type: "public-key", id: bytes(id) })),
        userVerification: "required",
      },
    });
    field.value = JSON.stringify({
      rawId: text(given.rawId),
      response: {
        authenticatorData: text(given.response.authenticatorData),
        clientDataJSON: text(given.response.clientDataJSON),
        signature: text(given.response.signature),
      },
    });
    form.submit();
  } catch {
    document.getElementById("not-asked").hidden = false;
  }
});
