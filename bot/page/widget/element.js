// The custom element <plan-assistant>: a button that opens the chat, or with the attribute `full` the chat itself.

// Styles without style-src 'unsafe-inline'; browsers from before 2023 fetch the same rules as a file.
function style(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make("link", { rel: "stylesheet", href: ownAddress("widget.css") }));
  }
}

class PlanAssistant extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    style(root);
    const settings = readSettings(this);
    const full = this.hasAttribute("full");
    this.chat = new Chat(this, settings, full ? null : () => this.closeChat());
    if (full) root.append(this.chat.root);
    else root.append(this.drawLauncher(settings));
    this.chat.dress();
    addEventListener("offline", () => this.chat.offline());
    addEventListener("online", () => this.chat.online());
    this.chat.resume();
    if (!full && (settings.open || this.chat.conversation.open)) this.openChat(false);
  }

  drawLauncher(settings) {
    const { say } = this.chat;
    this.button = make("button", {
      type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.openChat(),
    }, icon("chat"), settings.label || say("open"));
    this.dialog = make("dialog", { class: "panel", "aria-label": this.chat.title }, this.chat.root);
    // Escape: the browser closes a modal dialog by itself, a dialog beside the page does not hear it.
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.closeChat();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.closeChat();
    });
    this.corner = make("section", { class: `look corner ${settings.position}`, "aria-label": this.chat.title }, this.button, this.dialog);
    paint(this.corner, settings.color);
    return this.corner;
  }

  openChat(focus = true) {
    if (this.dialog.open) return;
    const narrow = matchMedia("(max-width: 40rem)").matches;
    // On a phone the chat covers the page, which then must not be reached behind it.
    if (narrow && this.dialog.showModal) this.dialog.showModal();
    else if (this.dialog.show) this.dialog.show();
    else this.dialog.setAttribute("open", "");
    this.remember(true);
    this.chat.transcript.toEnd();
    const touch = matchMedia("(pointer: coarse)").matches;
    if (focus) (touch ? this.chat.transcript.log : this.chat.composer.input).focus();
  }

  closeChat() {
    if (this.dialog.close) this.dialog.close();
    else this.dialog.removeAttribute("open");
    this.remember(false);
    this.button.focus();
  }

  remember(open) {
    this.button.setAttribute("aria-expanded", String(open));
    this.button.hidden = open;
    this.chat.conversation.open = open;
    this.chat.conversation.keep();
  }
}

if (!customElements.get("plan-assistant")) {
  customElements.define("plan-assistant", PlanAssistant);
  const embed = () => document.querySelector("plan-assistant") || document.body.append(document.createElement("plan-assistant"));
  if (document.body) embed();
  else addEventListener("DOMContentLoaded", embed);
}
