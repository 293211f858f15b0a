package dev.slipway.e2e.signin;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.slipway.e2e.harness.Ground;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Authorization Server, in this JVM. */
final class SpringAuthorizationServer implements IdentityProvider {
  /** Longer than the tests take, on any machine. */
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final int port = Ground.portBase();
  private final Applications applications;
  private @Nullable ConfigurableApplicationContext server;

  SpringAuthorizationServer(Applications applications) {
    this.applications = applications;
  }

  @Override
  public URI issuer() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void start(SigningKeys keys) {
    server =
        new SpringApplicationBuilder(Server.class)
            .web(WebApplicationType.SERVLET)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .initializers(
                context -> {
                  var beans = context.getBeanFactory();
                  beans.registerSingleton("signingKeys", keys);
                  beans.registerSingleton("applications", applications);
                  beans.registerSingleton("issuer", issuer());
                })
            .run(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--server.shutdown=immediate",
                "--spring.main.register-shutdown-hook=false");
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** What an administrator of such a server configures. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(excludeName = "dev.slipway.builder.BuilderConfiguration") // Ours.
  static class Server {
    @Bean
    SecurityFilterChain everything(HttpSecurity http) throws Exception {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings(URI issuer) {
      return AuthorizationServerSettings.builder().issuer(issuer.toString()).build();
    }

    @Bean
    JWKSource<SecurityContext> keys(SigningKeys keys) {
      return new ImmutableJWKSet<>(keys.all());
    }

    @Bean
    JwtEncoder encoder(JWKSource<SecurityContext> keys) {
      NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
      // The others are only there so that older tokens can be checked.
      encoder.setJwkSelector(List::getFirst);
      return encoder;
    }

    @Bean
    UserDetailsService users() {
      return name -> User.withUsername(name).password("any").authorities(List.of()).build();
    }

    @Bean
    PasswordEncoder passwords() {
      return new AnyPassword();
    }

    @Bean
    RegisteredClientRepository clients(Applications applications) {
      List<RegisteredClient> clients = new ArrayList<>();
      clients.add(page(applications));
      Applications.PIPELINES.forEach((name, secret) -> clients.add(pipeline(name, secret)));
      return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient page(Applications applications) {
      return client(Applications.PAGE)
          .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
          .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
          .redirectUri(applications.pageReturn().toString())
          .scopes(
              scopes ->
                  scopes.addAll(List.of(OidcScopes.OPENID, OidcScopes.PROFILE, OidcScopes.EMAIL)))
          .clientSettings(
              ClientSettings.builder()
                  .requireProofKey(true)
                  .requireAuthorizationConsent(false)
                  .build())
          .build();
    }

    private static RegisteredClient pipeline(String name, String secret) {
      return client(name)
          .clientSecret(secret)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
          .build();
    }

    private static RegisteredClient.Builder client(String name) {
      return RegisteredClient.withId(name)
          .clientId(name)
          .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
      return context -> {
        Authentication who = Objects.requireNonNull(context.getPrincipal());
        context
            .getClaims()
            .claims(all -> all.putAll(TestUsers.CLAIMS.getOrDefault(who.getName(), Map.of())));
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())
            && context.getAuthorizationGrant()
                instanceof OAuth2AuthorizationGrantAuthenticationToken grant
            && grant.getAdditionalParameters().get("resource") instanceof String api) {
          context.getClaims().audience(List.of(api));
        }
      };
    }
  }

  /** Not what it is for in a real server: any password is right. */
  private static final class AnyPassword implements PasswordEncoder {
    @Override
    public String encode(@Nullable CharSequence password) {
      return "any";
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      return true;
    }
  }
}
