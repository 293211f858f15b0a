# shellcheck shell=bash
# Benchmarks.

# bench [NAME]: one benchmark or all of them.
bench() {
  [ $# -le 1 ] || die 2 "bench: too many arguments (expected: at most one benchmark's name)"
  local compared=''
  case "${1:-all}" in all | agentcore) compared="$COMPARED_TOOLS" ;; esac
  need jdk python
  make_home
  # shellcheck disable=SC2086
  ensure_tools $RUN_TOOLS $FAULT_TOOLS $compared
  need_maven
  export_tools
  local log="$SLIPWAY_LOGS/bench-build.log" target="$SLIPWAY_ROOT/e2e/target"
  local files="$target/bench-files"
  watched "building the benchmarks" "$log" bench_build || {
    show_tail "$log" 40
    die 1 "The benchmarks could not be built. The whole log is in $log."
  }
  # What an earlier one that broke off left to be read.
  rm -rf "$files"
  mkdir -p "$files"
  disarm
  # Benchmarks have their own homes and ports, never those of a stack that someone is using.
  unset SLIPWAY_HOME SLIPWAY_PORT_BASE SLIPWAY_AWS SLIPWAY_URL SLIPWAY_TOKEN
  exec "$JAVA_HOME/bin/java" -Xlog:disable -Xlog:all=error:stderr "-Djava.io.tmpdir=$files" "-Dslipway.root=$SLIPWAY_ROOT" \
    ${SLIPWAY_BENCH_ROUNDS:+"-Dslipway.bench.rounds=$SLIPWAY_BENCH_ROUNDS"} \
    ${SLIPWAY_BENCH_SEEDS:+"-Dslipway.bench.seeds=$SLIPWAY_BENCH_SEEDS"} \
    ${SLIPWAY_BENCH_MINUTES:+"-Dslipway.bench.minutes=$SLIPWAY_BENCH_MINUTES"} \
    ${SLIPWAY_BENCH_AGENTS:+"-Dslipway.bench.agents=$SLIPWAY_BENCH_AGENTS"} \
    ${SLIPWAY_BENCH_IN_FLIGHT:+"-Dslipway.bench.inflight=$SLIPWAY_BENCH_IN_FLIGHT"} \
    ${SLIPWAY_BENCH_REVISIONS:+"-Dslipway.bench.revisions=$SLIPWAY_BENCH_REVISIONS"} \
    ${SLIPWAY_BENCH_FIRST:+"-Dslipway.bench.first=$SLIPWAY_BENCH_FIRST"} \
    ${SLIPWAY_BENCH_SCENARIO:+"-Dslipway.bench.scenario=$SLIPWAY_BENCH_SCENARIO"} \
    -cp "$target/test-classes:$(cat "$target/bench.classpath")" dev.slipway.e2e.bench.Bench "${1:-all}"
}

bench_build() {
  cd "$SLIPWAY_ROOT" || return 1
  exec "$MVN" -B -ntp package -DskipTests -pl e2e -am
}
