// Running clocks: every element with data-since counts on from then, by the server's clock.

// The server's clock counts, not this computer's: what differs is taken off when an answer comes.
let serverAhead = 0;

export function lasted(since) {
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

document.addEventListener("htmx:before:response", (event) => readServerClock(event.detail.ctx.response));
setInterval(tick, 1000);
