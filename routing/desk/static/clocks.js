// Running clocks: every element with data-since counts on from then, and with data-until down to it, by the server's
// clock. What is in an element with data-warns is shown in the last half minute before.

const WARNS_MS = 30_000;

// The server's clock counts, not this computer's: what differs is taken off when an answer comes.
let serverAhead = 0;

function passed(since) {
  return Date.now() + serverAhead - Date.parse(since);
}

export function lasted(since) {
  return written(passed(since));
}

function written(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick() {
  for (const each of document.querySelectorAll("[data-since]")) each.textContent = lasted(each.dataset.since);
  for (const each of document.querySelectorAll("[data-until]")) each.textContent = written(-passed(each.dataset.until));
  for (const each of document.querySelectorAll("[data-warns]")) {
    each.firstElementChild.hidden = -passed(each.dataset.warns) > WARNS_MS;
  }
}

function readServerClock(response) {
  const date = response?.headers?.get("Date");
  if (date) serverAhead = Math.round((Date.parse(date) - Date.now()) / 1000) * 1000;
}

document.addEventListener("htmx:before:response", (event) => readServerClock(event.detail.ctx.response));
setInterval(tick, 1000);
