// The district's colour, in a shade that keeps text readable (contrast 4.5:1, WCAG 1.4.3).

const CONTRAST = 4.6;
const LIGHT_TINT = [232, 240, 249];
const DARK_TINT = [34, 48, 63];

function channels(color) {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(color.trim());
  if (!digits) return null;
  const full = digits[1].length === 3 ? digits[1].replace(/./g, "$&$&") : digits[1];
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// `rgb` moved towards black or white just as far as it needs to be read on `ground`.
function readable(rgb, ground, towards) {
  let shade = rgb;
  for (let step = 1; step <= 50 && contrast(shade, ground) < CONTRAST; step += 1) {
    shade = rgb.map((value) => Math.round(value + ((towards - value) * step) / 50));
  }
  return shade;
}

// Sets the variables that the style takes the accent from; an unreadable value leaves the colours as they are.
function paint(root, color) {
  const rgb = channels(color);
  if (!rgb) return;
  const css = (shade) => `rgb(${shade.join(" ")})`;
  root.style.setProperty("--brand", css(readable(rgb, LIGHT_TINT, 0)));
  root.style.setProperty("--brand-dark", css(readable(rgb, DARK_TINT, 255)));
}
