// What every page does on its own: relative times, copying, dialogs, parts that refresh themselves. The server renders the HTML.
(() => {
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const distance = seconds => {
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[3];
    return format.format(seconds > 0 ? Math.round(seconds / size) : Math.trunc(seconds / size), unit);
  };
  const length = seconds => seconds < 60 ? `${Math.floor(seconds)} s` : seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s` : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60 % 60)} min`;
  const times = () => document.querySelectorAll("time[datetime]").forEach(element => {
    const at = new Date(element.dateTime);
    const seconds = (at - Date.now()) / 1000;
    element.title = at.toLocaleString();
    element.textContent = "since" in element.dataset ? length(-seconds) : distance(seconds);
  });

  const announce = text => { document.getElementById("announce").textContent = text; };

  // Fetches a page and replaces the parts here that differ from its own. Focus stays where it was.
  const served = new Map(), shown = new Map();
  let requests = 0;
  const refresh = async (address, ids) => {
    const request = ++requests;
    let html;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) return false;
      html = await answer.text();
    } catch { return false; }
    // Answers may overtake each other, and what was typed meanwhile asks for something else.
    const current = ids.filter(id => request > (shown.get(id) ?? 0)
      && [undefined, address].includes(document.getElementById(id)?.dataset.refresh));
    if (!current.length) return false;
    current.forEach(id => shown.set(id, request));
    const page = new DOMParser().parseFromString(html, "text/html");
    const whole = current.length === ids.length;
    if (whole && document.title !== page.title) document.title = page.title;
    const icon = document.getElementById("icon"), next = page.getElementById("icon");
    if (whole && icon && next && icon.getAttribute("href") !== next.getAttribute("href")) icon.setAttribute("href", next.getAttribute("href"));
    for (const id of current) {
      const here = document.getElementById(id), there = page.getElementById(id);
      if (!here || !there || served.get(id) === there.innerHTML || here.querySelector("dialog[open]")) continue;
      served.set(id, there.innerHTML);
      const focus = document.activeElement?.id;
      here.replaceChildren(...there.childNodes);
      if (focus && document.activeElement === document.body) document.getElementById(focus)?.focus();
      htmx.process(here);
    }
    times();
    return page;
  };

  // What is typed narrows the lines at once, by what the server searches too; the server's answer follows, and the address keeps it.
  const instantly = field => {
    const list = document.getElementById("list");
    let waiting;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      list.querySelectorAll("[data-row]").forEach(row => { row.hidden = !(row.dataset.find ?? "").includes(wanted); });
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const given = new URLSearchParams([...new FormData(field.form)].filter(([, value]) => value.trim()));
        const address = given.size ? `/?${given}` : "/";
        history.replaceState(null, "", address);
        list.dataset.refresh = address;
        if (await refresh(address, ["list"])) announce(`${list.querySelectorAll("[data-row]").length} found`);
      }, 250);
    });
  };

  document.addEventListener("click", async event => {
    const button = event.target.closest("button");
    if (!button) return;
    const { copy, open } = button.dataset;
    if (copy !== undefined) {
      await navigator.clipboard.writeText(copy);
      button.dataset.label ??= button.textContent;
      button.textContent = "Copied";
      announce("Copied");
      setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
    } else if (open) {
      document.getElementById(open).showModal();
    } else if ("close" in button.dataset) {
      button.closest("dialog").close();
    }
  });
  document.addEventListener("submit", event => {
    // One click is one decision: a second click would only be refused.
    if (event.target.method === "post" && !event.target.hasAttribute("hx-get") && !event.defaultPrevented) {
      setTimeout(() => event.target.querySelectorAll("button").forEach(button => { button.disabled = true; }));
    }
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("button:disabled").forEach(button => { button.disabled = false; }));
  document.addEventListener("htmx:afterSettle", event => {
    times();
    const said = event.target.querySelector?.("[data-announce]");
    if (said) announce(said.textContent);
  });
  document.addEventListener("htmx:sendError", () => announce("The server does not answer. Nothing was sent."));
  document.addEventListener("DOMContentLoaded", () => {
    times();
    setInterval(times, 1000);
    document.querySelectorAll("[data-filters] select").forEach(select => select.addEventListener("change", () => select.form.requestSubmit()));
    document.querySelectorAll("[data-filters]").forEach(form => form.addEventListener("submit", () =>
      form.querySelectorAll("input, select").forEach(field => { field.disabled = !field.value; })));
    const search = document.getElementById("search");
    if (search) instantly(search);
    // A link of a notice may name a question; whoever may answer it has its button. Not in the fragment, which a sign-in would lose.
    const question = new URLSearchParams(location.search).get("ask");
    if (question) document.querySelector(`[data-open="${CSS.escape(question)}"]`)?.click();
    document.querySelectorAll("[data-refresh]").forEach(part => setInterval(() => {
      if (!document.hidden) refresh(part.dataset.refresh, [part.id]);
    }, 3000));
  });
  window.slipway = { refresh, announce };
})();
