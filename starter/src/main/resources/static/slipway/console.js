// The console on an agent's page: sends prompts, shows answers as they come, keeps the conversation in this tab.
(() => {
  const MOST_TURNS = 30, MOST_CHARACTERS = 20_000;
  const LEFT = "This page was left before the answer came. The agent may have answered all the same.";

  const shortened = text => text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
  const seconds = ms => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const newSession = () => "page-" + [...crypto.getRandomValues(new Uint8Array(6))].map(byte => byte.toString(16).padStart(2, "0")).join("");

  // What others said in this tab before, or whoever is not signed in any more, is nobody's here.
  const PREFIX = "slipway-console ", mine = `${PREFIX}${encodeURIComponent(document.body.dataset.visitor ?? "")} `;
  const dropOthers = () => Object.keys(sessionStorage).filter(key => key.startsWith(PREFIX) && !key.startsWith(mine)).forEach(key => sessionStorage.removeItem(key));

  // Starts the console; what it returns ends it.
  const talk = section => {
    const form = section.querySelector("form"), list = section.querySelector("[data-turns]"), template = section.querySelector("template");
    const forget = section.querySelector("[data-forget]"), stop = form.querySelector("[data-stop]"), send = form.querySelector("[data-send]"), busy = form.querySelector("[data-busy]");
    const { prompt, raw, session } = form.elements;
    const key = mine + section.dataset.agent;
    let turns = [], asking, left = false;

    const keep = () => {
      if (left) return;
      turns = turns.slice(-MOST_TURNS);
      try { sessionStorage.setItem(key, JSON.stringify({ turns, session: session?.value })); } catch { /* The browser keeps no more: what is shown stays. */ }
    };
    const toEnd = () => { list.scrollTop = list.scrollHeight; };
    // Whoever has scrolled back to read stays there.
    const following = change => {
      const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 30;
      change();
      if (atEnd) toEnd();
    };
    const part = (article, name) => article.querySelector(`[data-part=${name}]`);

    const say = (turn, article) => {
      part(article, "said").textContent = turn.said;
      part(article, "facts").textContent = [turn.status && `status ${turn.status}`, turn.first && `first words after ${seconds(turn.first)}`,
        turn.took !== undefined && seconds(turn.took), turn.session && `session ${turn.session}`].filter(Boolean).join(" · ");
    };
    const show = (turn, article) => following(() => {
      say(turn, article);
      article.classList.toggle("bad", Boolean(turn.trouble) || turn.status >= 400);
      part(article, "asked").textContent = turn.asked;
      part(article, "trouble").textContent = turn.trouble ?? "";
      part(article, "whole").textContent = turn.whole ?? "";
      part(article, "log").textContent = turn.log ?? "";
      for (const name of ["whole", "log"]) part(article, name).closest("details").hidden = !turn[name];
      const copies = slipway.commands(turn, section.dataset.agent, section.dataset.invoke);
      part(article, "slipway").dataset.copy = copies.slipway;
      part(article, "curl").dataset.copy = copies.curl;
    });
    // While words come, only they change, once for each picture that the browser draws.
    const stream = (turn, article) => {
      let drawing = false;
      return () => {
        if (drawing) return;
        drawing = true;
        requestAnimationFrame(() => {
          drawing = false;
          following(() => say(turn, article));
        });
      };
    };
    const add = turn => {
      const article = template.content.cloneNode(true).firstElementChild;
      part(article, "again").addEventListener("click", () => {
        prompt.value = turn.asked;
        raw.checked = turn.raw;
        mode();
        prompt.focus();
      });
      list.append(article);
      list.hidden = forget.hidden = false;
      while (list.childElementCount > MOST_TURNS) list.firstElementChild.remove();
      show(turn, article);
      toEnd();
      return article;
    };

    const mode = () => {
      form.querySelector("[data-label]").textContent = raw.checked ? "Payload (JSON)" : "Prompt";
      prompt.placeholder = raw.checked ? '{"prompt": "Hello"}' : "What would you like to know?";
      if (session) session.disabled = raw.checked;
      prompt.setCustomValidity("");
    };
    const readable = () => {
      try {
        if (raw.checked) JSON.parse(prompt.value);
        prompt.setCustomValidity("");
      } catch (unreadable) {
        prompt.setCustomValidity(`This is not JSON: ${unreadable.message}`);
      }
      return form.reportValidity();
    };

    form.addEventListener("submit", async event => {
      event.preventDefault();
      if (asking || !readable()) return;
      const turn = { asked: prompt.value, raw: raw.checked, session: raw.checked ? "" : session?.value.trim() ?? "", said: "", trouble: LEFT };
      turns.push(turn);
      keep();
      delete turn.trouble;
      const article = add(turn);
      prompt.value = "";
      asking = new AbortController();
      send.disabled = true;
      stop.hidden = busy.hidden = false;
      busy.querySelector("time").dateTime = new Date().toISOString();
      slipway.announce("Asked; waiting for the answer.");
      await slipway.ask(turn, { address: section.dataset.invoke, limit: section.dataset.timeout, signal: asking.signal }, stream(turn, article));
      for (const name of ["said", "whole", "log"]) turn[name] = shortened(turn[name] ?? "");
      asking = undefined;
      send.disabled = false;
      stop.hidden = busy.hidden = true;
      show(turn, article);
      keep();
      slipway.announce(`${turn.trouble ?? ""} ${turn.said.slice(0, 300)}`.trim());
      if (document.activeElement === document.body) prompt.focus();
    });
    prompt.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    prompt.addEventListener("input", () => prompt.setCustomValidity(""));
    raw.addEventListener("change", mode);
    stop.addEventListener("click", () => asking?.abort());
    session?.addEventListener("change", keep);
    form.querySelector("[data-new-session]")?.addEventListener("click", () => {
      session.value = newSession();
      keep();
      slipway.announce(`New session ${session.value}`);
    });
    forget.addEventListener("click", () => {
      asking?.abort();
      turns = [];
      list.replaceChildren();
      list.hidden = forget.hidden = true;
      keep();
      prompt.focus();
    });

    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    turns = kept.turns ?? [];
    if (session) session.value = kept.session ?? newSession();
    turns.forEach(add);
    mode();
    return () => {
      left = true;
      asking?.abort();
    };
  };

  document.addEventListener("DOMContentLoaded", () => {
    const section = document.querySelector("[data-invoke]");
    dropOthers();
    const leave = section && talk(section);
    document.querySelector("form[action='/sign-in/out']")?.addEventListener("submit", () => {
      leave?.();
      sessionStorage.clear();
    });
  });
})();
