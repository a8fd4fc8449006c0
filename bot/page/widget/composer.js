// Where questions are typed: input with type-ahead, voice, send, and the line that tells what is wrong.

const SLOW_MS = 6000;

class Composer {
  // `chat` gives say, language, settings; `send(text)` is called with what shall be asked.
  constructor(say, language, settings, announce, send) {
    this.say = say;
    this.waiting = false;
    this.state = make("div", { class: "state", role: "status" });
    this.input = make("input", {
      type: "text", class: "question", id: "question", role: "combobox", "aria-expanded": "false", "aria-controls": "suggestions",
      "aria-autocomplete": "list", "aria-describedby": "hint", "aria-label": say("question"), autocomplete: "off",
      enterkeyhint: "send", placeholder: say("placeholder"),
      onkeydown: (event) => this.key(event), oninput: () => this.typed(),
    });
    this.box = make("ul", { class: "suggestions", id: "suggestions", role: "listbox", "aria-label": say("suggestions"), hidden: true });
    this.suggesting = new Suggesting(say, this.input, this.box, announce, (question) => this.submit(question));
    const voice = voiceButton(say, language, (text) => this.type(text), (text) => this.tell(text));
    this.button = make("button", { type: "submit", class: "round send", "aria-label": say("send"), title: say("send") }, icon("send"));
    this.form = make("form", { class: "ask", novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      this.submit(this.input.value);
    } }, this.box, make("div", { class: "field" }, this.input, voice), this.button);
    this.hint = make("p", { class: "hint", id: "hint" }, settings.notice || say("notice"),
      settings.privacy && make("a", { href: settings.privacy, target: "_blank", rel: "noopener" }, say("privacy")));
    this.send = send;
    this.onType = () => {};
  }

  tell(text) {
    this.state.textContent = text;
  }

  type(text) {
    this.input.value = text;
    this.typed();
  }

  typed() {
    const length = [...this.input.value.trim()].length;
    this.tell(length > MOST_CHARACTERS ? this.say("too_long", { count: length, most: MOST_CHARACTERS }) : "");
    this.onType(this.input.value);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) {
      // While an input method is composing, Enter belongs to it.
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    this.suggesting.key(event);
  }

  submit(text) {
    const question = text.trim();
    const length = [...question].length;
    if (length > MOST_CHARACTERS) this.tell(this.say("too_long", { count: length, most: MOST_CHARACTERS }));
    else if (question && !this.waiting) this.send(question);
    else if (!question) this.input.focus();
  }

  // Shows that an answer is on its way; after a while, that it takes longer than usual.
  wait(on) {
    this.waiting = on;
    this.button.setAttribute("aria-disabled", String(on));
    clearTimeout(this.slow);
    if (on) this.slow = setTimeout(() => this.tell(this.say("slow")), SLOW_MS);
  }

  // Why there is no answer; the question stays in the input, unless something else is typed there by now.
  fail(trouble, text) {
    if (!this.input.value.trim()) this.input.value = text;
    this.onType(this.input.value);
    const { kind, seconds } = trouble;
    const wait = kind === "busy" && seconds ? this.say("busy_seconds", { seconds }) : "";
    const own = ["offline", "unreachable", "slow"].includes(kind) ? this.say(`trouble_${kind}`) : this.say("trouble_kept");
    this.tell([trouble.text || (kind === "busy" ? this.say("busy") : ""), wait, own].filter(Boolean).join(" "));
  }

  clear() {
    this.input.value = "";
    this.suggesting.hide();
    this.onType("");
  }
}
