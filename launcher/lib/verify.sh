# shellcheck shell=bash
# Every test, in groups; the last line sums them up. A group that ran nothing counts as failed.

PASSED=0
FAILED=0
TEMPLATE_TESTS="templates/src/test/python"
FACTS="api/src/main/resources/dev/slipway/api"
TEMPLATE="templates/src/main/resources/slipway/lambda/template.yaml"
RUNTIME_TEMPLATE="templates/src/main/resources/slipway/agentcore/template.yaml"
CHECK_DATA="templates/src/main/resources/slipway/data"
STACK_PARAMETERS="activities/src/main/java/dev/slipway/activities/deploy/StackParameters.java"

verify() {
  local group="${1:-all}"
  [ $# -le 1 ] || die 2 "verify: too many arguments (expected: nothing, unit, e2e or production)"
  case "$group" in
    all | unit | e2e | production) ;;
    *) die 2 "verify: '$group' is not known (expected: unit, e2e or production)" ;;
  esac
  if [ "$group" = production ]; then need jdk python go postgres; else need jdk python; fi
  verify_tools "$group"
  VERIFY_LOGS="$SLIPWAY_LOGS/verify"
  rm -rf "$VERIFY_LOGS"
  mkdir -p "$VERIFY_LOGS"
  case "$group" in
    all | unit)
      start_beside
      start_emulator "$VERIFY_LOGS/emulator"
      ;;
  esac
  "verify_java_$group"
  case "$group" in all | e2e) verify_aws_requests ;; esac
  case "$group" in all | unit) count_beside ;; esac
  verify_summary
}

verify_tools() {
  local tools="$RUN_TOOLS"
  case "$1" in
    all | unit)
      tools="$tools cfn-lint $CHART_TOOLS"
      if [ -f "$(lock_file pytest)" ]; then tools="$tools pytest"; fi
      ;;
  esac
  case "$1" in
    all | e2e) tools="$tools $FAULT_TOOLS" ;;
    production) tools="$tools $PRODUCTION_TOOLS" ;;
  esac
  title "Setting up"
  # shellcheck disable=SC2086
  ensure_tools $tools
  need_maven
  case "$1" in all | unit) ensure_helm ;; esac
  case "$1" in
    all | e2e)
      ensure_chromium
      ensure_oidc_provider
      ;;
    production) export SLIPWAY_TEST_TEMPORAL_SERVER="$SLIPWAY_TOOLS/temporal-server" SLIPWAY_TEST_POSTGRES="$POSTGRES" ;;
  esac
  export_tools
  # Under its own name: Spring would take SLIPWAY_TEMPORAL for a setting of the starter.
  export SLIPWAY_TEST_TEMPORAL="$SLIPWAY_TEMPORAL"
}

# What needs no Maven runs alongside it, one after another: the second core is idle most of that time.
BESIDE_PID=''

start_beside() {
  (
    arm
    for group in launcher cfn-lint aws-facts template-contract ${HELM:+helm} pytest; do
      code=0 started=$SECONDS
      watched "$group" "$VERIFY_LOGS/$group.log" "beside_$group" || code=$?
      printf '%s: %s\n' "$group" "$(took "$started")" >>"$VERIFY_LOGS/took"
      printf '%s\n' "$code" >"$VERIFY_LOGS/$group.code"
    done
  ) </dev/null >/dev/null 2>&1 &
  BESIDE_PID=$!
  on_exit stop_beside
}

stop_beside() { if [ -n "$BESIDE_PID" ]; then kill -TERM "$BESIDE_PID" 2>/dev/null || true; fi; }

beside_launcher() { exec bash "$SLIPWAY_ROOT/launcher/test/run.sh"; }

beside_cfn-lint() { exec "$SLIPWAY_TOOLS/cfn-lint/bin/cfn-lint" "$SLIPWAY_ROOT/$TEMPLATE" "$SLIPWAY_ROOT/$RUNTIME_TEMPLATE"; }

# The resources of every region, what they call, and the dates of every runtime come with cfn-lint.
beside_aws-facts() {
  exec "$SLIPWAY_TOOLS/cfn-lint/bin/python" -I "$HELPERS/aws_facts.py" "$SLIPWAY_ROOT/$FACTS" "$SLIPWAY_ROOT/$TEMPLATE" \
    "$SLIPWAY_ROOT/docs/iam" "$SLIPWAY_ROOT/$CHECK_DATA"
}

# What the transform makes of the template comes with SAM CLI. Not -I: the script imports the one beside it.
beside_template-contract() {
  exec "$SLIPWAY_TOOLS/sam/bin/python" -B -E -s "$HELPERS/template_contract.py" "$SLIPWAY_ROOT/$TEMPLATE" \
    "$SLIPWAY_ROOT/$FACTS/regions.csv" "$SLIPWAY_ROOT/$STACK_PARAMETERS"
}

beside_pytest() {
  export PYTHONDONTWRITEBYTECODE=1
  exec "$SLIPWAY_TOOLS/pytest/bin/pytest" -q -p no:cacheprovider --color=no \
    "--junitxml=$VERIFY_LOGS/pytest.xml" "$SLIPWAY_ROOT/$TEMPLATE_TESTS"
}

count_beside() {
  local counts="1 0"
  title "The launcher, the SAM template and the agent's handler (bash, cfn-lint, Helm, pytest)"
  watched "launcher, cfn-lint, AWS facts, template contract, Helm chart, pytest" "$VERIFY_LOGS/beside.log" ended "$BESIDE_PID" || true
  BESIDE_PID=''
  count_group launcher "$(code_of launcher)" "$VERIFY_LOGS/launcher.log" \
    "$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$VERIFY_LOGS/launcher.log" | tail -n 1)"
  [ "$(code_of cfn-lint)" -eq 0 ] || counts="0 1"
  count_group cfn-lint "$(code_of cfn-lint)" "$VERIFY_LOGS/cfn-lint.log" "$counts"
  count_group "AWS facts" "$(code_of aws-facts)" "$VERIFY_LOGS/aws-facts.log" "$(counts_in "$VERIFY_LOGS/aws-facts.log")"
  count_group "template contract" "$(code_of template-contract)" "$VERIFY_LOGS/template-contract.log" \
    "$(counts_in "$VERIFY_LOGS/template-contract.log")"
  if [ -n "$HELM" ]; then count_group "Helm chart" "$(code_of helm)" "$VERIFY_LOGS/helm.log" "$(counts_in "$VERIFY_LOGS/helm.log")"; fi
  sed 's/^\([^:]*\): \(.*\)$/    took \2: \1/' "$VERIFY_LOGS/took" >&2
  count_group pytest "$(code_of pytest)" "$VERIFY_LOGS/pytest.log" "$(echo "$VERIFY_LOGS/pytest.xml" | count_reports)"
}

# The "passed failed" that a script prints, in a log with what it says on stderr as well.
counts_in() { sed -n 's/^\([0-9][0-9]* [0-9][0-9]*\)$/\1/p' "$1" | tail -n 1; }

# Not "wait": it is a child of the shell, not of the watched function.
ended() { while kill -0 "$1" 2>/dev/null; do sleep 0.2; done; }

# A group that left no exit code did not finish.
code_of() { cat "$VERIFY_LOGS/$1.code" 2>/dev/null || printf '1\n'; }

# A Maven for each group: a module's unit tests wait for those of the modules that it depends on, for minutes in which the
# machine has little to do. The end-to-end tests' Maven compiles and packages everything; the other one begins after that.
verify_java_all() {
  title "Java: unit, workflow, replay and end to end (Maven)"
  clear_reports
  start_unit_tests
  run_java maven "mvn verify" verify_with_maven -Dslipway.e2e=true -Dslipway.skip.unit=true
  watched "the unit tests" "$VERIFY_LOGS/unit-end.log" ended "$UNIT_PID" || true
  UNIT_PID=''
  count_java unit unit
  count_java maven e2e
}
verify_java_unit() { verify_java "Java: unit, workflow and replay" unit -pl '!e2e'; }
verify_java_e2e() { verify_java "Java: end to end" e2e -pl e2e -am -Dslipway.e2e=true -Dslipway.skip.unit=true; }

# What it ran on is part of the result.
verify_java_production() {
  verify_java "Java: the production setup" e2e -pl e2e -am -Dslipway.e2e=true -Dslipway.skip.unit=true \
    '-Dit.test=ProductionIT,BackupIT,UpgradeIT' -Dfailsafe.failIfNoSpecifiedTests=false
  grep -h '^production: ' "$VERIFY_LOGS/maven.log" | sed 's/^/  /' >&2 || true
}

# verify_java TITLE GROUP MAVEN-ARGUMENTS…
verify_java() {
  local name="$1" group="$2"
  shift 2
  title "$name (Maven)"
  clear_reports
  run_java maven "mvn verify" verify_with_maven "$@"
  count_java maven "$group"
}

clear_reports() {
  find "$SLIPWAY_ROOT" -maxdepth 3 \( -path '*/target/*-reports' -o -path '*/target/aws-requests' -o -path '*/target/packages' \) -prune -exec rm -rf {} + \
    2>/dev/null || true
}

# run_java NAME LABEL COMMAND…: runs a Maven; its log and its exit code are kept under the name.
run_java() {
  local name="$1" label="$2" code=0
  shift 2
  watched "$label" "$VERIFY_LOGS/$name.log" "$@" || code=$?
  printf '%s\n' "$code" >"$VERIFY_LOGS/$name.code"
}

UNIT_PID=''

start_unit_tests() {
  (
    arm
    until built; do
      # It did not get that far: there is nothing to test.
      if [ -f "$VERIFY_LOGS/maven.code" ]; then exit 1; fi
      sleep 0.2
    done
    run_java unit "mvn test" test_with_maven
  ) </dev/null >/dev/null 2>&1 &
  UNIT_PID=$!
  on_exit stop_unit_tests
}

stop_unit_tests() { if [ -n "$UNIT_PID" ]; then kill -TERM "$UNIT_PID" 2>/dev/null || true; fi; }

# Whether the first Maven has packaged every module: the end-to-end tests' one depends on all of them.
built() { grep -q '^\[INFO\] Building e2e ' "$VERIFY_LOGS/maven.log" 2>/dev/null; }

# count_java NAME GROUP: what a Maven's tests were, and what went wrong besides.
count_java() {
  local log="$VERIFY_LOGS/$1.log" group="$2" code failed_before="$FAILED"
  code="$(code_of "$1")"
  # A process of tests that died leaves no report that could be counted.
  if grep -qE 'forked VM terminated|Crashed tests|There was a timeout' "$log" 2>/dev/null; then code=1; fi
  { grep -hE '(Tests run:.*Time elapsed|FAIL)' "$log" 2>/dev/null || true; } | sed 's/^\[[A-Z]*\] */    /; s/, Time elapsed/  Time elapsed/' >&2
  # Which module to make faster, if the whole takes too long.
  if [ -f "$log" ]; then sed -n 's/^\[INFO\] \([a-z0-9-]*\) \.* [A-Z]* \[ *\(.*\)\]$/    took \2: \1/p' "$log" >&2; fi
  if [ "$code" -ne 0 ] && [ -f "$log" ]; then maven_errors "$log"; fi
  count_group "java $group" 0 /dev/null "$(reports_of "$group" | count_reports)"
  # Red without a failed test: it did not compile, or a check of the build itself failed.
  if [ "$code" -ne 0 ] && [ "$FAILED" -eq "$failed_before" ]; then
    FAILED=$((FAILED + 1))
    failed_line "the build failed although no test did"
  fi
  if [ "$code" -ne 0 ]; then say "  The whole log: $log"; fi
}

verify_with_maven() { with_maven -T 2 verify -Dslipway.bills "$@"; }

# What it tests has been compiled and packaged, and is in use. One module at a time: the end-to-end tests take the other core.
test_with_maven() { with_maven -T 1 test -pl '!e2e'; }

with_maven() {
  # Tests have their own homes and ports, never those of a stack that someone is using.
  unset SLIPWAY_HOME SLIPWAY_PORT_BASE SLIPWAY_AWS SLIPWAY_URL SLIPWAY_TOKEN
  cd "$SLIPWAY_ROOT" || return 1
  # A manual build runs a few scenarios; here there is time for more.
  # A failed unit test must not hide what fails end to end: the reports are counted, whatever Maven says.
  exec "$MVN" -B -ntp "$@" -fae -Dmaven.test.failure.ignore=true -Dslipway.scenarios=300
}

# What the tests asked of the emulator, against AWS's own models: they come with SAM CLI.
verify_aws_requests() {
  local log="$VERIFY_LOGS/aws-requests.log" code=0 counts
  title "Requests to AWS, against its models (botocore)"
  counts="$("$SLIPWAY_TOOLS/sam/bin/python" -I "$HELPERS/aws_requests.py" "$SLIPWAY_ROOT" 2>"$log")" || code=$?
  cat "$log" >&2
  count_group "requests to AWS" "$code" "$log" "$counts"
}

reports_of() {
  local file
  for file in "$SLIPWAY_ROOT"/*/target/surefire-reports/TEST-*.xml "$SLIPWAY_ROOT"/*/target/failsafe-reports/TEST-*.xml; do
    [ -f "$file" ] || continue
    if [ "$1" = e2e ] && [ "${file#"$SLIPWAY_ROOT"/e2e/}" = "$file" ]; then continue; fi
    if [ "$1" = unit ] && [ "${file#"$SLIPWAY_ROOT"/e2e/}" != "$file" ]; then continue; fi
    printf '%s\n' "$file"
  done
}

# Files on stdin, one a line (JUnit's own has a space in its name): "passed failed", and the failed ones' names on stderr.
count_reports() { "$PYTHON" -I "$HELPERS/count_tests.py"; }

# count_group NAME EXIT-CODE LOG "PASSED FAILED": adds to the sum; red without a failed test counts as one failure.
count_group() {
  local name="$1" code="$2" log="$3" passed failed
  passed="${4%% *}" failed="${4##* }"
  passed="${passed:-0}" failed="${failed:-0}"
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  if [ "$((passed + failed))" -eq 0 ]; then
    failed=1
    say "  No test ran in the group '$name'."
  fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
  if [ "$failed" -eq 0 ]; then
    done_line "$name: $passed passed"
  else
    failed_line "$name: $passed passed, $failed failed"
    if [ -s "$log" ]; then show_tail "$log" 40; fi
  fi
}

verify_summary() {
  say ""
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" -eq 0 ]
}

# The browser that the page's tests drive. If it can't be installed, those tests say what is missing.
ensure_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
      SLIPWAY_CHROMIUM="$(command -v "$name")"
      export SLIPWAY_CHROMIUM
      return 0
    fi
  done
  if [ -n "${SLIPWAY_CHROMIUM:-}" ] && [ -x "$SLIPWAY_CHROMIUM" ]; then return 0; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    no_chromium
    return 0
  fi
  watched "chromium" "$SLIPWAY_LOGS/install-chromium.log" install_chromium || {
    no_chromium
    return 0
  }
  SLIPWAY_CHROMIUM="$(command -v chromium || true)"
  export SLIPWAY_CHROMIUM
}

# A second make of identity provider. Where it can't be installed, the tests with it say what is missing.
ensure_oidc_provider() {
  if ! node_is_usable; then
    no_oidc_provider "There is no node $OLDEST_NODE with npm (found: $(node_version))"
    return 0
  fi
  # shellcheck disable=SC2086
  (arm && ensure_tools $SIGN_IN_TOOLS) || no_oidc_provider "oidc-provider could not be installed"
}

no_oidc_provider() { say "  ${RED}$1: sign-in is not tested with oidc-provider.${PLAIN}"; }

no_chromium() { say "  ${RED}There is no Chromium: the tests of the page are skipped.${PLAIN} Install one, or set SLIPWAY_CHROMIUM."; }

install_chromium() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium
}
