#!/usr/bin/env bash
# Tests of the launcher: plain bash, no network. Each test_* function is one fact; it runs in its own shell.
set -uo pipefail

TEST_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
ROOT="$(cd "$TEST_DIR/../.." && pwd -P)"
export TEST_DIR ROOT
passed=0
failed=0

for file in "$TEST_DIR"/*_test.sh; do
  while IFS= read -r name; do
    box="$(mktemp -d)"
    if output="$(bash "$TEST_DIR/one.sh" "$file" "$name" "$box" 2>&1 </dev/null)"; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      printf 'FAILED %s (%s)\n%s\n' "$name" "$(basename "$file")" "$(printf '%s\n' "$output" | sed 's/^/    /')"
    fi
    rm -rf "$box"
  done < <(sed -n 's/^\(test_[A-Za-z0-9_]*\)().*/\1/p' "$file")
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
