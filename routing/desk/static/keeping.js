// What is typed is sent while it is typed: each form with data-keep has an address that keeps it. What was typed in
// the last half second before a page goes is sent as the page goes, and before anybody signs out.

const PAUSE_MS = 400;
const waiting = new Map();
const sending = new Set();

function send(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const token = document.querySelector('meta[name="csrf-token"]');
  const answer = fetch(form.dataset.keep, {
    method: "POST",
    body: new FormData(form),
    headers: { "HX-Request": "true", ...(token && { "X-CSRFToken": token.content }) },
    keepalive: true,
  });
  sending.add(answer);
  answer.finally(() => sending.delete(answer)).catch(() => {});
  return answer;
}

async function keep(form) {
  const told = document.getElementById(form.dataset.kept);
  try {
    const response = await send(form);
    if (told && response.ok) told.textContent = await response.text();
  } catch {
    // Without a connection it is tried again with the next key, and when the connection is back.
    waiting.set(form, setTimeout(() => keep(form), PAUSE_MS * 10));
  }
}

function typed(event) {
  const form = event.target.closest?.("form[data-keep]");
  if (!form) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), PAUSE_MS));
}

// Whatever is sent for good has been kept before: nothing comes late and brings back what is done.
function sent(event) {
  clearTimeout(waiting.get(event.target));
  waiting.delete(event.target);
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("submit", sent, true);
document.addEventListener("dw:leaving", (event) => {
  for (const form of [...waiting.keys()]) send(form);
  for (const answer of sending) event.detail.waitFor(answer);
});
// Before the next page is asked for, so that it finds it; not every browser tells of that, so once more at the end.
for (const goes of ["beforeunload", "pagehide"]) {
  addEventListener(goes, () => {
    for (const form of [...waiting.keys()]) send(form).catch(() => {});
  });
}
