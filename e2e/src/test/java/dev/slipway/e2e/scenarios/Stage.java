package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.StormyCloud;

/** The one stack that every scenario is played on, with what can be done to it. */
record Stage(StormyCloud cloud, Siege siege, Weather weather) {
  static Stage on(StormyCloud cloud) {
    return new Stage(cloud, new Siege(cloud.stack()), new Weather(cloud));
  }
}
