// The desk's page: running clocks, the queue's figures, and what to say when the line to the server is cut.

const live = document.getElementById("live");
const call = document.getElementById("call");
const offline = document.getElementById("offline");
const announce = document.getElementById("announce");
const title = document.title;

// The server's clock counts, not this computer's: what differs is taken off when a page or a queue's figure comes.
let serverAhead = 0;

function lasted(since) {
  const seconds = Math.max(0, Math.floor((Date.now() + serverAhead - Date.parse(since)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick() {
  for (const each of document.querySelectorAll("[data-since]")) each.textContent = lasted(each.dataset.since);
}

function readServerClock(response) {
  const date = response?.headers?.get("Date");
  if (date) serverAhead = Math.round((Date.parse(date) - Date.now()) / 1000) * 1000;
}

live.addEventListener("queue", (event) => {
  const queue = JSON.parse(event.detail.data);
  document.getElementById("queue-waiting").textContent = queue.waiting;
  document.getElementById("queue-call-backs").textContent = queue.callBacks;
  const longest = document.getElementById("queue-longest");
  if (queue.since) longest.dataset.since = queue.since;
  else delete longest.dataset.since;
  longest.textContent = queue.since ? lasted(queue.since) : "0:00";
});

document.addEventListener("htmx:sse:after:connection", () => {
  offline.hidden = true;
});
for (const name of ["htmx:sse:error", "htmx:sse:close"]) {
  document.addEventListener(name, (event) => {
    // Signed out elsewhere, or for too long: the page asks the server, which sends it to the sign-in.
    if (event.detail.status === 401) location.reload();
    else offline.hidden = false;
  });
}
document.addEventListener("htmx:before:response", (event) => readServerClock(event.detail.ctx.response));

let shown = "";
function showState() {
  const state = document.getElementById("call-state").dataset;
  const now = `${state.state} ${state.ticket}`;
  if (now === shown) return;
  shown = now;
  const rings = state.state === "ringing";
  document.title = rings ? `Es klingelt: ${state.number}` : title;
  announce.textContent = rings ? `Es klingelt: ${state.number}` : "";
  document.dispatchEvent(new CustomEvent("desk:state", { detail: { state: state.state, ticket: state.ticket } }));
}
call.addEventListener("htmx:after:swap", showState);

showState();
setInterval(tick, 1000);
