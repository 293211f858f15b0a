// Relative times, copy buttons and the live page; everything else is HTML from the server.
(() => {
  const say = seconds => {
    const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    const [unit, size] = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]]
      .find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
    return format.format(Math.round(seconds / size), unit);
  };
  const times = () => document.querySelectorAll("time[datetime]").forEach(element => {
    const at = new Date(element.dateTime);
    element.title = at.toLocaleString();
    element.textContent = say((at - Date.now()) / 1000);
  });
  const copy = async event => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  const live = root => {
    const log = document.getElementById("log");
    const source = new EventSource(root.dataset.events);
    let waiting;
    const refresh = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => htmx.trigger("#live", "refresh"), 150);
    };
    const write = text => {
      const follow = log.scrollTop + log.clientHeight >= log.scrollHeight - 20;
      log.append(text + "\n");
      while (log.childNodes.length > 5000) log.firstChild.remove();
      if (follow) log.scrollTop = log.scrollHeight;
    };
    ["step", "attempt"].forEach(name => source.addEventListener(name, refresh));
    source.addEventListener("log", event => {
      const line = JSON.parse(event.data);
      write(`${line.time.slice(11, 19)} ${line.step.padEnd(12)} ${line.line}`);
    });
    source.addEventListener("stack_event", event => {
      const change = JSON.parse(event.data);
      write(`${change.time.slice(11, 19)} ${change.status} ${change.type} ${change.logical_id} ${change.reason ?? ""}`);
    });
    source.addEventListener("status", event => {
      refresh();
      if (["succeeded", "failed", "canceled"].includes(JSON.parse(event.data).status)) source.close();
    });
  };
  document.addEventListener("click", copy);
  document.addEventListener("htmx:afterSettle", times);
  document.addEventListener("DOMContentLoaded", () => {
    times();
    setInterval(times, 10000);
    const root = document.querySelector("[data-events]");
    if (root) live(root);
  });
})();
