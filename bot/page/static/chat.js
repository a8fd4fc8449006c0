// The chat page. Everything that comes from outside is put into the page as text, never as HTML.

const STORE = "plan-assistant";
const MOST_CHARACTERS = 500;
const PATIENCE_MS = 40000;

const WORDS = {
  you: "您",
  bot: "助手",
  asked: "(已问过)",
  task: (number, title) => `重点工作第${number}项:${title}`,
  source: (count) => (count > 1 ? `原文出处(${count}处)` : "原文出处"),
  offline: "网络已断开。您的问题还在输入框里,连上网络后请再按“发送”。",
  unreachable: "暂时连不上服务器。您的问题还在输入框里,请稍后再按“发送”。",
  slow: "这次等得太久了。您的问题还在输入框里,请再按一次“发送”。",
  long: (count) => `您的问题有${count}字,请精简到${MOST_CHARACTERS}字以内再发送。`,
  fresh: "已重新开始。",
};

const at = (id) => document.getElementById(id);
const log = at("log");
const form = at("form");
const question = at("question");
const send = at("send");
const typing = at("typing");
const state = at("state");
const announcer = at("announcer");
const greeting = log.querySelector(".message");

let conversation = restored() || { sender: "", turns: [] };
let waiting = false;

function restored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE));
    return kept && typeof kept.sender === "string" && Array.isArray(kept.turns) ? kept : null;
  } catch {
    return null;
  }
}

function keep() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(conversation));
  } catch {
    // Storage may be full or forbidden; the conversation then lasts as long as the page.
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function languageOf(text) {
  return /[\u3400-\u9fff]/.test(text) ? null : "en";
}

function bubble(who, kind) {
  const message = element("article", `message ${who}${kind === "error" ? " error" : ""}`);
  message.append(element("p", "who", WORDS[who]));
  const body = element("div", "bubble");
  message.append(body);
  log.append(message);
  return { message, body };
}

function paragraph(body, text) {
  const made = element("p", "text", text);
  const language = languageOf(text);
  if (language) made.lang = language;
  body.append(made);
}

function placeOf({ ref, title }) {
  const [, number] = /^task\/(\d+)$/.exec(ref) || [];
  return number ? WORDS.task(number, title) : String(title ?? "");
}

function sources(body, citations) {
  if (!citations.length) return;
  const details = element("details", "sources");
  details.append(element("summary", "", WORDS.source(citations.length)));
  for (const citation of citations) {
    const figure = element("figure");
    figure.append(element("figcaption", "", placeOf(citation)));
    figure.append(element("blockquote", "", String(citation.quote ?? "")));
    details.append(figure);
  }
  body.append(details);
}

function choices(body, buttons, used) {
  if (!buttons.length) return;
  const list = element("ul", "choices");
  for (const { title, payload } of buttons) {
    const button = element("button", "choice", String(title ?? payload));
    button.type = "button";
    button.dataset.payload = String(payload ?? title);
    if (used.includes(button.dataset.payload)) mark(button);
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  body.append(list);
}

function mark(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.append(element("span", "announcer", WORDS.asked));
}

// Remembers on the turn that a button of its answer was pressed: question and answer alternate after the greeting.
function use(button) {
  const position = [...log.children].indexOf(button.closest(".message"));
  conversation.turns[position / 2 - 1]?.used.push(button.dataset.payload);
  mark(button);
}

function show(turn) {
  const asked = bubble("you");
  paragraph(asked.body, turn.question);
  if (!turn.reply) return asked.message;
  const { text, buttons, custom } = turn.reply;
  const answered = bubble("bot", custom.kind);
  paragraph(answered.body, text);
  sources(answered.body, Array.isArray(custom.citations) ? custom.citations : []);
  choices(answered.body, buttons, turn.used);
  return asked.message;
}

function redraw() {
  log.replaceChildren(greeting);
  for (const button of greeting.querySelectorAll(".choice[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    button.querySelector(".announcer")?.remove();
  }
  for (const turn of conversation.turns) show(turn);
  for (const payload of conversation.turns.map((turn) => turn.question)) markFirst(payload);
  log.scrollTop = log.scrollHeight;
}

function markFirst(payload) {
  for (const button of greeting.querySelectorAll(".choice")) if (button.dataset.payload === payload) mark(button);
}

// One reply comes as several of Rasa's messages.
function joined(messages) {
  const reply = { text: "", buttons: [], custom: {} };
  for (const message of Array.isArray(messages) ? messages : []) {
    if (message.text) reply.text += (reply.text ? "\n" : "") + message.text;
    if (Array.isArray(message.buttons)) reply.buttons.push(...message.buttons);
    if (message.custom && typeof message.custom === "object") Object.assign(reply.custom, message.custom);
  }
  return reply;
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return answer.json();
}

async function ask(text) {
  if (!conversation.sender) conversation.sender = (await post("/conversation", {})).sender;
  const reply = joined(await post("/webhooks/rest/webhook", { sender: conversation.sender, message: text }));
  if (!reply.text) throw new Error("empty reply");
  return reply;
}

function wait(on) {
  waiting = on;
  typing.hidden = !on;
  send.setAttribute("aria-disabled", String(on));
}

function say(text) {
  state.textContent = text;
}

function announce(text) {
  announcer.textContent = "";
  // A screen reader says only what changes after it has seen the empty region.
  setTimeout(() => { announcer.textContent = text; }, 50);
}

function troubleOf(error) {
  if (!navigator.onLine) return WORDS.offline;
  return error.name === "TimeoutError" ? WORDS.slow : WORDS.unreachable;
}

async function put(text, pressed) {
  if (waiting) return;
  say("");
  const turn = { question: text, reply: null, used: [] };
  const asked = show(turn);
  log.scrollTop = log.scrollHeight;
  wait(true);
  try {
    turn.reply = await ask(text);
    conversation.turns.push(turn);
    if (pressed) use(pressed);
    keep();
    markFirst(text);
    asked.remove();
    const shown = show(turn);
    // The question at the top edge, so that a long answer is read from its beginning.
    log.scrollTop += shown.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
    announce(turn.reply.text);
  } catch (error) {
    asked.remove();
    if (!question.value.trim()) question.value = text;
    fit();
    say(troubleOf(error));
  } finally {
    wait(false);
  }
}

function fit() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight + 2}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (waiting || !text) {
    question.focus();
    return;
  }
  const length = [...text].length;
  if (length > MOST_CHARACTERS) {
    say(WORDS.long(length));
    return;
  }
  question.value = "";
  fit();
  question.focus();
  put(text);
});

question.addEventListener("keydown", (event) => {
  // While an input method is composing, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

question.addEventListener("input", () => {
  fit();
  const length = [...question.value.trim()].length;
  say(length > MOST_CHARACTERS ? WORDS.long(length) : "");
});

log.addEventListener("click", (event) => {
  const button = event.target.closest(".choice");
  if (!button || waiting || button.getAttribute("aria-disabled") === "true") return;
  put(button.dataset.payload, button);
});

at("restart").addEventListener("click", () => {
  if (waiting) return;
  conversation = { sender: "", turns: [] };
  keep();
  say("");
  redraw();
  log.scrollTop = 0;
  announce(WORDS.fresh);
  question.focus();
});

addEventListener("offline", () => say(WORDS.offline));
addEventListener("online", () => say(""));

redraw();
