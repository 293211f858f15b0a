package dev.slipway.starter.fakes;

import dev.slipway.starter.StarterApplication;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.TemporalConnection;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** The starter over a real Temporal server with fake activities, for viewing it in a browser. */
public final class StubStack {
  private StubStack() {}

  public static void main(String[] arguments) {
    FakeStorage storage = new FakeStorage();
    var context =
        new SpringApplicationBuilder(StarterApplication.class)
            .initializers(
                (GenericApplicationContext starting) ->
                    starting.registerBean(
                        "testStorage",
                        StarterStorage.class,
                        storage::ports,
                        definition -> definition.setPrimary(true)))
            .run(arguments);
    FakeWorker worker =
        new FakeWorker(
            context.getBean(TemporalConnection.class).client(), new StubActivities(storage));
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
  }
}
