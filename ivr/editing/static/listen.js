// A first impression of a text, in the browser's own voice; on the telephone another one says it.
document.addEventListener("DOMContentLoaded", () => {
  const speech = globalThis.speechSynthesis;
  if (!speech) return;
  for (const button of document.querySelectorAll("[data-listen]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (button) hear(speech, button);
  });
});

function hear(speech, button) {
  const heard = document.getElementById(button.dataset.listen).querySelector("[data-heard]");
  const wanted = button.dataset.language.slice(0, 2);
  const voice = speech.getVoices().find((each) => each.lang.toLowerCase().startsWith(wanted));
  const missing = document.getElementById("no-voice");
  missing.hidden = Boolean(voice);
  speech.cancel();
  if (!heard || !voice) return;
  const spoken = new SpeechSynthesisUtterance(heard.textContent);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  speech.speak(spoken);
}
