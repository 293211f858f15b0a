// A live agent's log, searched and filtered by level.
document.addEventListener("DOMContentLoaded", () => {
  const section = document.querySelector("[data-tail]");
  if (!section) return;
  const since = document.getElementById("log-since"), line = document.getElementById("line"), file = document.getElementById("log-file");
  const search = document.getElementById("log-search"), level = document.getElementById("log-level");
  const LEVELS = { platform: 0, info: 1, warning: 2, error: 3 };
  // What is searched is the sentence and the line that it was made of.
  const holds = (shown, words) => `${shown.textContent} ${shown.dataset.raw}`.toLowerCase().includes(words);
  const isHidden = shown => LEVELS[shown.dataset.level] < Number(level.value) || !holds(shown, search.value.trim().toLowerCase());
  const log = slipway.logBox(isHidden, [search, level]);
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
          const { level: of, kind, text } = slipway.readLine(said.line);
          log.add(said.time, "", text, { kind, level: of, raw: said.line });
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
