// A line of an agent's log: how much it matters, and structured ones as a sentence.
(() => {
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
  const rated = text => {
    if (/^(START|END|REPORT|INIT_START|INIT_REPORT) /.test(text)) return { level: "platform", text };
    const said = parsed(text);
    // Figures for the charts, as in Lambda's REPORT lines.
    const level = said.event === "agent_usage" ? "platform" : levelOf(said, text);
    return { level, text: sentence(said) ?? text };
  };
  const KINDS = { platform: "quiet", info: "", warning: "warn", error: "bad" };

  slipway.readLine = line => {
    const { level, text } = rated(line);
    return { level, text, kind: KINDS[level] };
  };
})();
