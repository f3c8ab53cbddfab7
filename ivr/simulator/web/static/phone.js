// The telephone: what its owner does goes to the exchange, what happens to it comes as events.
import { Voice } from "./voice.js";

const $ = (id) => document.getElementById(id);
const OVER = {
  completed: "Aufgelegt",
  busy: "Besetzt",
  failed: "Nicht erreichbar",
  "no-answer": "Nicht angenommen",
  canceled: "Anruf beendet",
};
const KEYS = "0123456789*#";

let handset = null;
let events = null;
let status = "idle"; // "idle", "ringing", "called" (it rings here), "in-progress"
let since = 0;
let sender = null; // who wrote the last text, and gets the answer
const voice = new Voice($("sound"), $("no-voice"));

function ownAddress() {
  return $("own") ? $("own").value : $("caller").value;
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  if (!answer.ok && answer.status !== 409) throw new Error(`${path}: ${answer.status}`);
  return answer.json().catch(() => ({}));
}

const act = (what, body) => post(`/handsets/${handset}/${what}`, body).catch(outOfReach);

function outOfReach() {
  show("Keine Verbindung zum Netzbetreiber", "idle");
}

async function takeHandset() {
  events?.close();
  $("call").disabled = true; // until the other telephone is in the hand
  emptyTexts();
  try {
    handset = (await post("/handsets", { address: ownAddress() })).id;
  } catch {
    outOfReach();
    return;
  }
  events = new EventSource(`/handsets/${handset}/events`);
  const on = (name, react) => events.addEventListener(name, (event) => react(JSON.parse(event.data)));
  on("here", here);
  on("status", changed);
  on("heard", heard);
  on("text", text);
  on("connected", () => show("Verbunden", "in-progress"));
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(takeHandset, 1000);
  };
}

function emptyTexts() {
  $("texts").querySelectorAll(".text, .me").forEach((text) => text.remove());
  $("no-texts").hidden = false;
  sender = null;
  showReply();
}

function showReply() {
  $("send").disabled = !answersTo() || !ownAddress().startsWith("+");
}

const answersTo = () => sender ?? $("number")?.value;

function here(news) {
  emptyTexts();
  news.texts.forEach(text);
  if (news.call) changed(news.call);
  else show("Aufgelegt", "idle");
}

function changed(news) {
  if (news.status in OVER) {
    voice.stop();
    note(OVER[news.status] + ".");
    show(OVER[news.status], "idle");
  } else if (news.status === "in-progress") {
    since = status === "in-progress" ? since : Date.now();
    show("Im Gespräch", "in-progress");
  } else if (news.direction === "inbound") {
    show("Es klingelt …", "ringing");
  } else {
    note(`Anruf von ${news.from}.`);
    show(`Anruf von ${news.from}`, "called");
  }
}

function show(words, now) {
  status = now;
  $("state").textContent = words;
  $("state").classList.toggle("ringing", now === "ringing" || now === "called");
  $("call").textContent = now === "called" || $("own") ? "Annehmen" : "Anrufen";
  $("call").disabled = $("own") ? now !== "called" : now !== "idle" && now !== "called";
  $("hangup").disabled = now === "idle";
  $("say").disabled = now !== "in-progress";
  if ($("caller")) $("caller").disabled = now !== "idle";
}

function heard(news) {
  if (news.kind === "play" || news.kind === "music") {
    note("♪ Musik");
  } else {
    add($("heard"), "line", news.text).lang = news.language || "de";
    voice.say(news.text, news.language, news.rate);
  }
}

function text(news) {
  $("no-texts").hidden = true;
  const mine = news.sender === ownAddress();
  if (!mine) sender = news.sender;
  showReply();
  const shown = add($("texts"), mine ? "me" : "text", "");
  for (const part of news.text.split(/(https?:\/\/\S+)/)) {
    if (/^https?:\/\//.test(part)) {
      const link = document.createElement("a");
      link.href = part;
      link.textContent = part;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      shown.append(link);
    } else {
      shown.append(part);
    }
  }
}

const note = (words) => add($("heard"), "note", words);

function add(log, kind, words) {
  const shown = document.createElement("p");
  shown.className = kind;
  shown.textContent = words;
  log.append(shown);
  log.scrollTop = log.scrollHeight;
  return shown;
}

function press(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  button.classList.add("pressed");
  setTimeout(() => button.classList.remove("pressed"), 150);
  if (status !== "in-progress") return;
  voice.stop();
  add($("heard"), "me", `Taste ${key}`);
  act("press", { keys: key });
}

document.querySelectorAll(".key").forEach((key) => key.addEventListener("click", () => press(key.dataset.key)));

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=text], select");
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (KEYS.includes(event.key) && event.key.length === 1) {
    event.preventDefault();
    press(event.key);
  }
});

$("call").addEventListener("click", () => {
  if (status === "called") {
    act("answer");
  } else {
    $("heard").replaceChildren();
    act("dial", { to: $("number").value });
  }
});
$("hangup").addEventListener("click", () => {
  voice.stop();
  act("hangup");
});
$("speech").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = $("words").value.trim();
  if (!words || status !== "in-progress") return;
  voice.stop();
  add($("heard"), "me", `„${words}“`);
  act("say", { text: words });
  $("words").value = "";
});
$("reply").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = $("answer").value.trim();
  if (!words || $("send").disabled) return;
  act("text", { to: answersTo(), text: words });
  $("answer").value = "";
});
$("caller")?.addEventListener("change", takeHandset);

setInterval(() => {
  const seconds = status === "in-progress" ? Math.floor((Date.now() - since) / 1000) : 0;
  const two = (number) => String(number).padStart(2, "0");
  if (status !== "idle") $("time").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}, 250);

show("Aufgelegt", "idle");
takeHandset();
