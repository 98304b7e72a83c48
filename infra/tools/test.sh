# Sourced by `spate`: runs every test there is and counts them.
# shellcheck shell=bash disable=SC2154

TEST_PASSED=0
TEST_FAILED=0
TEST_LEFT_OUT=()
TEST_PROBLEMS=()
TEST_SERVER=""
TEST_FOLDER=""

run_tests() {
  local name
  # What a developer set for their own Spate is not the tests' business.
  for name in $(compgen -e SPATE_ || true); do
    unset "$name"
  done
  need_jdk
  need_maven
  need_node
  need_libraries
  TEST_FOLDER="$(mktemp -d)"
  trap end_tests EXIT
  test_modules
  test_in_browser
  summarise
  [ "$TEST_FAILED" = 0 ] && [ "${#TEST_PROBLEMS[@]}" = 0 ] && [ "$TEST_PASSED" -gt 0 ]
}

# All modules: formatter, compiler checks, unit tests, tests against real servers, the page's own tests.
# Three at a time: they wait for servers more than they work.
test_modules() {
  find "$ROOT" -name node_modules -prune -o -type d \( -name surefire-reports -o -name failsafe-reports \) -print0 |
    xargs -0 -r rm -rf
  # Whole or not at all: an older Spate must not stand in for one that could not be built.
  rm -f "$STANDALONE"/spate-standalone-*.jar
  # Failed tests are counted from their reports, and do not keep later modules from being tested.
  if ! maven -T 3 verify --fail-at-end -Dmaven.test.failure.ignore=true 2>&1 | tee "$TEST_FOLDER/modules.log"; then
    TEST_PROBLEMS+=("mvn verify failed: $(sed -n 's/^\[ERROR\] Failed to execute goal //p' "$TEST_FOLDER/modules.log" | head -n 1)")
  fi
  if grep -q -E 'forked VM terminated|error in the fork' "$TEST_FOLDER/modules.log"; then
    TEST_PROBLEMS+=("a test process ended early; its module's target folder has its dump")
  fi
  count_reports
  count_vitest "$TEST_FOLDER/modules.log"
}

# The page in a real browser, against a whole Spate of its own.
test_in_browser() {
  if ! ls "$STANDALONE"/spate-standalone-*.jar >/dev/null 2>&1; then
    TEST_PROBLEMS+=("browser tests could not run: Spate was not built")
    return
  fi
  find_browser
  if [ -z "$CHROMIUM" ]; then
    TEST_LEFT_OUT+=("browser tests: no Chromium; install one or name it in CHROMIUM")
    return
  fi
  if start_spate; then
    say "Browser tests against $SPATE_URL with $CHROMIUM"
    if ! (cd "$ROOT/frontend" && SPATE_URL="$SPATE_URL" CHROMIUM="$CHROMIUM" npm run --silent e2e 2>&1) |
      tee "$TEST_FOLDER/browser.log"; then
      TEST_PROBLEMS+=("browser tests failed")
    fi
    count_vitest "$TEST_FOLDER/browser.log"
  else
    TEST_PROBLEMS+=("Spate did not start for the browser tests")
  fi
  stop_spate
}

start_spate() {
  local port
  port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
  SPATE_URL="http://localhost:$port"
  (run_standalone "--port=$port" "--data=$TEST_FOLDER/data" --kafka-port=0 --mariadb-port=0 --redis-port=0) \
    >"$TEST_FOLDER/spate.log" 2>&1 &
  TEST_SERVER=$!
  for _ in $(seq 120); do
    grep -q 'Spate is ready' "$TEST_FOLDER/spate.log" && return 0
    kill -0 "$TEST_SERVER" 2>/dev/null || break
    sleep 0.5
  done
  cat "$TEST_FOLDER/spate.log"
  return 1
}

stop_spate() {
  [ -n "$TEST_SERVER" ] || return 0
  kill -TERM "$TEST_SERVER" 2>/dev/null || true
  wait "$TEST_SERVER" 2>/dev/null || true
  TEST_SERVER=""
}

end_tests() {
  stop_spate
  [ -z "$TEST_FOLDER" ] || rm -rf "$TEST_FOLDER"
}

# Adds what the reports of all modules say.
count_reports() {
  local report counts tests failures skipped line
  while IFS= read -r -d '' report; do
    counts="$(sed -n 's/.*<testsuite \(.*\)/\1/p' "$report" | head -n 1)"
    tests="$(attribute tests "$counts")"
    failures=$(($(attribute errors "$counts") + $(attribute failures "$counts")))
    skipped="$(attribute skipped "$counts")"
    TEST_FAILED=$((TEST_FAILED + failures))
    TEST_PASSED=$((TEST_PASSED + tests - failures - skipped))
    if [ "$failures" -gt 0 ]; then
      TEST_PROBLEMS+=("$(basename "$report" .xml | sed 's/^TEST-//'): $failures of $tests failed ($report)")
      while IFS= read -r line; do
        TEST_PROBLEMS+=("  $line")
      done < <(failed_cases "$report")
    fi
    if [ "$skipped" -gt 0 ]; then
      TEST_LEFT_OUT+=("$(basename "$report" .xml | sed 's/^TEST-//'): $skipped skipped")
    fi
  done < <(find "$ROOT" -name node_modules -prune -o -type f -name 'TEST-*.xml' -path '*-reports/*' -print0)
}

# What failed in a report, and how: the name of each failed test and the start of what it said.
failed_cases() {
  awk '
    /<testcase / { name = $0; sub(/.*<testcase name="/, "", name); sub(/".*/, "", name) }
    /<(failure|error)[ >]/ { print name ":"; left = 12 }
    left > 0 { print "    " substr($0, 1, 300); left-- }
    /<\/(failure|error)>/ { left = 0 }
  ' "$1" | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#10;/ /g; s/&amp;/\&/g'
}

attribute() {
  local value
  value="$(printf '%s' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p; t; s/^$1=\"\([0-9]*\)\".*/\1/p")"
  printf '%s' "${value:-0}"
}

# Adds what vitest says at its end: "Tests  1 failed | 41 passed (42)".
count_vitest() {
  local line number
  while IFS= read -r line; do
    number="$(printf '%s' "$line" | sed -n 's/.*[^0-9]\([0-9][0-9]*\) passed.*/\1/p')"
    TEST_PASSED=$((TEST_PASSED + ${number:-0}))
    number="$(printf '%s' "$line" | sed -n 's/.*[^0-9]\([0-9][0-9]*\) failed.*/\1/p')"
    TEST_FAILED=$((TEST_FAILED + ${number:-0}))
  done < <(sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -E '^ *Tests +.*(passed|failed)' || true)
}

summarise() {
  local line
  say ""
  say "=== Summary ==="
  for line in "${TEST_PROBLEMS[@]+"${TEST_PROBLEMS[@]}"}"; do
    say "FAILED    $line"
  done
  for line in "${TEST_LEFT_OUT[@]+"${TEST_LEFT_OUT[@]}"}"; do
    say "LEFT OUT  $line"
  done
  say "$TEST_PASSED passed, $TEST_FAILED failed"
}
