// A part of a page that changes on the server is fetched again until it says that it is done.
"use strict";

const WAIT = 1500;

async function renew(part) {
  try {
    const response = await fetch(part.dataset.poll, { headers: { Accept: "text/html" } });
    if (response.ok && !response.redirected) { part.innerHTML = await response.text(); }
  } catch {
    // The connection is away for a moment: the next look will tell.
  }
  follow(part);
}

function follow(part) {
  if (part.querySelector("progress")) { setTimeout(renew, WAIT, part); }
}

for (const part of document.querySelectorAll("[data-poll]")) { follow(part); }
