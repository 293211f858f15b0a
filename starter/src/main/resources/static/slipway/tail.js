// A live agent's log: structured lines rendered, searched and filtered by level.
document.addEventListener("DOMContentLoaded", () => {
  const section = document.querySelector("[data-tail]");
  if (!section) return;
  const since = document.getElementById("log-since"), line = document.getElementById("line"), file = document.getElementById("log-file");
  const search = document.getElementById("log-search"), level = document.getElementById("log-level");
  const LEVELS = { platform: 0, info: 1, warning: 2, error: 3 };
  const NAMED = { WARN: "warning", WARNING: "warning", ERROR: "error", CRITICAL: "error", FATAL: "error" };

  const value = given => typeof given === "string" ? given : JSON.stringify(given);
  // The agent's runtime writes objects with a level and an event, its logging such with a level and a message.
  const sentence = ({ time, level, ...said }) => {
    const subject = ["event", "message"].find(name => typeof said[name] === "string");
    if (!subject) return undefined;
    const { [subject]: words, ...rest } = said;
    const facts = Object.entries(rest).map(([name, given]) => `${name}=${value(given)}`);
    return [subject === "event" ? words.replaceAll("_", " ") : words, ...facts].join("  ");
  };
  const parsed = text => {
    try { return JSON.parse(text) ?? {}; } catch { return {}; } // No JSON is what the code printed.
  };
  const levelOf = (said, text) => {
    if (typeof said.level !== "string") return /Traceback|\[ERROR\]|Task timed out/.test(text) ? "error" : /\[WARN(ING)?\]/.test(text) ? "warning" : "info";
    const named = said.level.toUpperCase();
    return Object.hasOwn(NAMED, named) ? NAMED[named] : "info";
  };
  const read = text => {
    if (/^(START|END|REPORT|INIT_START|INIT_REPORT) /.test(text)) return { level: "platform", text };
    const said = parsed(text);
    // Counted in the charts above, like Lambda's REPORT lines.
    const level = said.event === "agent_usage" ? "platform" : levelOf(said, text);
    return { level, text: sentence(said) ?? text };
  };
  // What is searched is the sentence and the line that it was made of.
  const holds = (shown, words) => `${shown.textContent} ${shown.dataset.raw}`.toLowerCase().includes(words);
  const isHidden = shown => LEVELS[shown.dataset.level] < Number(level.value) || !holds(shown, search.value.trim().toLowerCase());
  const log = slipway.logBox(isHidden, [search, level]);
  const KINDS = { platform: "quiet", info: "", warning: "warn", error: "bad" };
  let reading;

  const address = follow => {
    const at = new URL(section.dataset.tail, location);
    at.searchParams.set("since", since.value);
    if (follow) at.searchParams.set("follow", "true");
    return at.href;
  };
  const follow = async () => {
    reading?.abort();
    const mine = reading = new AbortController();
    log.clear();
    line.textContent = "";
    file.href = address(false);
    let any = false, rest = "";
    try {
      const answer = await fetch(address(true), { signal: mine.signal });
      if (!answer.ok) { line.textContent = (await answer.json()).detail; return; }
      line.textContent = "Nothing has been logged yet.";
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const lines = (rest + part.value).split("\n");
        rest = lines.pop();
        for (const said of lines.filter(text => text.trim()).map(text => JSON.parse(text))) {
          if (!any) line.textContent = "";
          any = true;
          const { level: of, text } = read(said.line);
          log.add(said.time, "", text, { kind: KINDS[of], level: of, raw: said.line });
        }
      }
      if (!mine.signal.aborted) setTimeout(follow, 2000);
    } catch {
      if (mine.signal.aborted) return;
      line.textContent = "The connection is lost. Trying again …";
      setTimeout(follow, 3000);
    }
  };
  for (const control of [search, level]) control.addEventListener("change", () => slipway.announce(`${log.shown()} lines`));
  since.addEventListener("change", follow);
  follow();
});
