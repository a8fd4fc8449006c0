// The website channel over HTTP.

const PATIENCE_MS = 45000;

// Why a request gave no answer: `kind` is offline, unreachable, slow, busy or refused; `text` is the server's own word.
class Trouble extends Error {
  constructor(kind, text = "", seconds = 0) {
    super(kind);
    this.kind = kind;
    this.text = text;
    this.seconds = seconds;
  }
}

async function call(path, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(new URL(`webhooks/website/${path}`, BASE), {
      credentials: "omit", ...options, signal: stop.signal,
    });
    const body = answer.status === 204 ? {} : await answer.json().catch(() => null);
    if (answer.ok && body) return body;
    throw refusal(answer, body);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    if (error.name === "AbortError") throw new Trouble("slow");
    throw new Trouble(navigator.onLine === false ? "offline" : "unreachable");
  } finally {
    clearTimeout(timer);
  }
}

function refusal(answer, body) {
  const text = body && typeof body.text === "string" ? body.text : "";
  if (answer.status === 429) return new Trouble("busy", text, Number(answer.headers.get("Retry-After")) || 0);
  return text ? new Trouble("refused", text) : new Trouble("unreachable");
}

function post(path, body) {
  return call(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), cache: "no-store",
  });
}

const server = {
  ask: async (text, conversation, message) => {
    const answer = await post("messages", { text, message, ...(conversation && { conversation }) });
    // Whatever is between here and the server may answer for it, with anything.
    if (typeof answer.text !== "string" || !answer.text) throw new Trouble("unreachable");
    return answer;
  },
  history: (conversation) =>
    call("history", { headers: { Authorization: `Bearer ${conversation}` }, cache: "no-store" }),
  rate: (conversation, turn, liked, reason) =>
    post("feedback", { conversation, turn, liked, ...(reason && { reason }) }),
  suggestions: (language) => call(`suggestions?language=${encodeURIComponent(language)}`),
};

// An id that makes sending the same message twice harmless; crypto.randomUUID needs HTTPS.
function messageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
