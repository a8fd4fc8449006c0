// What is remembered: the conversation for the session of this tab, preferences for longer.

const SESSION_KEY = "plan-assistant.conversation";
const PREFERENCES_KEY = "plan-assistant.preferences";

// Storage may be full, forbidden, or hold what somebody else wrote; then nothing is remembered.
function recall(storage, key) {
  try {
    const kept = JSON.parse(window[storage].getItem(key));
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

function remember(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
  } catch {
    // The chat then lasts as long as the page.
  }
}

function preference(name, value) {
  const kept = recall("localStorage", PREFERENCES_KEY);
  if (value === undefined) return kept[name];
  remember("localStorage", PREFERENCES_KEY, { ...kept, [name]: value });
  return value;
}
