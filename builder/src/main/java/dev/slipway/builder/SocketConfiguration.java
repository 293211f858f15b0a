package dev.slipway.builder;

import dev.slipway.starter.StarterSettings;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Opens {@code /ws} to our own pages and to those of the sites named in the settings. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration implements WebSocketConfigurer {
  private final ProgressSocket socket;
  private final StarterSettings settings;

  SocketConfiguration(ProgressSocket socket, StarterSettings settings) {
    this.socket = socket;
    this.settings = settings;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry
        .addHandler(socket, "/ws")
        .setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new));
  }
}
