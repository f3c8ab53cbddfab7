// Saying aloud what is heard on the telephone, where the browser has a voice for it; off until switched on.
export class Voice {
  constructor(toggle, missing) {
    this.toggle = toggle;
    this.missing = missing;
    this.speech = globalThis.speechSynthesis;
    toggle.addEventListener("change", () => this.#switched());
    this.speech?.addEventListener?.("voiceschanged", () => this.#switched());
  }

  say(text, language, rate) {
    if (!this.toggle.checked || !this.speech) return;
    const voice = this.#voiceFor(language || "de-DE");
    if (!voice) return;
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.rate = (rate ?? 100) / 100;
    this.speech.speak(spoken);
  }

  stop() {
    this.speech?.cancel();
  }

  #switched() {
    if (!this.toggle.checked) this.stop();
    const usable = this.#voiceFor("de-DE") || this.#voiceFor("en-US");
    this.missing.hidden = !this.toggle.checked || Boolean(usable);
  }

  #voiceFor(language) {
    const wanted = language.slice(0, 2).toLowerCase();
    return this.speech?.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(wanted));
  }
}
