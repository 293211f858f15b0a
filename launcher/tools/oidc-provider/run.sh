#!/bin/sh
# oidc-provider FILE.mjs: runs a module of the tests with node; it imports the package from OIDC_PROVIDER.
OIDC_PROVIDER="$(cd "$(dirname "$0")/.." && pwd -P)/node_modules/oidc-provider/lib/index.js"
export OIDC_PROVIDER
if [ "${1:-}" = --version ]; then
  exec node --input-type=module -e '
    import { readFileSync } from "node:fs";
    import { pathToFileURL } from "node:url";
    const file = pathToFileURL(process.env.OIDC_PROVIDER);
    await import(file);
    console.log(JSON.parse(readFileSync(new URL("../package.json", file))).version);'
fi
exec node "$@"
