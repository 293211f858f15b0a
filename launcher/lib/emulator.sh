# shellcheck shell=bash
# An AWS emulator for the unit tests that compare their fakes with the real thing. It belongs to this run alone, and
# is behind the same fence as the local stack's.

EMULATOR_PID=''
EMULATOR_FOLDER=''
EMULATOR_START_SECONDS=60

# start_emulator FOLDER: runs one that keeps everything in FOLDER, and exports its address and token for the tests.
start_emulator() {
  local port token source="$SLIPWAY_ROOT/local/src/main/resources/dev/slipway/local"
  EMULATOR_FOLDER="$1"
  port="$(free_ports)"
  token="$("$PYTHON" -I -c 'import secrets; print(secrets.token_hex(32))')"
  mkdir -p "$EMULATOR_FOLDER"
  chmod 700 "$EMULATOR_FOLDER"
  # A copy, since Python leaves compiled files next to what a program imports.
  cp "$source"/emulator*.py "$EMULATOR_FOLDER"
  # Its own environment, since the functions it runs inherit it; the token is not in the arguments, which everyone can see.
  # shellcheck disable=SC2016
  env -i PATH="$PATH" HOME="$EMULATOR_FOLDER" TMPDIR="$EMULATOR_FOLDER" GATEWAY_PORT="$port" BIND_HOST=127.0.0.1 \
    MINISTACK_ACCOUNT_ID=000000000000 IOT_MTLS_ENABLED=0 SFTP_ENABLED=0 \
    bash -c 'read -r AWS_SESSION_TOKEN && export AWS_SESSION_TOKEN && exec "$@" </dev/null' emulator \
    "$SLIPWAY_TOOLS/ministack/bin/python" -I "$EMULATOR_FOLDER/emulator.py" --idle-seconds 60 --idle-count 4 --sessions 8 \
    <<<"$token" >"$VERIFY_LOGS/emulator.log" 2>&1 &
  EMULATOR_PID=$!
  on_exit stop_emulator
  watched "an AWS emulator for the tests" "$VERIFY_LOGS/emulator-start.log" wait_for_emulator "$port" || {
    show_tail "$VERIFY_LOGS/emulator.log"
    die 1 "The emulator did not answer within $EMULATOR_START_SECONDS s. Its log is $VERIFY_LOGS/emulator.log."
  }
  export SLIPWAY_TEST_EMULATOR="http://127.0.0.1:$port" SLIPWAY_TEST_EMULATOR_TOKEN="$token"
}

wait_for_emulator() {
  local end=$((SECONDS + EMULATOR_START_SECONDS))
  until "$PYTHON" -I -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' \
    "http://127.0.0.1:$1/_ministack/ready" 2>/dev/null; do
    if [ "$SECONDS" -ge "$end" ] || ! kill -0 "$EMULATOR_PID" 2>/dev/null; then return 1; fi
    sleep 0.2
  done
}

stop_emulator() {
  if [ -z "$EMULATOR_PID" ]; then return 0; fi
  # Its functions end when their input does; none of its data is kept.
  kill -KILL "$EMULATOR_PID" 2>/dev/null || true
  wait "$EMULATOR_PID" 2>/dev/null || true
  EMULATOR_PID=''
  unset SLIPWAY_TEST_EMULATOR SLIPWAY_TEST_EMULATOR_TOKEN
  rm -rf "$EMULATOR_FOLDER"
}
