package dev.slipway.starter.live;

import dev.slipway.starter.agents.Agents;
import dev.slipway.workflows.agent.AgentState;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads how live agents are used from their logs. */
@Component
public final class Usages {
  /** What a page waits for; a busy agent's week has more. */
  static final int MAX_EVENTS = 20_000;

  /** CloudWatch answers some of them empty. */
  private static final int MAX_PAGES = 40;

  private final AgentLogs logs;

  Usages(AgentLogs logs) {
    this.logs = logs;
  }

  /** Its use from then until now. */
  public Usage since(Instant from, AgentState agent) {
    String group = Agents.live(agent).outputs().logGroup();
    return read(logs.of(agent.agent(), group), from, Instant.now());
  }

  static Usage read(LogPages pages, Instant from, Instant to) {
    var reading = new LogReading(pages, LogPosition.from(from));
    var calls = new CallLog();
    int events = 0;
    for (int read = 0; read < MAX_PAGES && events < MAX_EVENTS && !reading.isCaughtUp(); read++) {
      List<LogPages.Event> page = reading.advance();
      page.forEach(event -> calls.add(event.time(), event.line()));
      events += page.size();
    }
    return Usage.of(from, to, calls.calls(), reading.isCaughtUp() && !reading.isCut());
  }
}
