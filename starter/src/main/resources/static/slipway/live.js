// A deployment and its events, a live agent and its log.
(() => {
  const MOST_LINES = 5000;
  const clock = time => new Date(time).toLocaleTimeString("en-GB");
  const ENDS = ["succeeded", "failed", "canceled"];

  // A box of log lines that keeps scrolling while it is at its end.
  const logBox = () => {
    const box = document.getElementById("log"), follow = document.getElementById("log-follow"), step = document.getElementById("log-step");
    const show = line => { line.hidden = Boolean(step?.value) && line.dataset.step !== step.value; };
    step?.addEventListener("change", () => [...box.children].forEach(show));
    follow.addEventListener("change", () => { if (follow.checked) box.scrollTop = box.scrollHeight; });
    box.addEventListener("wheel", () => { follow.checked = box.scrollTop + box.clientHeight >= box.scrollHeight - 30; }, { passive: true });
    return {
      clear: () => box.replaceChildren(),
      add: (time, name, text, kind) => {
        const line = document.createElement("div"), when = document.createElement("time"), where = document.createElement("b");
        when.textContent = clock(time) + " ";
        where.textContent = name ? name.padEnd(13) : "";
        if (kind) line.className = kind;
        line.append(when, where, text);
        if (name && step) {
          line.dataset.step = name;
          if (![...step.options].some(option => option.value === name)) step.append(new Option(name, name));
          show(line);
        }
        box.append(line);
        while (box.childElementCount > MOST_LINES) box.firstChild.remove();
        if (follow.checked) box.scrollTop = box.scrollHeight;
      },
    };
  };

  // CloudFormation's resources: one row each, with its latest event.
  const resources = () => {
    const section = document.getElementById("resources"), body = section.querySelector("tbody"), rows = new Map();
    const kind = status => /FAILED|ROLLBACK/.test(status) ? "failed" : /DELETE_COMPLETE/.test(status) ? "canceled"
      : /COMPLETE/.test(status) ? "succeeded" : "running";
    return {
      clear: () => { rows.clear(); body.replaceChildren(); section.hidden = true; },
      add: change => {
        let row = rows.get(change.logical_id);
        if (!row) {
          row = body.insertRow();
          row.innerHTML = '<th scope="row"></th><td data-label="Type"><code></code></td><td data-label="Status"><span class="chip"></span></td><td data-label="Last change"></td><td data-label="Reason"></td>';
          rows.set(change.logical_id, row);
          section.hidden = false;
        }
        row.cells[0].textContent = change.logical_id;
        row.cells[1].firstChild.textContent = change.type;
        const chip = row.cells[2].firstChild;
        chip.textContent = change.status.toLowerCase().replaceAll("_", " ");
        chip.className = "chip " + kind(change.status);
        row.cells[3].textContent = clock(change.time);
        row.cells[4].textContent = change.reason ?? "";
      },
    };
  };

  const watch = root => {
    const log = logBox(), stack = resources(), line = document.getElementById("line");
    let status = root.dataset.status, waiting, source;
    const again = parts => {
      clearTimeout(waiting);
      waiting = setTimeout(() => slipway.refresh(root.dataset.page, parts), 150);
    };
    const story = () => again(["head", "story"]), everything = () => again(["head", "actions", "changes", "story", "settings"]);
    const listen = () => {
      source = new EventSource(root.dataset.events);
      source.onopen = () => { line.textContent = ""; };
      source.onerror = () => {
        line.textContent = "The connection is lost; the deployment continues. Trying again …";
        // The browser reconnects on its own, unless the answer was an error page: then start over.
        if (source.readyState === EventSource.CLOSED) setTimeout(() => { log.clear(); stack.clear(); listen(); }, 2000);
      };
      source.addEventListener("step", event => {
        const { name, status: now } = JSON.parse(event.data);
        if (!ENDS.includes(status)) { story(); slipway.announce(`${name} ${now}`); }
      });
      source.addEventListener("attempt", story);
      source.addEventListener("log", event => {
        const said = JSON.parse(event.data);
        log.add(said.time, said.step, said.line, "");
      });
      source.addEventListener("stack_event", event => {
        const change = JSON.parse(event.data);
        stack.add(change);
        log.add(change.time, "samDeploy", `${change.status} ${change.type} ${change.logical_id}${change.reason ? ": " + change.reason : ""}`, /FAILED/.test(change.status) ? "bad" : "quiet");
      });
      source.addEventListener("status", event => {
        const now = JSON.parse(event.data).status;
        const news = !ENDS.includes(status);
        if (ENDS.includes(now)) source.close();
        if (news) {
          status = now;
          everything();
          slipway.announce(`The deployment is ${now.replaceAll("_", " ")}`);
        }
      });
    };
    listen();
    // Bars grow while a step runs.
    setInterval(() => { if (!document.hidden && !ENDS.includes(status)) slipway.refresh(root.dataset.page, ["head", "story"]); }, 2000);
  };

  const tail = section => {
    const log = logBox(), since = document.getElementById("log-since"), line = document.getElementById("line");
    let reading;
    const read = async () => {
      reading?.abort();
      const mine = reading = new AbortController();
      log.clear();
      line.textContent = "";
      let any = false, rest = "";
      try {
        const answer = await fetch(`${section.dataset.tail}?since=${since.value}&follow=true`, { signal: mine.signal });
        if (!answer.ok) { line.textContent = (await answer.json()).detail; return; }
        line.textContent = "Nothing has been logged yet.";
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          const lines = (rest + part.value).split("\n");
          rest = lines.pop();
          for (const text of lines.filter(text => text.trim())) {
            const said = JSON.parse(text);
            if (!any) line.textContent = "";
            any = true;
            log.add(said.time, "", said.line, /^(START|END|REPORT|INIT_START) /.test(said.line) ? "quiet" : /"level": ?"ERROR"|Traceback|\[ERROR\]/.test(said.line) ? "bad" : "");
          }
        }
        if (!mine.signal.aborted) setTimeout(read, 2000);
      } catch {
        if (mine.signal.aborted) return;
        line.textContent = "The connection is lost. Trying again …";
        setTimeout(read, 3000);
      }
    };
    since.addEventListener("change", read);
    read();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const deployment = document.querySelector("[data-events]"), agent = document.querySelector("[data-tail]");
    if (deployment) watch(deployment);
    if (agent) tail(agent);
  });
})();
