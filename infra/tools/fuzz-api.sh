#!/usr/bin/env bash
# fuzz-api.sh [URL] [OPTION...]: tries every call of the OpenAPI of a running Spate with generated input, good and bad.
# Ends with 1 where an answer is a server error, or not what the OpenAPI says of its status or content type.
#
#   URL      where Spate is; http://localhost:8080
#   OPTION   for schemathesis, as --seed=7 or --max-examples=500
#
# Use a Spate with a data folder of its own: accounts and rooms are made, changed and closed. Three passes: as the owner
# of a room that is there, as somebody who names things that are not there, and as a guest. Needs python3; schemathesis
# is installed below target/ when it is not there.
set -euo pipefail

url="${1:-http://localhost:8080}"
[ $# = 0 ] || shift
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
venv="$here/target/fuzz-api"
version=4.32.5

if ! "$venv/bin/schemathesis" --version 2>/dev/null | grep -q "$version"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" -q install "schemathesis==$version"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
name="fuzz$RANDOM$RANDOM"

call() { # METHOD PATH BODY: the answer's body
  curl -sS --fail-with-body -X "$1" "$url$2" -H 'Content-Type: application/json' ${token:+-H "Authorization: Bearer $token"} -d "$3"
}
field() { # NAME...: a field of the JSON on standard input
  python3 -c 'import json,sys
value=json.load(sys.stdin)
for name in sys.argv[1:]: value=value[name]
print(value)' "$@"
}

token=""
call POST /api/users "{\"handle\":\"${name}v\",\"displayName\":\"Viewer\",\"password\":\"correct horse\"}" > /dev/null
viewer="$(call POST /api/sessions "{\"handle\":\"${name}v\",\"password\":\"correct horse\"}" | field viewer id)"
call POST /api/users "{\"handle\":\"$name\",\"displayName\":\"Owner\",\"password\":\"correct horse\"}" > /dev/null
token="$(call POST /api/sessions "{\"handle\":\"$name\",\"password\":\"correct horse\"}" | field accessToken)"
call POST /api/rooms "{\"id\":\"$name\",\"title\":\"Fuzz\"}" > /dev/null
event="$(call POST "/api/rooms/$name/messages" '{"text":"hello"}' | field event)"
bot="$(call POST "/api/rooms/$name/bots" '{"name":"Fuzz","scopes":["read"]}' | field id)"
webhook="$(call POST "/api/rooms/$name/webhooks" '{"url":"https://hooks.example/","events":["notice"]}' | field id)"

cat > "$work/there.toml" <<TOML
[parameters]
"path.room" = "$name"
"path.viewer" = "$viewer"
"path.event" = "$event"
"path.bot" = "$bot"
"path.webhook" = "$webhook"
"path.provider" = "sandbox"
TOML
: > "$work/any.toml"

pass() { # NAME CONFIG OPTION...
  local what="$1" config="$2"
  shift 2
  echo "== $what"
  # It keeps what it found where it runs.
  (cd "$work" && "$venv/bin/schemathesis" --config-file "$work/$config.toml" run "$url/api/openapi.json" --url "$url" \
    --phases examples,coverage,fuzzing --continue-on-failure --request-timeout 10 --max-examples 60 --workers 2 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance --warnings off --no-color \
    --suppress-health-check all "$@")
}

failed=0
# Closing the room or ending the account would leave the rest of the pass with nothing to try.
pass "as the owner of a room" there -H "Authorization: Bearer $token" \
  --exclude-by '/operationId == "close"' --exclude-path-regex '^/api/(sessions|me)' "$@" || failed=1
pass "as somebody who names what is not there" any -H "Authorization: Bearer $token" "$@" || failed=1
pass "as a guest" any "$@" || failed=1
exit "$failed"
