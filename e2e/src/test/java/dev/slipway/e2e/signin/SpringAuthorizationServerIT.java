package dev.slipway.e2e.signin;

/** Sign-in with Spring Authorization Server. */
class SpringAuthorizationServerIT extends SignInContract {
  @Override
  IdentityProvider provider(Applications applications) {
    return new SpringAuthorizationServer(applications);
  }
}
