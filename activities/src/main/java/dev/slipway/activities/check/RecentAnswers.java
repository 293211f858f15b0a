package dev.slipway.activities.check;

import dev.slipway.activities.files.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checker's last answers. Each deployment's code is checked twice, at admission and in its
 * step; the same code gets the same answer to the same question from the same interpreter.
 */
final class RecentAnswers {
  /** Far more than a worker checks between a deployment's admission and its step. */
  static final int MOST = 32;

  private final Map<Question, CheckAnswer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, CheckAnswer> eldest) {
          return size() > MOST;
        }
      };

  /** Everything that an answer depends on, by its hash: requests name long lists. */
  record Question(String sha256) {
    static Question of(List<String> command, byte[] code) {
      var fingerprint = new Fingerprint().add(code);
      command.forEach(fingerprint::add);
      return new Question(fingerprint.hex());
    }
  }

  synchronized Optional<CheckAnswer> find(Question question) {
    return Optional.ofNullable(answers.get(question));
  }

  synchronized void keep(Question question, CheckAnswer answer) {
    answers.put(question, answer);
  }
}
