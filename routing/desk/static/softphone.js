// The browser as the agent's telephone. One narrow port, two carriers behind it:
//
//   connect(access, phone) -> { accept(), reject(), hangUp(), mute(on), digits(keys), renew(access), close() }
//
// and what the carrier reports: phone.ready(), phone.incoming(), phone.talking(), phone.ended(), phone.lost(message).

const place = document.getElementById("softphone");
const RENEW_BEFORE_MS = 120_000;
const TRY_AGAIN_MS = 3_000;

const SENTENCES = {
  connecting: "Telefon wird verbunden …",
  ready: "Telefon bereit.",
  incoming: "Ihr Telefon klingelt.",
  talking: "Verbunden.",
  lost: "Ihr Telefon ist nicht verbunden. Es wird erneut versucht …",
  leaving: "Sie sind im Gespräch. Wenn Sie sich abmelden, wartet der Anruf auf jemand anderen. Trotzdem abmelden?",
  refused: "Das Mikrofon ist nicht freigegeben. Bitte erlauben Sie es in Ihrem Browser.",
};

class Softphone {
  constructor() {
    this.line = null;
    this.state = "connecting";
    this.wantsToAnswer = false;
    this.renewal = null;
    this.leaving = new AbortController();
  }

  async connect() {
    try {
      const access = await this.access();
      const { connect } = await import(`./softphone_${access.kind}.js`);
      this.line?.close();
      this.line = await connect(access, this);
      this.renewIn(access.lastsS);
    } catch (fault) {
      this.lost(fault);
    }
  }

  async access() {
    const { signal } = this.leaving;
    const response = await fetch(place.dataset.token, { headers: { Accept: "application/json" }, signal });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return response.json();
  }

  // Tokens end; and a laptop that slept may wake up after theirs did. How long they last is counted from now:
  // by a clock of this computer that is an hour ahead, each would be over at once.
  renewIn(seconds) {
    clearTimeout(this.renewal);
    this.renewal = setTimeout(() => this.renew(), Math.max(1_000, seconds * 1_000 - RENEW_BEFORE_MS));
  }

  async renew() {
    try {
      const access = await this.access();
      this.line?.renew(access);
      this.renewIn(access.lastsS);
    } catch (fault) {
      this.lost(fault);
    }
  }

  show(state) {
    this.state = state;
    place.textContent = SENTENCES[state];
    place.dataset.state = state;
  }

  ready() {
    if (this.state !== "talking") this.show("ready");
  }

  incoming() {
    this.show("incoming");
    if (this.wantsToAnswer) this.accept();
  }

  talking() {
    this.wantsToAnswer = false;
    this.show("talking");
  }

  ended() {
    this.wantsToAnswer = false;
    this.show("ready");
  }

  lost(fault) {
    if (this.leaving.signal.aborted) return;
    this.show(fault?.name === "NotAllowedError" ? "refused" : "lost");
    clearTimeout(this.renewal);
    this.renewal = setTimeout(() => this.connect(), TRY_AGAIN_MS);
  }

  // The desk may know of the call a moment before the telephone does: then the answer waits for it.
  accept() {
    if (this.state === "incoming") this.line?.accept();
    else this.wantsToAnswer = true;
  }

  reject() {
    this.wantsToAnswer = false;
    if (this.state === "incoming") this.line?.reject();
  }

  leave() {
    this.leaving.abort();
    clearTimeout(this.renewal);
    this.line?.close();
    this.line = null;
    this.state = "left";
  }

  hangUp() {
    this.line?.hangUp();
  }

  mute(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    this.line?.mute(on);
  }
}

if (place) {
  const phone = new Softphone();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-phone], [data-digit]");
    if (!button) return;
    if (button.dataset.digit) phone.line?.digits(button.dataset.digit);
    else phone[button.dataset.phone](button);
  });
  // Some deeds are the desk's first: the telephone follows when the server has answered, or could not.
  document.addEventListener("htmx:finally:request", (event) => {
    const deed = event.target?.dataset?.phoneAfter;
    if (deed) phone[deed]();
  });
  // What was meant for one call must not answer the next.
  document.addEventListener("desk:state", (event) => {
    if (event.detail.state !== "ringing") phone.wantsToAnswer = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && phone.state !== "talking" && phone.state !== "incoming") phone.renew();
  });
  addEventListener("online", () => phone.connect());
  document.addEventListener("dw:may-leave", (event) => {
    if (phone.state === "talking" && !confirm(SENTENCES.leaving)) event.preventDefault();
  });
  document.addEventListener("dw:leaving", () => phone.leave());
  addEventListener("beforeunload", (event) => {
    if (phone.state === "talking") event.preventDefault();
  });
  phone.connect();
}
