package dev.slipway.policy;

import dev.slipway.policy.InvalidPolicy.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with a file, to report all of it at once. */
final class Faults {
  private final List<Fault> all = new ArrayList<>();

  void add(Node where, String message) {
    add(where.getStartMark().getLine() + 1, message);
  }

  void add(int line, String message) {
    all.add(new Fault(line, message));
  }

  /** In the order of the lines. */
  List<Fault> all() {
    return all.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
  }
}
