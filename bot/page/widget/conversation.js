// The conversation of this tab: what was asked and answered, what is on its way, what is typed but not sent.

const list = (value) => (Array.isArray(value) ? value : []);

// A turn as it is kept, from the server's answer; `seen` are the marks that this tab has put on it.
function turnOf(answer, question, seen = {}) {
  return {
    turn: String(answer.turn || ""),
    message: String(answer.message || ""),
    question: String(question || ""),
    text: String(answer.text || ""),
    kind: String(answer.kind || ""),
    reference: String(answer.reference || ""),
    edition: Number(answer.edition) || 0,
    buttons: list(answer.buttons).filter(Boolean),
    citations: list(answer.citations).filter(Boolean),
    used: list(seen.used),
    liked: [seen.liked, answer.liked].find((liked) => typeof liked === "boolean") ?? null,
  };
}

class Conversation {
  constructor() {
    const kept = recall("sessionStorage", SESSION_KEY);
    this.id = typeof kept.id === "string" ? kept.id : "";
    this.turns = list(kept.turns).map((turn) => turnOf(turn, turn.question, turn));
    this.pending = kept.pending && typeof kept.pending.text === "string" ? kept.pending : null;
    this.draft = typeof kept.draft === "string" ? kept.draft : "";
    this.open = kept.open === true;
  }

  keep() {
    const { id, turns, pending, draft, open } = this;
    remember("sessionStorage", SESSION_KEY, { id, turns, pending, draft, open });
  }

  // Asks and returns the new turn, and whether it begins a conversation in place of one that has expired; a text whose answer got lost is sent under its old id, so it is answered once.
  async ask(text) {
    if (!this.pending || this.pending.text !== text) this.pending = { text, message: messageId() };
    this.keep();
    const answer = await server.ask(text, this.id, this.pending.message);
    const expired = answer.fresh === true && this.turns.length > 0;
    if (expired) this.turns = [];
    if (typeof answer.conversation === "string") this.id = answer.conversation;
    const turn = turnOf({ ...answer, message: this.pending.message }, text);
    this.turns.push(turn);
    this.pending = null;
    this.keep();
    return { turn, expired };
  }

  // Fetches the history; returns whether it differs from what this tab knew.
  async synchronise() {
    if (!this.id) return false;
    const known = new Map(this.turns.map((turn) => [turn.turn, turn]));
    const asked = this.turns.length;
    const { turns, fresh } = await server.history(this.id);
    if (fresh) {
      // The id is no longer good: what was said can still be read here, the next question begins anew.
      this.id = "";
      this.keep();
      return false;
    }
    // A turn that was added meanwhile is newer than this history.
    if (this.turns.length !== asked) return false;
    const fetched = list(turns).map((turn) => {
      const seen = known.get(String(turn.turn));
      return turnOf(turn, seen ? seen.question : turn.question, seen);
    });
    const changed = fetched.length !== asked || fetched.some((turn) => !known.has(turn.turn));
    this.turns = fetched;
    this.keep();
    return changed;
  }

  use(turn, payload) {
    if (!turn.used.includes(payload)) turn.used.push(payload);
    this.keep();
  }

  async rate(turn, liked, reason) {
    await server.rate(this.id, turn.turn, liked, reason);
    turn.liked = liked;
    this.keep();
  }

  restart() {
    this.id = "";
    this.turns = [];
    this.pending = null;
    this.draft = "";
    this.keep();
  }
}
