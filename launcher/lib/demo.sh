# shellcheck shell=bash
# The whole product, once, step by step: from nothing to a live agent that answers.

DEMO_AGENT="harbour-guide"
DEMO_CODE="examples/weather_agent.py"
DEMO_PROMPT="How is the weather in Lisbon, and is it a day for sailing?"

demo() {
  local once='' target=lambda
  while [ $# -gt 0 ]; do
    case "$1" in
      --once) once=yes ;;
      --target)
        target="${2:-}"
        case "$target" in
          lambda | agentcore) shift ;;
          *) die 2 "demo: --target '$target' (expected: lambda or agentcore)" ;;
        esac
        ;;
      *) die 2 "demo: '$1' is not known (expected: --once or --target lambda|agentcore)" ;;
    esac
    shift
  done
  if [ ! -t 0 ] || [ ! -t 1 ]; then once=yes; fi

  # The demo talks to the stack it starts, whatever server the command line is set to.
  export SLIPWAY_URL="http://127.0.0.1:$SLIPWAY_PORT_BASE"
  unset SLIPWAY_TOKEN

  title "1  What is needed"
  need jdk python
  done_line "JDK: $JAVA_HOME"
  done_line "Python $PYTHON_VERSION: $PYTHON"
  need_stack
  done_line "tools and jars"

  title "2  The local stack"
  on_exit stack_stop_own
  stack_start

  title "3  Deploying $DEMO_CODE"
  demo_deploy "$target"

  title "4  Asking the live agent"
  demo_invoke "$target"
  demo_serve "$once"
}

# demo_on TARGET: an agent stays where it was deployed first, so each target has one of its own.
demo_on() {
  case "$1" in
    lambda) DEMO_TERMS=(--name "$DEMO_AGENT" --runtime "$(emulator_runtime)") ;;
    agentcore) DEMO_TERMS=(--name "$DEMO_AGENT-core" --target agentcore) ;;
  esac
}

demo_deploy() {
  local answer
  demo_on "$1"
  answer="$(cli deploy "$SLIPWAY_ROOT/$DEMO_CODE" "${DEMO_TERMS[@]}" --reason "slipway demo" --no-wait --json)" ||
    die 1 "The deployment was not accepted."
  DEMO_ID="$(json_value deployment_id <<<"$answer")"
  done_line "accepted as $DEMO_ID"
  cli watch "$DEMO_ID" || demo_failed
  title "   The timeline"
  cli show "$DEMO_ID"
  DEMO_VIEW="$(cli show "$DEMO_ID" --json)"
  [ "$(json_value status <<<"$DEMO_VIEW")" = succeeded ] || demo_failed
  say ""
  if [ "$1" = agentcore ]; then
    printf '  runtime ARN   %s\n' "$(json_value outputs.runtime_arn <<<"$DEMO_VIEW")"
    printf '  endpoint      %s\n' "$(json_value outputs.endpoint <<<"$DEMO_VIEW")"
    return 0
  fi
  printf '  function ARN  %s\n' "$(json_value outputs.function_arn <<<"$DEMO_VIEW")"
  printf '  function URL  %s\n' "$(json_value outputs.function_url <<<"$DEMO_VIEW")"
}

demo_failed() {
  cli show "$DEMO_ID" >&2 || true
  die 1 "The demo's deployment did not succeed. Logs: $SLIPWAY_LOGS/local.log"
}

demo_invoke() {
  local answer agent ran="The function ran"
  if [ "$1" = agentcore ]; then ran="A process of this session ran"; fi
  printf '  you    %s\n' "$DEMO_PROMPT"
  agent="$(json_value agent.region <<<"$DEMO_VIEW")/$(json_value agent.stack_name <<<"$DEMO_VIEW")"
  answer="$(cli invoke "$agent" "$DEMO_PROMPT" --json)" ||
    die 1 "The agent did not answer. Logs: $SLIPWAY_LOGS/local.log"
  [ "$(json_value status_code <<<"$answer")" = 200 ] || die 1 "The agent answered with an error: $answer"
  printf '  agent  %s\n' "$(json_value response.response <<<"$answer")"
  if [ "$SLIPWAY_AWS" = emulator ]; then
    say "  ${DIM}($ran your code for real; the model's reply is the emulator's fixed one. On AWS it is Bedrock's.)${PLAIN}"
  fi
}

demo_serve() {
  local page
  if [ -n "$1" ]; then return 0; fi
  page="$(cli open)" || page="http://127.0.0.1:$SLIPWAY_PORT_BASE"
  title "Open $page"
  say "  In another terminal:  ./slipway list    ./slipway agents    ./slipway deploy FILE --name NAME"
  if [ -z "$STACK_PID" ]; then return 0; fi
  say "  Ctrl-C stops everything."
  trap 'exit 0' INT TERM
  while kill -0 "$STACK_PID" 2>/dev/null; do sleep 1; done
  die 1 "The stack ended unexpectedly. Logs: $SLIPWAY_LOGS/local.log"
}

# json_value dotted.name <JSON: prints it, as text; nothing if it is absent.
json_value() { "$PYTHON" -I "$HELPERS/json_value.py" "$1"; }
