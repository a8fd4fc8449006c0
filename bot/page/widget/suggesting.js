// Type-ahead: a combobox with a list of questions that the assistant can answer (ARIA 1.2, list autocomplete).

const MOST_SUGGESTIONS = 5;

// Questions that hold what is typed come first, then those that hold its characters in order.
function matching(questions, typed) {
  const sought = typed.toLowerCase().replace(/\s+/g, "");
  if (!sought) return [];
  const whole = [];
  const scattered = [];
  for (const question of questions) {
    const text = question.toLowerCase().replace(/\s+/g, "");
    if (text === sought) continue;
    if (text.includes(sought)) whole.push(question);
    else if (sought.length > 1 && inOrder(text, sought)) scattered.push(question);
  }
  return [...whole, ...scattered].slice(0, MOST_SUGGESTIONS);
}

function inOrder(text, sought) {
  let from = 0;
  for (const character of sought) {
    from = text.indexOf(character, from) + 1;
    if (!from) return false;
  }
  return true;
}

class Suggesting {
  // `input` is the combobox, `box` the listbox; `choose(question)` is called with the chosen one.
  constructor(say, input, box, announce, choose) {
    Object.assign(this, { say, input, box, announce, choose, questions: [], active: -1 });
    input.addEventListener("input", (event) => event.isComposing || this.show());
    input.addEventListener("compositionend", () => this.show());
    input.addEventListener("blur", () => this.hide());
    // The list must not take the focus from the input before the click arrives.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option.textContent);
    });
  }

  get options() {
    return [...this.box.children];
  }

  show() {
    const found = matching(this.questions, this.input.value);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.box.replaceChildren(...found.map((question, at) =>
      make("li", { role: "option", id: `option-${at}`, "aria-selected": "false", lang: languageOf(question) }, question)));
    this.box.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) this.announce(this.say("suggested", { count: found.length }));
  }

  hide() {
    this.box.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(question) {
    this.hide();
    this.choose(question);
  }

  move(step) {
    const { options } = this;
    // One more stop than options: the input itself.
    this.active = ((this.active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const chosen = options[this.active];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  // Handles a key of the input; returns whether it was meant for the list.
  key(event) {
    if (this.box.hidden) return false;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Enter" && this.active >= 0) this.take(this.options[this.active].textContent);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
