// The desk's page: the queue's figures, and what is said when the state changes.

import "./connection.js";
import "./fetching.js";
import { lasted } from "./clocks.js";

const live = document.getElementById("live");
const call = document.getElementById("call");
const announce = document.getElementById("announce");
const title = document.title;

live.addEventListener("queue", (event) => {
  const queue = JSON.parse(event.detail.data);
  document.getElementById("queue-waiting").textContent = queue.waiting;
  document.getElementById("queue-call-backs").textContent = queue.callBacks;
  const longest = document.getElementById("queue-longest");
  if (queue.since) longest.dataset.since = queue.since;
  else delete longest.dataset.since;
  longest.textContent = queue.since ? lasted(queue.since) : "0:00";
});

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

const tasks = document.getElementById("tasks-window");
document.getElementById("show-tasks").addEventListener("click", () => {
  if (!tasks.open) tasks.showModal();
});
// A call that rings must not be hidden behind it.
document.addEventListener("desk:state", (event) => {
  if (event.detail.state === "ringing") tasks.close();
});

showState();
