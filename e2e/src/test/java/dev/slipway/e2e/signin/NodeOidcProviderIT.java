package dev.slipway.e2e.signin;

/** Sign-in with npm's oidc-provider. */
class NodeOidcProviderIT extends SignInContract {
  @Override
  IdentityProvider provider(Applications applications) {
    NodeOidcProvider.assumeInstalled();
    return new NodeOidcProvider(applications);
  }
}
