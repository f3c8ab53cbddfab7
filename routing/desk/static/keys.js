// Keys: whatever can be seen and has a key in aria-keyshortcuts is pressed, or gets the cursor if it is a field.

const list = document.getElementById("keys");

function wanted(event) {
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "");
  return `Alt+${key}`;
}

function press(element) {
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
  // What a key opens takes what is typed next.
  const opened = element.closest("summary")?.parentElement;
  if (opened?.open) opened.querySelector("input, button")?.focus();
}

function isTyping(element) {
  return element.matches?.("input, select, textarea") ?? false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !isTyping(event.target)) {
    event.preventDefault();
    if (list.open) list.close();
    else list.showModal();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const found = [...document.querySelectorAll(`[aria-keyshortcuts~="${wanted(event)}"]`)];
  const element = found.find((each) => each.checkVisibility() && !each.disabled);
  if (!element) return;
  event.preventDefault();
  press(element);
});

document.getElementById("show-keys").addEventListener("click", () => list.showModal());
