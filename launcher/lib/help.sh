# shellcheck shell=bash

help_command() {
  case "${1:-}" in
    '') help_text ;;
    up | down | status | demo | verify | bench | tools | build) help_text ;;
    *) command_line help "$@" ;;
  esac
}

help_text() {
  cat <<'TEXT'
Slipway launches AI agents on AWS Lambda and never leaves one half in the water.

First time? Two commands:
  ./slipway demo                      set up, start, deploy a sample agent, show its live answer
         [--once] [--target lambda|agentcore]
  ./slipway up                        the local stack: Temporal, an AWS emulator, worker, web page on :8480

The local stack
  up [--detach] [--aws real]          start it (--aws real: your AWS credentials instead of the emulator)
  status [--json] · down              show its status · stop all of it
  verify [unit|e2e|production]        every test, or one group (production: Temporal on PostgreSQL; not among "every")
  bench [NAME]                        benchmarks
  acceptance [--aws emulator|real]    an agent's whole life, each promise compared with what is seen
  tools [NAME…] · build               only fetch the pinned tools · only build the jars

Deploying
  check FILE                          is this code deployable? (parsed, never run)
  deploy FILE --name N [--region R --memory MB --timeout S --runtime python3.X --arch x86_64|arm64
         --env K=V --api-key NAME[=VALUE|@env] --require R --managed-policy ARN --on-failure compensate|park|keep
         --approval none|required --plan --ttl T --not-before TIME --tag K=V --reason TEXT --no-wait]
  list · show ID · watch ID · logs ID [--failed] · open [ID|AGENT] · estimate …
  policy · policy check FILE          the server's rules for requests · is a file of rules valid?
  audit ID · audit export AGENT --to DIR · audit verify DIR
  cancel ID · retry ID [--memory … --code FILE … --skip-resource LOGICAL_ID] · abort ID · approve ID · reject ID --reason TEXT

Live agents
  agents · agent AGENT · invoke AGENT PROMPT · agent-logs AGENT · drift AGENT [--every 6h|off]
  source AGENT [REV] [--file F] [--out DIR] · diff AGENT [REV] [REV|FILE|DIR]
  rollback AGENT [--to REV] · redeploy AGENT · ttl AGENT 2h|none · destroy AGENT [--dry-run] [--yes] · health

Signing in (the local stack needs no login on its own machine)
  login [--with-token] · logout · whoami · open [ID|AGENT]
  tokens · tokens create NAME [--role R --agents P --regions P --expires 90d] · tokens revoke ID

Running Slipway itself
  workers · workers promote BUILD     the workers' builds · upgrade to one, or roll back to it

--json works on each. Exit codes: 0 done, 1 failed, 2 wrong usage or refused, 3 server not reachable,
4 canceled, 5 parked or awaiting approval. More about a verb: ./slipway help VERB
A project's defaults: slipway.toml. Tab completion: source <(./slipway completion bash), zsh or fish

Settings: SLIPWAY_HOME (.slipway), SLIPWAY_PORT_BASE (8480), SLIPWAY_URL (the server to talk to),
SLIPWAY_TOKEN (who you are there), JAVA_HOME, SLIPWAY_PYTHON. Needs JDK 25 and Python 3.11 to 3.14;
everything else is fetched into .slipway, pinned by hash.
TEXT
}
