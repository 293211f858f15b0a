// Keyboard shortcuts; "?" lists them. They do nothing while someone types, and can be turned off.
(() => {
  const OFF = "slipway-keys-off";
  const typing = element => element.closest("input, textarea, select, [contenteditable]");
  let before = "";

  const move = step => {
    const links = [...document.querySelectorAll("[data-row]")].filter(row => row.offsetParent).map(row => row.querySelector("a"));
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  const search = () => {
    const field = document.getElementById("search");
    if (field) field.focus(); else location.assign("/#search");
  };
  const KEYS = {
    "?": () => document.getElementById("keys").showModal(),
    "/": search,
    "n": () => document.querySelector("header a.new")?.click(),
    "g d": () => location.assign("/"),
    "g a": () => location.assign("/agents"),
    "j": () => move(1),
    "k": () => move(-1),
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (localStorage.getItem(OFF)) return;
    const act = KEYS[before + event.key] ?? KEYS[event.key];
    before = event.key === "g" ? "g " : "";
    if (act) {
      event.preventDefault();
      act();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const on = document.getElementById("keys-on");
    on.checked = !localStorage.getItem(OFF);
    on.addEventListener("change", () => on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
    if (location.hash === "#search") document.getElementById("search")?.focus();
  });
})();
