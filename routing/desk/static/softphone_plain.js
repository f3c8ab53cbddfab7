// A carrier that is reached by plain requests: events come as a stream, deeds go as POSTs.

import { startRinging, stopRinging } from "./ringing.js";

export async function connect(access, phone) {
  let token = access.token;
  let current = null;
  let source = null;

  function listen() {
    source?.close();
    source = new EventSource(`${access.url}/softphone/events?token=${encodeURIComponent(token)}`);
    source.addEventListener("ready", () => phone.ready());
    source.addEventListener("incoming", (event) => {
      current = JSON.parse(event.data).call_id;
      startRinging();
      phone.incoming();
    });
    source.addEventListener("accepted", () => {
      stopRinging();
      phone.talking();
    });
    source.addEventListener("ended", (event) => {
      const over = JSON.parse(event.data).call_id;
      if (current !== null && over !== undefined && over !== current) return;
      stopRinging();
      current = null;
      phone.ended();
    });
    source.onerror = () => {
      stopRinging();
      // The browser tries again by itself, unless the carrier refused: then a new token may help.
      if (source.readyState === EventSource.CLOSED) phone.lost();
      else phone.show("lost");
    };
  }

  async function send(deed, body) {
    if (current === null) return;
    try {
      await fetch(`${access.url}/softphone/calls/${current}/${deed}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(body ?? {}),
      });
    } catch {
      phone.show("lost");
    }
  }

  listen();
  return {
    accept: () => send("accept"),
    reject: () => {
      stopRinging();
      send("reject");
    },
    hangUp: () => send("hangup"),
    mute: (on) => send("mute", { on }),
    digits: (digits) => send("digits", { digits }),
    renew: (next) => {
      token = next.token;
      if (source.readyState !== EventSource.OPEN) listen();
    },
    close: () => {
      stopRinging();
      source.close();
    },
  };
}
