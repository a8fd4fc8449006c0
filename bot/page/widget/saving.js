// Takes answers along: copy, text file, print.

function answerText(say, turn) {
  const lines = [turn.text];
  if (turn.citations.length) lines.push("", `${say("plan_words")}${say("colon")}`);
  for (const place of byPlace(turn.citations)) {
    lines.push(`· ${placeOf(say, place[0])}`, ...place.map(({ quote }) => `  ${quote}`));
    if (ownAddress(place[0].link)) lines.push(`  ${ownAddress(place[0].link)}`);
  }
  return lines.join("\n");
}

function conversationText(say, title, turns) {
  const parts = turns.map((turn) => `${say("you")}${say("colon")}${turn.question}\n\n${say("assistant")}${say("colon")}${answerText(say, turn)}`);
  return [title, new Date().toLocaleString(), ...parts, say("notice")].join("\n\n----\n\n");
}

// Copies `text`; returns whether that worked. The old way is for pages without HTTPS and older phones.
async function copyText(root, text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = root.activeElement;
    const area = make("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    root.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused) focused.focus();
    return done;
  }
}

function saveText(name, text) {
  // The mark at the beginning tells old editors that this is UTF-8.
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

// Prints the conversation alone, not the page around it.
function printAlone(host) {
  const others = host.parentNode === document.body && "adoptedStyleSheets" in document ? hideOthersInPrint() : null;
  const opened = [...host.shadowRoot.querySelectorAll("details:not([open])")];
  opened.forEach((details) => { details.open = true; });
  window.print();
  opened.forEach((details) => { details.open = false; });
  if (others) document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((sheet) => sheet !== others);
}

function hideOthersInPrint() {
  const style = new CSSStyleSheet();
  style.replaceSync("@media print { body > :not(plan-assistant) { display: none !important } }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  return style;
}
