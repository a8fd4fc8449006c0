// Small comforts; every page works without them.
"use strict";

// The menu is closed on narrow screens until somebody opens it.
const menu = document.querySelector("[data-menu]");
if (menu) {
  const narrow = window.matchMedia("(max-width: 899px)");
  const fit = () => { menu.open = !narrow.matches; };
  fit();
  narrow.addEventListener("change", fit);
}

// A list of choices can be narrowed by typing.
for (const box of document.querySelectorAll("[data-filter]")) {
  const choices = document.getElementById(box.dataset.filter);
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const choice of choices.querySelectorAll("label")) {
      choice.hidden = wanted !== "" && !choice.textContent.toLowerCase().includes(wanted);
    }
  });
}

// A form sent by a double click is sent once; leaving with unsaved words asks first.
for (const form of document.querySelectorAll("form[method=post]")) {
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); }
    sent = true;
    setTimeout(() => { sent = false; }, 5000);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sent && form.hasAttribute("data-guard")) { event.preventDefault(); }
  });
}

// Text to copy.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "已复制";
  });
}
