// What changed is fetched once: whoever did something here has fetched it already when the server tells of it.

const live = document.getElementById("live");
const call = document.getElementById("call");
const AGAIN_MS = 1_000;
let told = null;
let fetching = false;

const shown = () => document.getElementById("call-state")?.dataset.version;

function look() {
  if (fetching || told === null || told === shown()) return;
  document.dispatchEvent(new CustomEvent("desk-changed"));
}

live.addEventListener("desk", (event) => {
  told = String(JSON.parse(event.detail.data).version);
  look();
});
call.addEventListener("htmx:before:request", (event) => {
  if (event.target === call) fetching = true;
});
call.addEventListener("htmx:finally:request", (event) => {
  if (event.target !== call) return;
  fetching = false;
  // By now it is shown; what could not be fetched is tried again in a moment.
  setTimeout(look, event.detail.ctx.status === "swapped" ? 0 : AGAIN_MS);
});
