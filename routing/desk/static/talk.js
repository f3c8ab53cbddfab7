// A talk as text, for a carrier that carries no sound: what the citizen says, and a field to answer in.

export class Talk {
  constructor(say) {
    this.box = document.getElementById("talk");
    this.log = document.getElementById("talk-log");
    this.field = document.getElementById("talk-say");
    document.getElementById("talk-form").onsubmit = (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (!text) return;
      say(text);
      this.add("Sie", text);
      this.field.value = "";
    };
  }

  begin() {
    this.log.replaceChildren();
    this.box.hidden = false;
  }

  heard(text) {
    this.add("Am Telefon", text);
  }

  add(who, text) {
    const line = document.createElement("li");
    line.textContent = `${who}: ${text}`;
    this.log.append(line);
  }

  end() {
    this.box.hidden = true;
  }
}
