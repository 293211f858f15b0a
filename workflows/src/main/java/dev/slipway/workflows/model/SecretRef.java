package dev.slipway.workflows.model;

import java.util.List;

/** Points at API keys in Secrets Manager; the values are passed nowhere else. */
public record SecretRef(String arn, String versionId, List<String> names) {
  public SecretRef {
    names = List.copyOf(names);
  }
}
