// Draws one turn: the question, the answer with its sources, its buttons and what can be done with it.

// Where a citation stands, in words.
function placeOf(say, { ref, title }) {
  const task = /^task\/(\d+)$/.exec(String(ref));
  const words = String(title || "");
  return task ? say("task_place", { number: task[1], title: words }) : words;
}

function drawQuestion(say, turn) {
  return make("article", { class: "message you", "aria-label": say("question_label"), tabindex: "-1" },
    make("div", { class: "bubble" }, words("p", "text", turn.question)));
}

// `act` holds what the buttons do: choose(turn, button), copy(turn), rate(turn, liked, reason).
function drawAnswer(say, turn, act) {
  const body = make("div", { class: "bubble" }, words("p", "text", turn.text));
  if (turn.citations.length) body.append(drawSources(say, turn.citations));
  const message = make("article", {
    class: turn.kind === "error" ? "message bot error" : "message bot", "aria-label": say("answer_label"), tabindex: "-1",
  }, make("p", { class: "who", "aria-hidden": "true" }, say("assistant")), body);
  if (turn.kind !== "error" && turn.turn) message.append(drawTools(say, turn, act));
  if (turn.buttons.length) {
    const heading = turn.kind === "clarify" ? "choose" : "follow_ups";
    message.append(drawChoices(say, say(heading), turn.buttons, turn.used, (button) => act.choose(turn, button)));
  }
  return message;
}

// The citations, those of one place together, in order.
function byPlace(citations) {
  const places = new Map();
  for (const citation of citations) {
    const key = `${citation.plan} ${citation.ref}`;
    places.set(key, [...(places.get(key) || []), citation]);
  }
  return [...places.values()];
}

function drawSources(say, citations) {
  const places = byPlace(citations);
  const sources = make("details", { class: "sources" },
    make("summary", {}, say(places.length > 1 ? "sources" : "source", { count: places.length })));
  for (const place of places) {
    const link = ownAddress(place[0].link);
    sources.append(make("figure", {},
      words("figcaption", "place", placeOf(say, place[0])),
      ...place.map(({ quote }) => make("blockquote", { lang: "zh-Hans" }, String(quote || ""))),
      link && make("a", { href: link, target: "_blank", rel: "noopener" }, say("read_there"), hidden(say("new_window")))));
  }
  return sources;
}

function drawChoices(say, label, buttons, used, choose) {
  const items = buttons.map(({ title, payload }) => {
    const button = make("button", {
      type: "button", class: "choice", lang: languageOf(String(title || payload)), "data-payload": String(payload || title),
      onclick: () => button.getAttribute("aria-disabled") !== "true" && choose(button),
    }, String(title || payload));
    if (used.includes(button.dataset.payload)) markUsed(say, button);
    return make("li", {}, button);
  });
  return make("div", { class: "choosing" },
    make("p", { class: "choosing-label" }, label), make("ul", { class: "choices" }, ...items));
}

// A used button stays where it is and can be focused, so that nobody loses the place.
function markUsed(say, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.append(make("span", { class: "used", lang: document.documentElement.lang || null }, say("used")));
}

function drawTools(say, turn, act) {
  const thumbs = [true, false].map((liked) => make("button", {
    type: "button", class: "tool", "aria-pressed": String(turn.liked === liked), title: say(liked ? "helpful" : "unhelpful"),
    "aria-label": say(liked ? "helpful" : "unhelpful"), onclick: () => rate(liked),
  }, icon(liked ? "up" : "down")));
  const copied = make("span", { class: "tool-word" }, say("copy"));
  const copy = make("button", { type: "button", class: "tool", onclick: () => act.copy(turn, copied) }, icon("copy"), copied);
  const tools = make("div", { class: "tools" }, copy, ...thumbs);

  async function rate(liked) {
    if (!(await act.rate(turn, liked))) return;
    thumbs.forEach((thumb, at) => thumb.setAttribute("aria-pressed", String(at === (liked ? 0 : 1))));
    const old = tools.querySelector(".reason");
    if (old) old.remove();
    tools.append(drawReason(say, liked, (reason) => act.rate(turn, liked, reason)));
  }

  return tools;
}

// The optional reason after a thumb; sends it once and thanks.
function drawReason(say, liked, send) {
  const input = make("input", {
    type: "text", maxlength: "300", autocomplete: "off", "aria-label": say(liked ? "reason_up" : "reason_down"),
    placeholder: say(liked ? "reason_up" : "reason_down"),
  });
  const thanks = make("p", { class: "thanks", tabindex: "-1" }, say("thanks"));
  const form = make("form", {
    class: "reason",
    onsubmit: async (event) => {
      event.preventDefault();
      const reason = input.value.trim();
      if (!reason) return input.focus();
      if (!(await send(reason))) return undefined;
      form.replaceChildren(thanks);
      return thanks.focus();
    },
  }, thanks, make("div", { class: "reason-row" }, input, make("button", { type: "submit", class: "small" }, say("send_reason"))));
  return form;
}
