package dev.slipway.starter.storage;

import dev.slipway.storage.aws.AwsClients;

/** This module's AWS clients, in their own type so that they never mix with the worker's. */
public record StarterAws(AwsClients clients) implements AutoCloseable {
  @Override
  public void close() {
    clients.close();
  }
}
