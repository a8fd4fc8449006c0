// The menu of the chat: what is needed now and then.

function drawMenu(say, language, theme, act) {
  const entry = (key, action) => make("button", { type: "button", class: "entry", onclick: action }, say(key));
  const select = (key, value, options, change) => make("label", { class: "entry choice-entry" }, say(key),
    make("select", { name: key, onchange: (event) => change(event.target.value) },
      ...Object.entries(options).map(([option, label]) =>
        make("option", { value: option, selected: option === value, lang: key === "language" ? option : null }, label))));
  // Two presses, because what is cleared does not come back.
  let sure = false;
  const ask = (asked) => {
    sure = asked;
    again.textContent = say(asked ? "restart_sure" : "restart");
  };
  const again = entry("restart", () => {
    const restart = sure;
    ask(!sure);
    if (restart) act.restart();
    else act.announce(say("restart_sure"));
  });
  again.addEventListener("blur", () => ask(false));
  return make("div", { class: "menu", id: "menu", hidden: true, role: "group", "aria-label": say("more") },
    make("a", { class: "entry", href: ownAddress("plan"), target: "_blank", rel: "noopener" },
      say("whole_plan"), hidden(say("new_window"))),
    entry("copy_all", act.copyAll),
    entry("save", act.save),
    entry("print", act.print),
    again,
    select("language", language, LANGUAGES, act.language),
    select("theme", theme, { auto: say("theme_auto"), light: say("theme_light"), dark: say("theme_dark") }, act.theme));
}
