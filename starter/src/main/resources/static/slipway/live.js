// A deployment and its events.
(() => {
  const MOST_LINES = 5000;
  const clock = time => new Date(time).toLocaleTimeString("en-GB");
  const ENDS = ["succeeded", "failed", "canceled"];

  // A box of log lines that keeps scrolling while it is at its end, and hides the lines that its controls leave out.
  slipway.logBox = (isHidden, controls) => {
    const box = document.getElementById("log"), follow = document.getElementById("log-follow");
    const show = line => { line.hidden = isHidden(line); };
    const end = () => { if (follow.checked) box.scrollTop = box.scrollHeight; };
    controls.forEach(control => control.addEventListener("input", () => { [...box.children].forEach(show); end(); }));
    follow.addEventListener("change", end);
    box.addEventListener("wheel", () => { follow.checked = box.scrollTop + box.clientHeight >= box.scrollHeight - 30; }, { passive: true });
    return {
      clear: () => box.replaceChildren(),
      shown: () => [...box.children].filter(line => !line.hidden).length,
      add: (time, name, text, { kind = "", ...data } = {}) => {
        const line = document.createElement("div"), when = document.createElement("time"), where = document.createElement("b");
        when.textContent = clock(time) + " ";
        where.textContent = name ? name.padEnd(13) : "";
        if (kind) line.className = kind;
        Object.assign(line.dataset, data);
        line.append(when, where, text);
        show(line);
        box.append(line);
        while (box.childElementCount > MOST_LINES) box.firstChild.remove();
        end();
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
    const step = document.getElementById("log-step"), stack = resources(), line = document.getElementById("line");
    const log = slipway.logBox(line => Boolean(step.value) && line.dataset.step !== step.value, [step]);
    const say = (time, name, text, kind) => {
      if (![...step.options].some(option => option.value === name)) step.append(new Option(name, name));
      log.add(time, name, text, { kind, step: name });
    };
    // The stream begins with what is past, at each connection anew; by the server's clock, since the browser's may be wrong.
    let newest = Date.parse(root.dataset.at), told = root.dataset.status;
    const isNew = at => Date.parse(at) > newest;
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
        const { name, status: now, at } = JSON.parse(event.data);
        if (ENDS.includes(status)) return;
        story();
        if (isNew(at)) slipway.announce(`${name} ${now}`);
      });
      source.addEventListener("attempt", story);
      source.addEventListener("log", event => {
        const said = JSON.parse(event.data);
        const { text, kind } = slipway.readLine(said.line);
        say(said.time, said.step, text, kind);
      });
      source.addEventListener("stack_event", event => {
        const change = JSON.parse(event.data);
        stack.add(change);
        say(change.time, "samDeploy", `${change.status} ${change.type} ${change.logical_id}${change.reason ? ": " + change.reason : ""}`, /FAILED/.test(change.status) ? "bad" : "quiet");
      });
      source.addEventListener("status", event => {
        const { status: now, at } = JSON.parse(event.data);
        const over = ENDS.includes(status);
        if (ENDS.includes(now)) source.close();
        if (over) return;
        status = now;
        everything();
        if (!isNew(at)) return;
        newest = Date.parse(at);
        if (now === told) return;
        told = now;
        const said = `The deployment is ${now.replaceAll("_", " ")}`;
        slipway.announce(said);
        slipway.notify(now, said);
      });
    };
    listen();
    // Bars grow while a step runs.
    setInterval(() => { if (!document.hidden && !ENDS.includes(status)) slipway.refresh(root.dataset.page, ["head", "story"]); }, 2000);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const deployment = document.querySelector("[data-events]");
    if (deployment) watch(deployment);
  });
})();
