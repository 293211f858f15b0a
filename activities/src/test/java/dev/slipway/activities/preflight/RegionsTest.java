package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Regions;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The contract's regions against those of the SDK. */
class RegionsTest {
  @Test
  void everyRegionOfTheSdkWithLambda_isKnown() {
    List<String> commercial =
        LambdaClient.serviceMetadata().regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .filter(RegionsTest::isCommercial)
            .map(Region::id)
            .sorted()
            .toList();

    assertThat(Regions.all()).containsAll(commercial).hasSizeBetween(30, commercial.size() + 3);
  }

  private static boolean isCommercial(Region region) {
    RegionMetadata metadata = region.metadata();
    return metadata != null && metadata.partition().id().equals("aws");
  }
}
