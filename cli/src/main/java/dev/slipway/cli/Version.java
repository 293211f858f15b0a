package dev.slipway.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Slipway.class.getPackage().getImplementationVersion();
    return new String[] {"slipway " + Objects.requireNonNullElse(version, "(development)")};
  }
}
