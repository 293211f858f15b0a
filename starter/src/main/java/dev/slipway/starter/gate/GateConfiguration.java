package dev.slipway.starter.gate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Puts the gate before every call, whatever maps it: controllers and sockets alike. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {
  @Bean
  MappedInterceptor everyCall(Gate gate) {
    return new MappedInterceptor(null, gate);
  }
}
