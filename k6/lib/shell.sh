# For the scripts beside the scenarios: finds k6, checks the address, tells the CPU time of processes.

find_k6() {
  K6="${K6:-$(command -v k6 || true)}"
  if [ -z "$K6" ] && command -v go >/dev/null && [ -x "$(go env GOPATH)/bin/k6" ]; then
    K6="$(go env GOPATH)/bin/k6"
  fi
  if [ -z "$K6" ]; then
    printf 'k6 is missing: go install go.k6.io/k6@latest\n' >&2
    exit 2
  fi
}

check_server() {
  if ! curl -fsS -o /dev/null --max-time 5 "$BASE/api/rooms"; then
    printf 'no Spate at %s: start one, or name it in BASE\n' "$BASE" >&2
    exit 2
  fi
}

raise_files() {
  ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
  if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt 4096 ]; then
    printf 'open files are limited to %s: 2,000 sessions need 4096 (ulimit -n)\n' "$(ulimit -n)" >&2
    exit 2
  fi
}

# cpu_of PID: hundredths of a second of CPU of a process so far.
cpu_of() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# cpu_idle: hundredths of a second that the cores were idle so far.
cpu_idle() { awk '/^cpu / { print $5 + $6 }' /proc/stat; }

# share_accounts: the runs of this script sign up their viewers once.
share_accounts() {
  if [ -z "${ACCOUNTS:-}" ]; then
    ACCOUNTS="k6a$(date +%s):Load-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
  fi
  export ACCOUNTS
}
