// Calls an agent: what is sent, what comes back as it comes, and what went wrong in plain words.
(() => {
  const BROKEN = "The connection broke off before the answer was complete. It is not asked again by itself: the agent may have acted.";
  const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

  // A payload goes out as it was typed: reading it would round long numbers.
  const body = turn => turn.raw ? `{"payload":${turn.asked}}`
    : JSON.stringify(turn.session ? { prompt: turn.asked, session_id: turn.session } : { prompt: turn.asked });

  const commands = (turn, agent, address) => {
    const what = turn.raw ? `--payload ${quoted(turn.asked)}` : `${turn.session ? `--session ${turn.session} ` : ""}-- ${quoted(turn.asked)}`;
    return {
      slipway: `slipway invoke ${agent} ${what}`,
      curl: [`curl -N -X POST ${quoted(new URL(address, location).href)}`, '-H "Authorization: Bearer $SLIPWAY_TOKEN"', "-H 'Content-Type: application/json'",
        "-H 'Accept: text/event-stream'", `-d ${quoted(body(turn))}`].join(" \\\n  "),
    };
  };

  // What an agent says, in its own words where its envelope is known.
  const words = response => {
    if (typeof response === "string") return response;
    const known = ["response", "error", "message", "errorMessage"].map(name => response?.[name]).find(said => typeof said === "string");
    return known ?? JSON.stringify(response, null, 2);
  };

  const EXPLAINED = {
    401: "You are not signed in any more. Sign in in another tab, then ask again.",
    403: "You may not ask this agent.",
    404: "Nothing is live here to ask.",
    413: "This is more than an agent can be sent at once.",
    429: "The server has too much to do right now. Ask again in a few seconds.",
    502: "The agent could not be reached.",
    503: "The server can't reach the agent right now.",
    504: "The agent took too long.",
  };
  const refusal = async answer => {
    const problem = await answer.json().catch(() => ({}));
    const details = problem.errors?.length ? problem.errors.map(error => error.message) : [problem.detail ?? `The server answered ${answer.status}.`];
    return [EXPLAINED[answer.status], ...details].filter(Boolean).join(" ");
  };

  // Reads server-sent events: what every event's data holds, by its name.
  async function* events(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const field = name => block.split("\n").find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);
        if (field("event")) yield { name: field("event"), data: JSON.parse(field("data")) };
      }
    }
  }

  const end = (turn, answer, limit) => {
    turn.status = answer.status_code;
    const more = answer.response === null ? "" : words(answer.response);
    if (turn.said && turn.status >= 400) turn.trouble = more; // It broke off: what it had said stands.
    else turn.said += more;
    // The runtime gives up shortly before Lambda would, and then says so itself.
    if (turn.status === 504 || (turn.status >= 500 && /Task timed out/.test(more))) turn.trouble = `The agent may take ${limit} s and took longer. Ask for less at once, or deploy it with a higher timeout.`;
    turn.whole = JSON.stringify(answer.response ?? turn.said, null, 2);
    turn.log = (answer.log_tail ?? []).join("\n");
  };

  const receive = async (turn, answer, { limit, started }, changed) => {
    for await (const { name, data } of events(answer)) {
      if (name === "piece") {
        turn.first ??= performance.now() - started;
        turn.said += data;
      } else if (name === "end") {
        end(turn, data, limit);
        return;
      }
      changed();
    }
    turn.trouble = BROKEN;
  };

  // Fills the turn in; called back whenever there is more to show.
  const ask = async (turn, { address, limit, signal }, changed) => {
    const started = performance.now();
    try {
      const answer = await fetch(address, { method: "POST", signal, body: body(turn),
        headers: { "Content-Type": "application/json", Accept: "text/event-stream" } });
      if (answer.ok) await receive(turn, answer, { limit, started }, changed);
      else turn.trouble = await refusal(answer);
    } catch {
      turn.trouble = signal.aborted ? "You stopped waiting. The agent may go on with its work."
        : turn.said ? BROKEN : "The server can't be reached. Whether the agent was asked is not known.";
    }
    turn.took = performance.now() - started;
  };

  Object.assign(slipway, { ask, commands });
})();
