// A first impression of a text: what is recorded is played as callers hear it, the rest is spoken by the
// browser's own voice; on the telephone another one says it.
let playing = null;

document.addEventListener("DOMContentLoaded", () => {
  const speaks = Boolean(globalThis.speechSynthesis);
  for (const button of document.querySelectorAll("[data-listen]")) {
    button.hidden = !speaks && !partsOf(button).some((part) => part.dataset.sound);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (button) hear(button);
  });
});

function partsOf(button) {
  return [...document.getElementById(button.dataset.listen).querySelectorAll("[data-part]")];
}

async function hear(button) {
  stop();
  const mine = (playing = { sound: null });
  const missing = document.getElementById("no-voice");
  missing.hidden = true;
  for (const part of partsOf(button)) {
    if (playing !== mine) return;
    const heard = part.dataset.sound
      ? await play(part.dataset.sound, mine)
      : await speak(part.textContent, button.dataset.language);
    if (!heard) missing.hidden = false;
  }
}

function stop() {
  globalThis.speechSynthesis?.cancel();
  playing?.sound?.pause();
}

function play(address, mine) {
  const sound = (mine.sound = new Audio(address));
  return new Promise((done) => {
    sound.addEventListener("ended", () => done(true));
    sound.addEventListener("pause", () => done(true));
    sound.addEventListener("error", () => done(false));
    sound.play().catch(() => done(false));
  });
}

// False where this browser has no voice for the language.
function speak(text, language) {
  const speech = globalThis.speechSynthesis;
  const wanted = language.slice(0, 2);
  const voice = speech?.getVoices().find((each) => each.lang.toLowerCase().startsWith(wanted));
  if (!voice) return Promise.resolve(false);
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  return new Promise((done) => {
    spoken.addEventListener("end", () => done(true));
    spoken.addEventListener("error", () => done(true));
    speech.speak(spoken);
  });
}
