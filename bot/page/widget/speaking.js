// Voice input, where the browser has it.

const SPEECH_LANGUAGES = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-US" };

// The button, or null where the browser cannot listen. `hear(text)` gets what is understood so far, `tell` a message.
function voiceButton(say, language, hear, tell) {
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  if (!Recognition) return null;
  let listening = null;

  const button = make("button", {
    type: "button", class: "round voice", "aria-pressed": "false", "aria-label": say("voice"), title: say("voice"),
    onclick: () => (listening ? listening.stop() : start()),
  }, icon("voice"));

  function finish(message) {
    listening = null;
    button.setAttribute("aria-pressed", "false");
    tell(message);
  }

  function start() {
    listening = new Recognition();
    listening.lang = SPEECH_LANGUAGES[language];
    listening.interimResults = true;
    let trouble = "";
    listening.onresult = (event) => hear([...event.results].map((result) => result[0].transcript).join(""));
    listening.onerror = (event) => {
      trouble = say(event.error === "not-allowed" ? "voice_forbidden" : "voice_failed");
    };
    listening.onend = () => finish(trouble);
    button.setAttribute("aria-pressed", "true");
    tell(say("listening"));
    try {
      listening.start();
    } catch {
      finish(say("voice_failed"));
    }
  }

  return button;
}
