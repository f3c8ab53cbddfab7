// A ring tone, made here: two short tones every four seconds. Silent where the browser forbids sound.

let context = null;
let timer = null;

function tone(at) {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  volume.gain.value = 0.08;
  oscillator.frequency.value = 425;
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.35);
}

function ringOnce() {
  tone(context.currentTime);
  tone(context.currentTime + 0.5);
}

export function startRinging() {
  if (timer !== null) return;
  context ??= new AudioContext();
  context.resume().catch(() => {});
  ringOnce();
  timer = setInterval(ringOnce, 4000);
}

export function stopRinging() {
  clearInterval(timer);
  timer = null;
}
