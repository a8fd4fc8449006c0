// What the embedding page asks for: data- attributes of the script tag, or of the element itself.

const SCRIPT = document.currentScript;
// The folder that the script came from, so that the assistant may live below any path of a host.
const BASE = new URL(".", SCRIPT ? SCRIPT.src : location.href);
const LANGUAGES = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };
const MOST_CHARACTERS = 500;

// The interface language for a language tag: zh-TW, zh-HK and zh-Hant are traditional, whatever is unknown is simplified.
function interfaceLanguage(tag) {
  const wanted = String(tag || "").toLowerCase();
  if (wanted.startsWith("en")) return "en";
  return /hant|tw|hk|mo\b/.test(wanted) ? "zh-Hant" : "zh-Hans";
}

function readSettings(element) {
  const read = (name) => element.dataset[name] || (SCRIPT && SCRIPT.dataset[name]) || "";
  return {
    title: read("title"),
    label: read("label"),
    greeting: read("greeting"),
    notice: read("notice"),
    privacy: webAddress(read("privacy")),
    color: read("color"),
    theme: ["light", "dark"].includes(read("theme")) ? read("theme") : "auto",
    language: interfaceLanguage(read("language") || document.documentElement.lang),
    position: read("position") === "left" ? "left" : "right",
    open: read("open") === "true",
  };
}

function webAddress(text) {
  try {
    const url = new URL(text, location.href);
    return text && /^https?:$/.test(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

// An address on the assistant's own server, or "" for anything else (javascript:, other hosts).
function ownAddress(link) {
  try {
    const url = new URL(String(link || "").replace(/^\/+/, ""), BASE);
    return link && url.origin === BASE.origin ? url.href : "";
  } catch {
    return "";
  }
}

function wordsOf(language) {
  const words = WORDS[language];
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
