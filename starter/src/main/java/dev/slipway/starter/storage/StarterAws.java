package dev.slipway.starter.storage;

import dev.slipway.storage.aws.AwsClients;

/** This room's AWS clients, a type of its own so that they never meet the worker's. */
public record StarterAws(AwsClients clients) implements AutoCloseable {
  @Override
  public void close() {
    clients.close();
  }
}
