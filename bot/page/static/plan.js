// The plan's page: large type that is remembered, and the table of targets sorted and narrowed without loading again.
// Without this script the same is done by the server.
"use strict";

(() => {
  const KEY = "plan-assistant.preferences";

  function preferences() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...preferences(), [name]: value }));
    } catch {
      // It then holds for this page alone.
    }
  }

  function dress() {
    const { large, theme } = preferences();
    const { classList } = document.documentElement;
    classList.toggle("large", large === true);
    classList.toggle("dark", theme === "dark");
    classList.toggle("light", theme === "light");
  }

  function offerLargeType() {
    const button = document.getElementById("large");
    const show = () => button.setAttribute("aria-pressed", String(preferences().large === true));
    // Its room was kept, so that nothing moves.
    button.classList.remove("needs-script");
    button.addEventListener("click", () => {
      remember("large", preferences().large !== true);
      dress();
      show();
    });
    show();
  }

  const number = (text) => (text === "" ? Infinity : Number(text));
  const COMPARE = {
    place: (a, b) => number(a.place) - number(b.place),
    indicator: (a, b) => a.indicator.localeCompare(b.indicator, document.documentElement.lang),
    value: (a, b) => number(a.value) - number(b.value),
    area: (a, b) => number(a.area) - number(b.area),
  };

  function offerTable() {
    const form = document.getElementById("filters");
    const body = document.querySelector("#table tbody");
    const count = document.getElementById("count");
    // The server sent only the rows of its own choice where the address holds one: then it goes on choosing.
    if (/[?&](area|unit|words)=[^&]/.test(location.search)) return;
    const rows = [...body.rows].sort((a, b) => COMPARE.place(a.dataset, b.dataset));
    form.querySelector("button").classList.add("needs-none");

    function apply() {
      const { area, unit, words, sort, descending } = Object.fromEntries(new FormData(form));
      const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
      const kept = rows.filter(({ dataset, textContent }) => {
        const text = (textContent + dataset.words).toLowerCase();
        return (!area || dataset.area === area) && (!unit || dataset.units.split("|").includes(unit)) &&
          sought.every((word) => text.includes(word));
      });
      kept.sort((a, b) => COMPARE[sort](a.dataset, b.dataset));
      if (descending) kept.reverse();
      body.replaceChildren(...kept);
      count.textContent = kept.length ? count.dataset.words.replace("#", kept.length) : count.dataset.none;
      for (const link of document.querySelectorAll("#table [data-sort]")) {
        const head = link.closest("th");
        if (link.dataset.sort === sort) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    }

    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
    document.getElementById("reset").addEventListener("click", (event) => {
      event.preventDefault();
      for (const field of form.querySelectorAll("select")) field.selectedIndex = 0;
      form.elements.words.value = "";
      form.elements.descending.checked = false;
      apply();
    });
    document.getElementById("table").addEventListener("click", (event) => {
      const link = event.target.closest("[data-sort]");
      if (!link) return;
      event.preventDefault();
      const { sort, descending } = form.elements;
      descending.checked = sort.value === link.dataset.sort && !descending.checked;
      sort.value = link.dataset.sort;
      apply();
    });
  }

  dress();
  addEventListener("DOMContentLoaded", () => {
    offerLargeType();
    offerTable();
    // On a phone the contents would push the text off the first screen.
    document.getElementById("contents").open = matchMedia("(min-width: 60.01rem)").matches;
  });
})();
