// What needs a script. The button that prints: without scripts it is not shown, and the browser's own menu prints.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A free time that is chosen is written into its field; to type it does the same.
for (const button of document.querySelectorAll("[data-fills]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.fills);
    field.value = button.value;
    field.focus();
  });
}
