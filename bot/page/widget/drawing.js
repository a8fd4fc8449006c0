// Makes elements. Everything that comes from outside goes in as text, never as HTML.

// make("button", {class, type, onclick, "aria-label"…}, child, "text"…): functions become listeners, null is left out.
function make(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const ICONS = {
  chat: "M4 5h16v11H10l-4 4v-4H4z M8 9h8 M8 12.5h5",
  close: "M6 6l12 12 M18 6L6 18",
  more: "M5 12h.01 M12 12h.01 M19 12h.01",
  send: "M4 12l16-7-6 15-3.5-6z M10.5 14L20 5",
  voice: "M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3z M6 11a6 6 0 0 0 12 0 M12 17v3",
  up: "M7 11v9H4v-9z M7 11l4-7c2 0 2.5 1.500 2 3l-.7 3H18a2 2 0 0 1 2 2.300l-1.200 6A2 2 0 0 1 16.800 20H7",
  down: "M17 13V4h3v9z M17 13l-4 7c-2 0-2.500-1.500-2-3l.7-3H6a2 2 0 0 1-2-2.300l1.200-6A2 2 0 0 1 7.200 4H17",
  copy: "M9 9h10v11H9z M15 9V4H5v11h4",
  link: "M9 5H5v14h14v-4 M13 5h6v6 M19 5l-9 9",
  newer: "M12 5v13 M6 12.500l6 6 6-6",
};

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

function hidden(text) {
  return make("span", { class: "unseen" }, text);
}

// English inside a Chinese interface, or the other way round, is read aloud rightly only where it is marked.
function languageOf(text) {
  return /[\u3400-\u9fff]/.test(text) ? "zh-Hans" : "en";
}

// What is the district's or the plan's Chinese stays simplified in a traditional interface.
function words(name, className, text) {
  return make(name, { class: className, lang: languageOf(text) }, text);
}
