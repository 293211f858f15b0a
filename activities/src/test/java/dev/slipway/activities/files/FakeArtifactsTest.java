package dev.slipway.activities.files;

class FakeArtifactsTest extends ArtifactsContract {
  private final FakeArtifacts artifacts = new FakeArtifacts();

  @Override
  Artifacts artifacts() {
    return artifacts;
  }
}
