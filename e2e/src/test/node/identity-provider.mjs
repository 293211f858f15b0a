// An identity provider made of npm's oidc-provider, where any password is right.
//
// OIDC_PROVIDER is the package's module. Standard input is one JSON object:
//   {port, keys, page: {id, back}, pipelines: {id: secret}, users: {id: {name, groups}}}
// It prints "ready" once it answers, and ends when its standard input ends.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { Provider } = await import(pathToFileURL(process.env.OIDC_PROVIDER));
const lines = createInterface({ input: process.stdin });
lines.once('close', () => process.exit(0));
const [line] = await once(lines, 'line');
const { port, keys, page, pipelines, users } = JSON.parse(line);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys },
  cookies: { keys: ['not a secret: this provider only knows test users'] },
  clients: [
    {
      client_id: page.id,
      token_endpoint_auth_method: 'none',
      redirect_uris: [page.back],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
    ...Object.entries(pipelines).map(([id, secret]) => ({
      client_id: id,
      client_secret: secret,
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
    })),
  ],
  scopes: ['openid', 'profile', 'email'],
  claims: { openid: ['sub', 'name', 'groups'] },
  // The page reads the ID token only, as it does with most providers.
  conformIdTokenClaims: false,
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...users[sub] }) }),
  extraTokenClaims: (_, token) => users[token.accountId],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Access tokens are meant for whatever API the client asks for, and are JWTs.
      getResourceServerInfo: (_, resource) => ({
        scope: 'openid',
        audience: resource,
        accessTokenFormat: 'jwt',
        // Longer than the tests take, on any machine.
        accessTokenTTL: 3600,
        jwt: { sign: { alg: 'RS256' } },
      }),
      useGrantedResource: () => true,
    },
  },
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    // Nobody is asked whether the page may know who they are.
    const grant = new provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    if (ctx.oidc.params.resource) grant.addResourceScope(ctx.oidc.params.resource, 'openid');
    await grant.save();
    return grant;
  },
});

const FORM = `<!doctype html><title>Sign in</title><form method="post">
  <label>User <input name="username"></label>
  <label>Password <input name="password" type="password"></label>
  <button type="submit">Sign in</button>
</form>`;

async function signIn(request, response) {
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html').end(FORM);
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('username');
  await provider.interactionFinished(request, response, { login: { accountId } });
}

const answer = provider.callback();
const server = createServer((request, response) =>
  request.url.startsWith('/sign-in/')
    ? signIn(request, response).catch((error) => response.writeHead(500).end(String(error)))
    : answer(request, response),
);
server.listen(port, '127.0.0.1', () => console.log('ready'));
