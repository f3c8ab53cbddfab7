// A carrier that is reached by plain requests: events come as a stream, deeds go as POSTs.

import { startRinging, stopRinging } from "./ringing.js";
import { Talk } from "./talk.js";

export async function connect(access, phone) {
  let token = access.token;
  let current = null;
  let source = null;
  const talk = new Talk((text) => send("say", { text }));

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
      talk.begin();
      phone.talking();
    });
    source.addEventListener("heard", (event) => talk.heard(JSON.parse(event.data).text));
    source.addEventListener("expired", () => phone.renew());
    source.addEventListener("ended", (event) => {
      const over = JSON.parse(event.data).call_id;
      if (current !== null && over !== undefined && over !== current) return;
      stopRinging();
      current = null;
      talk.end();
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
      talk.end();
      source.close();
    },
  };
}
