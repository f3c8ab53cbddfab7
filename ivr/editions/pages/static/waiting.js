// A form with data-waits takes long to be answered: what is under way stands in its role="status" meanwhile, and it
// cannot be sent twice. Who comes back to the page finds it as it was.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-waits]");
  if (!form) return;
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  form.querySelector("[role=status]").textContent = form.dataset.waits;
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-waits]")) {
    form.removeAttribute("aria-busy");
    form.querySelector("[role=status]").textContent = "";
  }
});
