package dev.slipway.starter.requests;

import dev.slipway.starter.problems.Complaint;
import dev.slipway.starter.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a request is read, so that the caller hears it all at once. */
public final class Complaints {
  /** Nobody mends more at a time; it keeps the answer to a hostile request small. */
  private static final int MOST = 100;

  private final List<Complaint> complaints = new ArrayList<>();

  public void add(String field, String code, String message, @Nullable String hint) {
    add(Complaint.about(field, code, message, hint));
  }

  public void add(Complaint complaint) {
    if (complaints.size() < MOST) {
      complaints.add(complaint);
    }
  }

  /** Ends the request if anything was wrong. */
  public void throwIfAny() {
    if (!complaints.isEmpty()) {
      throw ProblemException.invalid(complaints);
    }
  }
}
