package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.audit.Break;
import dev.slipway.cli.audit.Verdict;
import dev.slipway.cli.http.Json;

/** A verification's outcome for scripts. */
final class Verdicts {
  private Verdicts() {}

  static ObjectNode json(Verdict verdict) {
    ObjectNode answer = Json.object().put("intact", verdict.intact());
    var chains = answer.putArray("chains");
    for (Verdict.Chain chain : verdict.chains()) {
      chains
          .addObject()
          .put("agent", chain.agent())
          .put("bundles", chain.bundles())
          .put("head", chain.head());
    }
    answer.put("objects_checked", verdict.objectsChecked());
    answer.put("objects_elsewhere", verdict.objectsElsewhere());
    var broken = answer.putArray("broken");
    for (Break one : verdict.broken()) {
      broken
          .addObject()
          .put("file", one.file())
          .put("what", one.what())
          .put("expected", one.expected())
          .put("found", one.found());
    }
    return answer;
  }
}
