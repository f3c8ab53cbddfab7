// Who signs out leaves in good order. Signing out changes what a page shows, and the page would ask for that while it
// goes, with nobody signed in any more. So before a form with data-signs-out is sent, deeds under way are done, what
// is only looked at is given up; and from then on nothing is asked, and no news is heard.
//
// The page's other scripts are asked by dw:may-leave, where event.preventDefault() stays, and told by dw:leaving: what
// they give to its event.detail.waitFor is waited for.

const LONGEST_WAIT_MS = 2_000;
const underWay = new Map();
let leaving = false;

document.addEventListener("htmx:before:request", (event) => {
  underWay.set(event.detail.ctx, Promise.withResolvers());
});
document.addEventListener("htmx:finally:request", (event) => {
  underWay.get(event.detail.ctx)?.resolve();
  underWay.delete(event.detail.ctx);
});
for (const name of ["htmx:before:request", "htmx:sse:before:message", "htmx:sse:before:connection"]) {
  document.addEventListener(name, (event) => {
    if (leaving) event.preventDefault();
  });
}

function finish() {
  const deeds = [];
  for (const [{ request }, done] of underWay) {
    if (request.method === "GET") request.abort();
    else deeds.push(done.promise);
  }
  return deeds;
}

async function leave(form) {
  const last = [];
  if (!document.dispatchEvent(new CustomEvent("dw:may-leave", { cancelable: true }))) return;
  leaving = true;
  document.dispatchEvent(new CustomEvent("dw:leaving", { detail: { waitFor: (promise) => last.push(promise) } }));
  last.push(...finish());
  await Promise.race([Promise.allSettled(last), new Promise((done) => setTimeout(done, LONGEST_WAIT_MS))]);
  // Whoever presses it once more, because no answer comes, sends it at once.
  form.removeAttribute("data-signs-out");
  form.submit();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  event.preventDefault();
  if (!leaving) leave(event.target);
});
