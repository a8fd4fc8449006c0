// The chat: puts header, transcript and composer together and lets the visitor ask.

class Chat {
  // `host` is the custom element; `close` ends the chat in a dialog and is missing on the full page.
  constructor(host, settings, close) {
    Object.assign(this, { host, settings, close });
    this.conversation = new Conversation();
    this.language = preference("language") in LANGUAGES ? preference("language") : settings.language;
    this.theme = preference("theme") || settings.theme;
    this.large = preference("large") === true;
    this.first = [];
    this.questions = [];
    this.greeting = "";
    this.root = make("div", {});
    paint(this.root, settings.color);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || this.menu.hidden) return;
      event.preventDefault();
      this.toggleMenu(false);
    });
    this.root.addEventListener("pointerdown", (event) => {
      const path = event.composedPath();
      if (!this.menu.hidden && !path.includes(this.menu) && !path.includes(this.more)) this.toggleMenu(false);
    });
    this.build();
  }

  build() {
    const say = wordsOf(this.language);
    const announce = (text) => this.transcript.speak(text);
    this.say = say;
    this.root.className = "look chat";
    this.root.lang = this.language;
    this.dress();
    this.transcript = new Transcript(say);
    this.composer = new Composer(say, this.language, this.settings, announce, (text) => this.ask(text));
    this.composer.input.value = this.conversation.draft;
    this.composer.onType = (text) => {
      this.conversation.draft = text;
      this.conversation.keep();
    };
    this.typing = make("p", { class: "typing", hidden: true },
      make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), say("typing"));
    this.root.replaceChildren(this.drawTop(), this.menu, this.transcript.log, this.transcript.newer, this.typing,
      this.transcript.speaker,
      make("div", { class: "bottom" }, this.composer.state, this.composer.form, this.composer.hint));
    this.redraw();
    this.loadSuggestions();
  }

  get title() {
    return this.settings.title || this.say("title");
  }

  dress() {
    const around = this.close ? this.host.shadowRoot.querySelectorAll(".corner") : [document.documentElement];
    for (const look of [this.root, ...around]) {
      look.classList.toggle("large", this.large);
      look.classList.toggle("dark", this.theme === "dark");
      look.classList.toggle("light", this.theme === "light");
    }
  }

  drawTop() {
    const { say } = this;
    const large = make("button", {
      type: "button", class: "top-button", "aria-pressed": String(this.large), onclick: () => {
        this.large = preference("large", !this.large);
        large.setAttribute("aria-pressed", String(this.large));
        this.dress();
      },
    }, say("large"));
    const more = make("button", {
      type: "button", class: "top-button square", "aria-expanded": "false", "aria-controls": "menu", "aria-label": say("more"),
      title: say("more"), onclick: () => this.toggleMenu(),
    }, icon("more"));
    const close = this.close && make("button", {
      type: "button", class: "top-button square", "aria-label": say("close"), title: say("close"), onclick: () => this.close(),
    }, icon("close"));
    this.more = more;
    this.menu = drawMenu(say, this.language, this.theme, this.actions());
    return make("div", { class: "top" }, make(this.close ? "h2" : "h1", { class: "title" }, this.title),
      make("a", { class: "top-link", href: ownAddress("plan") }, say("whole_plan")), large, more, close);
  }

  toggleMenu(open = this.menu.hidden) {
    this.menu.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (!open) this.more.focus();
  }

  actions() {
    const texts = () => conversationText(this.say, this.title, this.conversation.turns);
    const done = async (promise) => {
      const copied = await promise;
      this.toggleMenu(false);
      this.composer.tell(this.say(copied ? "copied" : "not_copied"));
    };
    const restyle = (name) => (value) => {
      this[name] = preference(name, value);
      this.dress();
    };
    return {
      announce: (text) => this.transcript.speak(text),
      copyAll: () => done(copyText(this.host.shadowRoot, texts())),
      save: () => {
        saveText(`${this.title}.txt`, texts());
        this.toggleMenu(false);
      },
      print: () => {
        this.toggleMenu(false);
        printAlone(this.host);
      },
      restart: () => this.restart(),
      theme: restyle("theme"),
      language: (value) => {
        this.language = preference("language", value);
        this.build();
        this.toggleMenu(true);
        this.menu.querySelector("[name=language]").focus();
      },
    };
  }

  async loadSuggestions() {
    const { language } = this;
    try {
      const { greeting, first, questions } = await server.suggestions(language);
      if (language !== this.language) return;
      this.greeting = typeof greeting === "string" ? greeting : "";
      this.first = list(first).map(String).slice(0, 4);
      this.composer.suggesting.questions = [...new Set([...this.first, ...list(questions).map(String)])];
    } catch {
      // The greeting of this file stands; the questions come with the next page.
      return;
    }
    const drawn = this.transcript.log.querySelector(".greeting");
    if (drawn && !drawn.contains(this.host.shadowRoot.activeElement)) drawn.replaceWith(this.drawGreeting());
  }

  drawGreeting() {
    const { say } = this;
    // The assistant speaks simplified Chinese and English; a traditional interface greets in its own words.
    const own = this.language === "zh-Hant" ? "" : this.greeting;
    const text = this.settings.greeting || own || say("greeting");
    const asked = this.conversation.turns.map((turn) => turn.question);
    const message = make("article", { class: "message bot greeting", "aria-label": say("greeting_label"), tabindex: "-1" },
      make("div", { class: "bubble" }, words("p", "text", text)));
    if (this.first.length) {
      const buttons = this.first.map((question) => ({ title: question, payload: question }));
      message.append(drawChoices(say, say("try"), buttons, asked, (button) => this.press(button)));
    }
    return message;
  }

  redraw() {
    const messages = this.conversation.turns.flatMap((turn) => [drawQuestion(this.say, turn), this.drawAnswer(turn)]);
    this.transcript.clear(this.drawGreeting(), ...messages);
    if (messages.length) this.transcript.toEnd();
  }

  drawAnswer(turn) {
    return drawAnswer(this.say, turn, {
      choose: (from, button) => this.press(button, from),
      copy: async (from, label) => {
        const copied = await copyText(this.host.shadowRoot, answerText(this.say, from));
        label.textContent = this.say(copied ? "copied" : "not_copied");
        this.transcript.speak(label.textContent);
      },
      rate: (from, liked, reason) => this.rate(from, liked, reason),
    });
  }

  async rate(turn, liked, reason) {
    try {
      await this.conversation.rate(turn, liked, reason);
      this.transcript.speak(this.say("thanks"));
      return true;
    } catch (trouble) {
      this.composer.tell(trouble.text || this.say("not_rated"));
      return false;
    }
  }

  async press(button, turn) {
    const payload = button.dataset.payload;
    if (!(await this.ask(payload, false))) return;
    if (turn) this.conversation.use(turn, payload);
    markUsed(this.say, button);
  }

  // Asks; returns whether there is an answer. What could not be asked is back in the input.
  async ask(text, typed = true) {
    const { composer, transcript } = this;
    if (composer.waiting) return false;
    const draft = typed ? "" : composer.input.value;
    composer.tell("");
    composer.clear();
    if (draft) composer.type(draft);
    composer.wait(true);
    const question = transcript.add(drawQuestion(this.say, { question: text }));
    transcript.toEnd();
    this.typing.hidden = false;
    if (!matchMedia("(pointer: coarse)").matches) composer.input.focus();
    try {
      const { turn, expired } = await this.conversation.ask(text);
      const following = transcript.atEnd;
      composer.tell(expired ? this.say("expired") : "");
      if (expired) this.redraw();
      else transcript.add(this.drawAnswer(turn));
      transcript.reveal(question.isConnected ? question : transcript.log.lastElementChild, following);
      transcript.speak(turn.text);
      this.markAsked(text);
      return true;
    } catch (trouble) {
      question.remove();
      composer.fail(trouble, text);
      return false;
    } finally {
      composer.wait(false);
      this.typing.hidden = true;
    }
  }

  markAsked(text) {
    for (const button of this.transcript.log.querySelectorAll(".greeting .choice")) {
      if (button.dataset.payload === text) markUsed(this.say, button);
    }
  }

  restart() {
    if (this.composer.waiting) return;
    this.conversation.restart();
    this.composer.clear();
    this.composer.tell("");
    this.redraw();
    this.toggleMenu(false);
    this.transcript.speak(this.say("restarted"));
    this.composer.input.focus();
  }

  // What happened while this tab was away: a question whose answer got lost may have been answered.
  async resume() {
    const { conversation, composer } = this;
    try {
      if (await conversation.synchronise()) this.redraw();
    } catch (trouble) {
      const offline = trouble.kind === "offline";
      if (trouble.kind !== "refused") composer.tell(this.say(offline ? "trouble_offline" : "no_history"));
    }
    if (!conversation.pending || composer.waiting) return;
    const { text, message } = conversation.pending;
    if (conversation.turns.some((turn) => turn.message === message)) {
      conversation.pending = null;
      if (composer.input.value.trim() === text) composer.clear();
      conversation.keep();
    } else if (!composer.input.value.trim()) composer.type(text);
  }

  offline() {
    this.composer.tell(this.say("trouble_offline"));
  }

  async online() {
    this.composer.tell(this.say("back_online"));
    if (!this.composer.waiting) await this.resume();
  }
}
