// The search for a step: every word that is typed is in its name or in what it says.
const MOST = 12;

export function install(picture, choose) {
  const input = document.getElementById("pc-search");
  const hits = document.getElementById("pc-hits");
  const found = document.getElementById("pc-found");
  let matching = [];

  const look = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    matching = words.length ? picture.steps.filter((step) => words.every((word) => step.search.includes(word))) : [];
    const ids = new Set(matching.map((step) => step.id));
    for (const [id, box] of picture.boxes) box.element.classList.toggle("pc-box--found", ids.has(id));
    hits.replaceChildren(...matching.slice(0, MOST).map((step) => hit(step)));
    hits.hidden = !matching.length;
    const count = matching.length ? found.dataset.found.replace("#", matching.length) : found.dataset.nothing;
    found.textContent = words.length ? count : "";
  };

  const hit = (step) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-link kern-link--small pc-hit";
    button.textContent = `${step.title} (${step.id})`;
    button.addEventListener("click", () => take(step.id));
    const item = document.createElement("li");
    item.append(button);
    return item;
  };

  const take = (id) => {
    hits.hidden = true;
    choose(id);
  };

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && matching.length) {
      event.preventDefault();
      take(matching[0].id);
    }
    if (event.key === "Escape") hits.hidden = true;
  });
}
