package dev.slipway.builder;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Takes the ARN of a runtime as one part of an address, in which the builder writes its slash as
 * %2F. No other address may have one.
 */
@Configuration(proxyBeanMethods = false)
class ArnAddresses {
  private static final String RUNTIMES = "/api/deploy/agentcore/";

  /** The server leaves it as it is: what decides about it is the firewall. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> builderServer() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setEncodedSolidusHandling("passthrough"));
  }

  @Bean
  HttpFirewall builderFirewall() {
    var usual = new StrictHttpFirewall();
    var ofArns = new StrictHttpFirewall();
    ofArns.setAllowUrlEncodedSlash(true);
    ofArns.setAllowUrlEncodedPercent(true); // which is what a slash left as it is begins with
    return new HttpFirewall() {
      @Override
      public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        boolean namesRuntime =
            request.getMethod().equals("DELETE") && request.getRequestURI().startsWith(RUNTIMES);
        return (namesRuntime ? ofArns : usual).getFirewalledRequest(request);
      }

      @Override
      public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return usual.getFirewalledResponse(response);
      }
    };
  }
}
