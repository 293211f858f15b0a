# shellcheck shell=bash
# The commands, against a fake java for both jars.

FREE_PORTS='
import socket, random
while True:
    base = random.randrange(20000, 60000, 10)
    try:
        held = [socket.socket() for _ in range(4)]
        [s.bind(("127.0.0.1", base + i)) for i, s in enumerate(held)]
        print(base); break
    except OSError: pass
'

# Tools, jars and a JDK that are already installed, so that only the command itself is left to run.
furnish() {
  load_launcher
  export SLIPWAY_PYTHON SLIPWAY_PORT_BASE JAVA_HOME="$BOX/jdk"
  SLIPWAY_PYTHON="$(command -v python3)"
  SLIPWAY_PORT_BASE="$(python3 -c "$FREE_PORTS")"
  mkdir -p "$JAVA_HOME/bin"
  ln -s "$TEST_DIR/fake_java.sh" "$JAVA_HOME/bin/java"
  script "$JAVA_HOME/bin/javac" ''
  echo 'JAVA_VERSION="25"' >"$JAVA_HOME/release"
  make_home
  local tool command
  for tool in $RUN_TOOLS; do
    command="$(tool_command "$tool")"
    script "$SLIPWAY_TOOLS/$tool/bin/${command%% *}" ''
    ln -s "$(command -v python3)" "$SLIPWAY_TOOLS/$tool/bin/python"
    wanted_stamp "$tool" >"$SLIPWAY_TOOLS/$tool/.slipway-stamp"
  done
  JARS="$SLIPWAY_JARS/$(source_fingerprint | cut -c 1-16)"
  mkdir -p "$JARS"
  touch "$JARS/slipway-local.jar" "$JARS/slipway-cli.jar"
  trap '"$TEST_DIR/fake_java.sh" -jar slipway-local.jar down' EXIT
}

slipway() { "$ROOT/slipway" "$@" >"$BOX/out" 2>"$BOX/err" </dev/null; }

test_help_lists_every_verb() {
  local output verb
  output="$("$ROOT/slipway")"
  for verb in demo up down status verify bench deploy list show watch logs cancel retry abort approve reject agents \
    invoke agent-logs rollback ttl redeploy drift destroy check estimate audit policy health acceptance login logout \
    whoami tokens open source diff workers; do
    contains "$output" "$verb"
  done
  equals "$("$ROOT/slipway" --help)" "$output"
}

test_beside_the_second_start_one_is_rehearsed_and_the_next_ones_use_what_was_loaded() {
  furnish
  slipway up --detach
  equals "$(grep -c rehearse "$BOX/calls")" 0
  slipway down
  slipway up --detach
  eventually rehearsed
  slipway down
  slipway up --detach

  equals "$(grep -c rehearse "$BOX/calls")" 1
  equals "$(grep -c "slipway-local.jar up .*-XX:AOTCache=$JARS/local.aot" "$BOX/flags")" 1
  equals "$(grep -cv "slipway-local.jar .*-Xlog:disable -Xlog:all=error:stderr" "$BOX/flags")" 0
}

rehearsed() { [ -s "$JARS/local.aot" ] && [ ! -e "$SLIPWAY_HOME/rehearsal" ]; }

test_a_start_does_not_wait_for_its_rehearsal() {
  furnish
  mkfifo "$BOX/rehearsal_waits"
  slipway up --detach
  slipway down
  slipway up --detach
  equals "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$SLIPWAY_PORT_BASE/")" 200
  eventually test -s "$BOX/rehearsal.pid"
  [ ! -s "$JARS/local.aot" ] || fail "there was nothing to wait for"
  echo go >"$BOX/rehearsal_waits"
  eventually rehearsed
}

test_down_ends_a_rehearsal_and_a_later_start_makes_another() {
  furnish
  mkfifo "$BOX/rehearsal_waits"
  slipway up --detach
  slipway down
  slipway up --detach
  eventually test -s "$BOX/rehearsal.pid"
  slipway down
  eventually gone "$(cat "$BOX/rehearsal.pid")"
  absent "$SLIPWAY_HOME/rehearsal"
  rm "$BOX/rehearsal_waits"
  slipway up --detach

  eventually rehearsed
  equals "$(grep -c rehearse "$BOX/calls")" 2
}

gone() { ! kill -0 "$1" 2>/dev/null; }

test_if_the_rehearsal_fails_the_stack_starts_without_it() {
  furnish
  touch "$BOX/rehearsal_fails"
  slipway up --detach
  slipway down
  slipway up --detach
  eventually given_up
  slipway down
  slipway up --detach

  equals "$(grep -c rehearse "$BOX/calls")" 1
  equals "$(grep -c "slipway-local.jar up" "$BOX/calls")" 3
  if grep "slipway-local.jar up .*AOTCache" "$BOX/flags"; then fail "an empty cache was used"; fi
}

given_up() { grep -q rehearse "$BOX/calls" && [ ! -e "$SLIPWAY_HOME/rehearsal" ] && [ ! -s "$JARS/local.aot" ]; }

test_unknown_arguments_are_wrong_usage() {
  local code
  for line in "demo --twice" "demo --target" "demo --target moon" "up --fast" "up --aws" "up --aws moon" "verify everything" "verify unit e2e" "down now" "acceptance --aws" "acceptance --aws moon"; do
    code=0
    furnish_once
    # shellcheck disable=SC2086
    slipway $line || code=$?
    equals "$line: $code" "$line: 2"
    contains "$(cat "$BOX/err")" "expected"
  done
}

furnish_once() { [ -d "$BOX/jdk" ] || furnish; }

test_everything_else_goes_to_the_command_line_unchanged() {
  furnish
  slipway estimate "two words" '' '*' --json
  equals "$(cat "$BOX/out")" "url=http://127.0.0.1:$SLIPWAY_PORT_BASE
<estimate>
<two words>
<>
<*>
<--json>"
  equals "$(cat "$BOX/err")" ""
}

test_server_from_the_environment_is_kept() {
  furnish
  SLIPWAY_URL=http://elsewhere:1 slipway list
  contains "$(cat "$BOX/out")" "url=http://elsewhere:1"
}

test_the_command_line_learns_whose_home_and_token_to_use() {
  furnish
  SLIPWAY_TOKEN=slp_x slipway list
  contains "$(cat "$BOX/callers")" "slipway-cli.jar list home=$SLIPWAY_HOME token=slp_x"
  (cd "$BOX" && SLIPWAY_HOME=slipway slipway agents)
  contains "$(cat "$BOX/callers")" "slipway-cli.jar agents home=$SLIPWAY_HOME token="
}

test_the_demo_calls_its_own_stack_as_the_owner_of_its_home() {
  furnish
  SLIPWAY_TOKEN=of-another-server slipway demo || fail "$(cat "$BOX/err")"
  contains "$(cat "$BOX/callers")" "slipway-cli.jar deploy home=$SLIPWAY_HOME token="
  equals "$(grep -c of-another-server "$BOX/callers")" 0
}

test_exit_code_of_the_command_line_is_ours() {
  furnish
  local code=0
  slipway health || code=$?
  equals "$code" 3
}

test_demo_shows_the_answer_and_stops_what_it_started() {
  furnish
  slipway demo || fail "$(cat "$BOX/err")"
  contains "$(cat "$BOX/out")" "arn:x"
  contains "$(cat "$BOX/out")" "http://y/"
  contains "$(cat "$BOX/out")" "timeline of d-1"
  contains "$(cat "$BOX/out")" "It is sunny: 24 °C"
  contains "$(cat "$BOX/calls")" "slipway-cli.jar invoke r-1/s-1 How is"
  absent "$BOX/state"
  contains "$(cat "$BOX/up_environment")" "SLIPWAY_MINISTACK=$SLIPWAY_TOOLS/ministack/bin/ministack"
  contains "$(cat "$BOX/up_environment")" "SLIPWAY_AWS=emulator"
}

test_demo_on_agentcore_deploys_there_and_shows_the_runtime() {
  furnish
  slipway demo --target agentcore || fail "$(cat "$BOX/err")"
  contains "$(cat "$BOX/out")" "runtime ARN   arn:r"
  contains "$(cat "$BOX/out")" "It is sunny: 24 °C"
  contains "$(grep 'slipway-cli.jar deploy' "$BOX/calls")" "--target agentcore"
  equals "$(grep -c -- '--runtime' "$BOX/calls" || true)" 0
}

test_failed_deployment_stops_everything_and_fails() {
  furnish
  touch "$BOX/watch_fails"
  if slipway demo --once; then fail "the demo succeeded although its deployment failed"; fi
  contains "$(cat "$BOX/err")" "did not succeed"
  absent "$BOX/state"
}

test_demo_uses_a_stack_that_is_up_and_leaves_it_up() {
  furnish
  slipway up --detach
  slipway demo --once || fail "$(cat "$BOX/err")"
  contains "$(cat "$BOX/err")" "already up"
  present "$BOX/state"
  equals "$(grep -c 'local.jar up' "$BOX/calls")" 1
}

# Else what is meant for the emulator is deployed into an account, and someone's stack is stopped at the end.
test_a_stack_with_the_other_aws_is_neither_used_nor_stopped() {
  furnish
  echo real >"$BOX/aws"
  local command code
  for command in "demo --once" "up --detach" "acceptance --aws emulator"; do
    code=0
    # shellcheck disable=SC2086
    slipway $command || code=$?
    equals "$code" 2
    contains "$(cat "$BOX/err")" "a stack with --aws real runs in $SLIPWAY_HOME"
  done
  if grep -E "slipway-local.jar (up|down)|slipway-cli.jar" "$BOX/calls"; then fail "something was done with it"; fi
}

test_a_link_to_the_launcher_starts_it() {
  mkdir -p "$BOX/bin"
  ln -s "$ROOT/slipway" "$BOX/bin/real-slipway"
  ln -s real-slipway "$BOX/bin/slipway"
  contains "$("$BOX/bin/slipway" --help)" "deploy"
}

test_what_is_typed_reaches_the_command_line_whatever_the_locale_is() {
  furnish
  [ "$(uname -s)" = Linux ] || return 0
  LC_ALL=C slipway fly Zürich
  equals "$(sort -u "$BOX/charsets")" UTF-8
}

test_maven_gets_the_proxy_that_everything_else_takes_from_the_environment() {
  load_launcher
  unset http_proxy HTTP_PROXY no_proxy
  export https_proxy='' HTTPS_PROXY=http://proxy.example:3128/ NO_PROXY='localhost, .example.com'
  equals "$(proxy_options)" "-Dhttps.proxyHost=proxy.example -Dhttps.proxyPort=3128 -Daether.connector.http.useSystemProperties=true -Dhttp.nonProxyHosts=localhost|*.example.com "
  HTTPS_PROXY=http://name:secret@proxy.example:3128 NO_PROXY=''
  equals "$(proxy_options)" ""
  HTTPS_PROXY=socks5://proxy.example:1080
  equals "$(proxy_options)" ""
}

test_a_home_whose_logs_were_deleted_gets_them_again() {
  furnish
  rm -r "$SLIPWAY_LOGS"
  slipway up --detach || fail "$(cat "$BOX/err")"
  present "$SLIPWAY_LOGS/local.log"
}

test_stack_that_dies_while_starting_is_shown_with_its_last_output() {
  furnish
  touch "$BOX/up_fails"
  local code=0
  slipway up --detach || code=$?
  equals "$code" 1
  contains "$(cat "$BOX/err")" "the emulator did not start: no such file"
  # It may have ended because another one runs: that one is not stopped.
  equals "$(grep -c 'local.jar down' "$BOX/calls" || true)" 0
}

test_taken_port_is_named_before_anything_starts() {
  furnish
  python3 -I -c '
import socket, sys, time
s = socket.socket(); s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); time.sleep(20)' $((SLIPWAY_PORT_BASE + 2)) &
  local holder=$!
  sleep 0.5
  local code=0
  slipway up --detach || code=$?
  kill "$holder"
  equals "$code" 1
  contains "$(cat "$BOX/err")" "$((SLIPWAY_PORT_BASE + 2)):"
  equals "$(grep -c 'local.jar up' "$BOX/calls" || true)" 0
}

test_aws_real_reaches_the_stack() {
  furnish
  slipway up --detach --aws real
  contains "$(cat "$BOX/up_environment")" "SLIPWAY_AWS=real"
}

test_invalid_port_base_is_wrong_usage() {
  furnish
  local code=0
  SLIPWAY_PORT_BASE=http slipway list || code=$?
  equals "$code" 2
}

test_down_without_a_home_does_nothing() {
  SLIPWAY_HOME="$BOX/nowhere" slipway down || fail "$(cat "$BOX/err")"
  absent "$BOX/nowhere"
}

test_changed_source_needs_a_build_and_a_changed_test_does_not() {
  load_launcher
  mkdir -p "$BOX/copy/cli/src/main" "$BOX/copy/cli/src/test"
  SLIPWAY_ROOT="$BOX/copy"
  echo a >"$BOX/copy/pom.xml"
  echo a >"$BOX/copy/cli/pom.xml"
  echo a >"$BOX/copy/cli/src/main/A.java"
  local before
  before="$(source_fingerprint)"
  echo b >"$BOX/copy/cli/src/test/T.java"
  touch "$BOX/copy/cli/src/main/A.java"
  equals "$(source_fingerprint)" "$before"
  echo b >"$BOX/copy/cli/src/main/A.java"
  [ "$(source_fingerprint)" != "$before" ] || fail "a change was not noticed"
  echo a >"$BOX/copy/cli/src/main/A.java"
  mv "$BOX/copy/cli/src/main/A.java" "$BOX/copy/cli/src/main/B.java"
  [ "$(source_fingerprint)" != "$before" ] || fail "a renamed file was not noticed"
  mv "$BOX/copy/cli/src/main/B.java" "$BOX/copy/cli/src/main/A.java"
  equals "$(source_fingerprint)" "$before"
  mkdir -p "$BOX/copy/docs/reference"
  echo a >"$BOX/copy/docs/reference/openapi.json"
  [ "$(source_fingerprint)" != "$before" ] || fail "a change of the packed specification was not noticed"
}

test_reports_are_summed_and_a_group_without_tests_is_red() {
  load_launcher
  PYTHON="$(command -v python3)"
  cat >"$BOX/TEST-JUnit Jupiter.xml" <<'XML'
<testsuite><testcase classname="A" name="good"/><testcase classname="A" name="bad"><failure>
2 was live, not 1</failure></testcase>
<testcase classname="A" name="worse"><error message="no answer"/></testcase><testcase classname="A" name="later"><skipped/></testcase></testsuite>
XML
  equals "$(echo "$BOX/TEST-JUnit Jupiter.xml" | count_reports 2>"$BOX/names")" "1 2"
  contains "$(cat "$BOX/names")" "A.bad"
  contains "$(cat "$BOX/names")" "2 was live, not 1"
  contains "$(cat "$BOX/names")" "no answer"
  count_group none 0 /dev/null "0 0" 2>/dev/null
  equals "$PASSED $FAILED" "0 1"
  count_group red 1 /dev/null "5 0" 2>/dev/null
  equals "$PASSED $FAILED" "5 2"
  if verify_summary >"$BOX/sum" 2>/dev/null; then fail "red is green"; fi
  equals "$(cat "$BOX/sum")" "5 passed, 2 failed"
}

test_a_pipe_gets_no_progress_but_a_sign_of_life() {
  load_launcher
  echo "[INFO] whatever Maven said last" >"$BOX/log"
  local seconds
  { for seconds in 2 4 28 30 32 58 60; do progress "building" "$seconds" "$BOX/log"; done; } 2>"$BOX/said"
  equals "$(cat "$BOX/said")" "  … building 30 s
  … building 60 s"
}

test_the_command_line_suggests_what_was_called() {
  load_launcher
  equals "$(bash -c '. "$1"; called_as' ./slipway "$ROOT/launcher/lib/build.sh")" "./slipway"
  mkdir "$BOX/bin"
  printf '#!/bin/sh\n' >"$BOX/bin/slipway"
  chmod +x "$BOX/bin/slipway"
  equals "$(PATH="$BOX/bin:$PATH" bash -c '. "$1"; called_as' "$BOX/bin/slipway" "$ROOT/launcher/lib/build.sh")" "slipway"
}

test_verify_production_runs_its_own_test_alone_and_shows_what_it_ran_on() {
  load_launcher
  PYTHON="$(command -v python3)" MVN="$BOX/mvn" POSTGRES="$BOX/postgres" SLIPWAY_ROOT="$BOX/root"
  need() { printf '%s\n' "$*" >"$BOX/needed"; }
  ensure_tools() { printf '%s\n' "$*" >"$BOX/tools"; }
  make_home
  mkdir -p "$SLIPWAY_ROOT/e2e/target/failsafe-reports"
  # shellcheck disable=SC2016
  script "$MVN" 'printf "%s\n" "$*" "$SLIPWAY_TEST_POSTGRES" >"$BOX/calls"
    mkdir -p e2e/target/failsafe-reports
    echo "<testsuite><testcase classname=\"ProductionIT\" name=\"good\"/></testsuite>" >e2e/target/failsafe-reports/TEST-x.xml
    echo "production: PostgreSQL 15.9, Temporal server 1.31.2"'
  verify production >"$BOX/sum" 2>"$BOX/err" || fail "$(cat "$BOX/err")"
  equals "$(cat "$BOX/sum")" "1 passed, 0 failed"
  contains "$(cat "$BOX/err")" "PostgreSQL 15.9, Temporal server 1.31.2"
  contains "$(cat "$BOX/needed")" "go postgres"
  contains "$(cat "$BOX/tools")" "temporal-server"
  contains "$(cat "$BOX/calls")" "-Dit.test=ProductionIT"
  contains "$(cat "$BOX/calls")" "$BOX/postgres"
}

# verify without anything but its Mavens; $1 is what Maven does.
verify_with_fake_maven() {
  load_launcher
  PYTHON="$(command -v python3)" MVN="$BOX/mvn" SLIPWAY_ROOT="$BOX/root"
  need() { :; }
  ensure_tools() { :; }
  ensure_helm() { :; }
  ensure_chromium() { :; }
  ensure_oidc_provider() { :; }
  start_beside() { :; }
  start_emulator() { :; }
  verify_aws_requests() { :; }
  count_beside() { :; }
  make_home
  mkdir -p "$SLIPWAY_ROOT/e2e/target/failsafe-reports"
  # shellcheck disable=SC2016
  script "$MVN" 'report() { mkdir -p "$1" && echo "<testsuite><testcase classname=\"$2\" name=\"good\"/></testsuite>" >"$1/TEST-$2.xml"; }
    printf "%s\n" "$*" >>"$BOX/calls"
    '"$1"
  verify >"$BOX/sum" 2>"$BOX/err"
}

test_verify_runs_the_unit_tests_beside_those_end_to_end_once_everything_is_packaged() {
  # The first ends after the second only if both run at once.
  # shellcheck disable=SC2016
  verify_with_fake_maven '
    case "$*" in
      *" verify "*)
        [ -e "$BOX/unit" ] && exit 1
        echo "[INFO] Building e2e 0.1.0-SNAPSHOT                 [16/16]"
        for i in $(seq 600); do [ -e "$BOX/unit" ] && break || sleep 0.1; done
        report e2e/target/failsafe-reports WholeIT ;;
      *) report api/target/surefire-reports PartTest && : >"$BOX/unit" ;;
    esac' || fail "$(cat "$BOX/err")"
  equals "$(cat "$BOX/sum")" "2 passed, 0 failed"
  contains "$(cat "$BOX/err")" "java unit: 1 passed"
  contains "$(cat "$BOX/err")" "java e2e: 1 passed"
  contains "$(head -n 1 "$BOX/calls")" "-Dslipway.e2e=true -Dslipway.skip.unit=true"
  contains "$(tail -n 1 "$BOX/calls")" " test -pl !e2e "
}

test_verify_is_red_in_both_groups_when_the_code_does_not_compile() {
  if verify_with_fake_maven 'echo "[ERROR] Bad.java:[1,2] no such thing"; exit 1'; then fail "green"; fi
  equals "$(wc -l <"$BOX/calls" | tr -d ' ')" "1"
  equals "$(cat "$BOX/sum")" "0 passed, 2 failed"
  contains "$(cat "$BOX/err")" "no such thing"
}

test_verify_is_red_when_only_the_unit_tests_are() {
  # shellcheck disable=SC2016
  if verify_with_fake_maven '
    case "$*" in
      *" verify "*) echo "[INFO] Building e2e 0.1.0-SNAPSHOT" && report e2e/target/failsafe-reports WholeIT ;;
      *) report api/target/surefire-reports PartTest && echo "The forked VM terminated" && exit 1 ;;
    esac'; then fail "green"; fi
  equals "$(cat "$BOX/sum")" "2 passed, 1 failed"
  contains "$(cat "$BOX/err")" "unit.log"
}
