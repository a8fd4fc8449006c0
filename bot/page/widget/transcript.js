// The log of the conversation: scrolling, keys, and the region that screen readers hear new answers from.

const NEAR_END = 80;
const LONGEST_SPOKEN = 220;

class Transcript {
  constructor(say) {
    this.say = say;
    // A live region of its own speaks: the log itself would also speak the history and the visitor's own words.
    this.log = make("div", { class: "log", role: "log", "aria-live": "off", "aria-label": say("log_label"), tabindex: "0" });
    this.newer = make("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toNewest() },
      icon("newer"), say("newer"));
    this.speaker = make("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
    this.unread = null;
    this.log.addEventListener("scroll", () => this.atEnd && this.seen());
    this.log.addEventListener("keydown", (event) => this.key(event));
  }

  get atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  clear(...messages) {
    this.log.replaceChildren(...messages);
    this.seen();
  }

  add(message) {
    this.log.append(message);
    return message;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Shows a new message from its beginning, unless somebody reads further up: then a button says that it is there.
  reveal(message, following) {
    if (following) this.toTop(message);
    else {
      this.unread = message;
      this.newer.hidden = false;
    }
  }

  toTop(message) {
    this.log.scrollTop += message.getBoundingClientRect().top - this.log.getBoundingClientRect().top - 12;
  }

  toNewest() {
    if (this.unread) {
      this.toTop(this.unread);
      this.unread.focus({ preventScroll: true });
    }
    this.seen();
  }

  seen() {
    if (this.newer.matches(":focus")) this.log.focus();
    this.newer.hidden = true;
    this.unread = null;
  }

  // Arrow keys go from message to message once the log has the focus.
  key(event) {
    const messages = [...this.log.querySelectorAll(".message")];
    const at = messages.indexOf(event.target);
    if (event.target !== this.log && at < 0) return;
    const next = {
      ArrowDown: at < 0 ? messages.length - 1 : Math.min(at + 1, messages.length - 1),
      ArrowUp: at < 0 ? messages.length - 1 : Math.max(at - 1, 0),
      Home: 0,
      End: messages.length - 1,
    }[event.key];
    if (next === undefined || !messages[next]) return;
    event.preventDefault();
    messages[next].focus();
  }

  // Speaks `text`; of a long one the beginning.
  speak(text) {
    const long = text.length > LONGEST_SPOKEN;
    this.speaker.textContent = "";
    // What is said twice is heard only where the region was empty in between.
    requestAnimationFrame(() => {
      this.speaker.textContent = long ? `${text.slice(0, LONGEST_SPOKEN)}… ${this.say("long_answer")}` : text;
    });
  }
}
