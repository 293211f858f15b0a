// The command palette: places that the server finds, pages of the header and footer, actions of the page that is open.
document.addEventListener("DOMContentLoaded", () => {
  const dialog = document.getElementById("palette"), field = document.getElementById("palette-search");
  const list = document.getElementById("palette-list"), said = document.getElementById("palette-said"), opener = document.getElementById("open-palette");
  if (!opener) return; // Nobody is signed in.
  let own = [], found = [], chosen = 0, requests = 0, waiting;

  const apple = /Mac|iP/.test(navigator.platform);
  if (apple) opener.querySelector("kbd").textContent = "⌘ K";

  const named = element => (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim();
  const entry = (kind, element) => {
    const option = document.createElement("li"), what = document.createElement("span"), name = document.createElement("strong");
    option.setAttribute("role", "option");
    what.className = "muted kind";
    what.textContent = kind;
    name.textContent = named(element);
    option.append(what, " ", name);
    option.target = element;
    return option;
  };
  const visible = selector => [...document.querySelectorAll(selector)].filter(element => element.offsetParent && !element.disabled && named(element));
  const ofThisPage = () => [
    ...[...new Set(visible("main .actions :is(button, a), main button[data-open]"))].map(element => entry("Action", element)),
    ...visible("header nav a, header a.new, footer p a").map(element => entry("Page", element)),
    ...visible("footer button[data-open]").map(element => entry("Help", element)),
  ];

  const choose = index => {
    const options = [...list.children];
    chosen = Math.min(Math.max(index, 0), options.length - 1);
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    options[chosen]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
  };
  const show = index => {
    const words = field.value.toLowerCase().split(/\s+/);
    const options = [...own.filter(option => words.every(word => option.textContent.toLowerCase().includes(word))), ...found];
    options.forEach((option, at) => { option.id = `palette-${at}`; });
    list.replaceChildren(...options);
    said.textContent = options.length ? `${options.length} found` : "Nothing is found.";
    choose(index);
  };
  const ask = async () => {
    const request = ++requests;
    const answer = await fetch(`/palette?${new URLSearchParams({ search: field.value.trim() })}`).catch(() => undefined);
    if (request !== requests) return;
    if (!answer?.ok) {
      said.textContent = answer?.status === 401 ? "You are not signed in any more. Sign in in another tab, then search again."
        : "The server does not answer; only this page's own entries are shown.";
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found = [...page.querySelectorAll("[role=option]")];
    show(chosen); // What the arrows have chosen meanwhile stays: the page's own entries come first.
  };
  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    own = ofThisPage();
    found = [];
    field.value = "";
    dialog.showModal();
    field.focus();
    show(0);
    ask();
  };
  const go = option => {
    if (!option) return;
    if (option.target && !option.target.isConnected) { // The page has refreshed this part of itself.
      own = ofThisPage();
      show(0);
      said.textContent = "The page has changed meanwhile. Choose again.";
      return;
    }
    dialog.close();
    if (option.dataset.href) {
      location.assign(option.dataset.href);
    } else if (option.target.matches("a, [data-open]")) {
      option.target.click();
    } else {
      option.target.focus(); // A decision is not made by the key that found it.
      option.target.scrollIntoView({ block: "center" });
    }
  };

  opener.addEventListener("click", open);
  document.addEventListener("keydown", event => {
    // On a Mac, Ctrl K deletes to the end of the line.
    if ((apple ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  field.addEventListener("input", () => {
    found = [];
    requests++; // An answer still on its way is to an earlier question.
    show(0);
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229) return; // The key belongs to the input method.
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      choose(chosen + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(list.children[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault(); // A search field would only be emptied.
      dialog.close();
    }
  });
  list.addEventListener("click", event => go(event.target.closest("[role=option]")));
});
