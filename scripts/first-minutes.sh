#!/usr/bin/env bash
# What a newcomer waits for: clones the repository into a temporary folder, and times the README's commands there, from the
# clone to the first answer and through all tests. Packages that the machine has are used.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
application=
finish() {
    [[ -z $application ]] || kill -- "-$application" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

git clone -q . "$work/clone"
cd "$work/clone"

SECONDS=0
setsid dotnet run --project samples/WebApp >"$work/run.log" 2>&1 </dev/null &
application=$!
until curl -s -o /dev/null http://localhost:5080/health/; do
    kill -0 "$application" 2>/dev/null || { cat "$work/run.log"; exit 1; }
    sleep 0.2
done
echo "dotnet run --project samples/WebApp: first answer after $SECONDS s"
kill -- "-$application" 2>/dev/null
wait "$application" 2>/dev/null || true
application=

[[ ${1:-} != --run-only ]] || exit 0
SECONDS=0
status=0
dotnet test -tl:off >"$work/test.log" 2>&1 </dev/null || status=$?
grep -E "^(Passed|Failed)!" "$work/test.log" || tail -n 40 "$work/test.log"
grep -E "^ +Failed |\[FAIL\]" "$work/test.log" || true
echo "dotnet test: $SECONDS s"
exit "$status"
