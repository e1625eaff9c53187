#!/usr/bin/env bash
# Compiles tests/Aot/App to native code, warnings being errors, and compares what it answers with what it should.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A compiler that stays is for whoever stops it.
export UseSharedCompilation=${UseSharedCompilation:-false}
work=$(mktemp -d)
application=
passed=0
failed=0

finish() {
    if [[ -n $application ]]; then
        kill "$application" 2>/dev/null
        wait "$application" 2>/dev/null
    fi
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "FAILED: $1"
    failed=$((failed + 1))
}

pass() {
    echo "passed: $1"
    passed=$((passed + 1))
}

finish_with_sum() {
    echo "$passed passed, $failed failed"
    [[ $failed -eq 0 && $passed -gt 0 ]]
    exit
}

# expect <what> <path> <status> <body> [curl arguments]: the answer, to the byte.
expect() {
    local what=$1 path=$2 status=$3 body=$4 answer
    shift 4
    answer=$(curl -sS -w '\n%{http_code}' "$@" "$address$path")
    if [[ $answer == "$body"$'\n'"$status" ]]; then
        pass "$what"
    else
        fail "$what"$'\n'"  expected: $status $body"$'\n'"  answered: ${answer##*$'\n'} ${answer%$'\n'*}"
    fi
}

# The native linker and curl, where they can be had.
missing=()
command -v clang >/dev/null || missing+=(clang)
command -v curl >/dev/null || missing+=(curl)
[[ -e /usr/include/zlib.h ]] || missing+=(zlib1g-dev)
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "Installing ${missing[*]} ..."
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 </dev/null; then
        cat "$work/apt.log"
        fail "these are needed and cannot be installed: ${missing[*]}"
        finish_with_sum
    fi
fi

# One framework: compiled to native code, started, asked.
try_framework() {
    echo "Publishing tests/Aot/App for $1 ..."
    if dotnet publish tests/Aot/App -c Release -p:Native=true -p:NativeFramework="$1" --artifacts-path "$work/artifacts-$1" -o "$work/app" \
        -nodeReuse:false -tl:off >"$work/publish.log" 2>&1 </dev/null; then
        pass "publishes without a warning"
    else
        cat "$work/publish.log"
        fail "does not publish"
        return
    fi

    : >"$work/app.log"
    "$work/app/Aot.App" --urls http://127.0.0.1:0 >>"$work/app.log" 2>&1 </dev/null &
    application=$!
    # Until it listens, or has ended.
    address=$(tail -f -n +1 --pid="$application" "$work/app.log" | grep -m 1 -o 'http://127\.0\.0\.1:[0-9]*')
    if [[ -z $address ]]; then
        cat "$work/app.log"
        fail "does not start"
        return
    fi

    echo "$(stat -c %s "$work/app/Aot.App") bytes, listening on $address"
    report='{"success":{"plugin":"found by the attribute of its assembly","arguments":"42 Friday 1.02:03:04 example.org 1.5","hosted":"the one that runs","keyed":"second","valve":"open","delegate":"a delegate","ordinary":"an ordinary check"},"error":{"throws":"Password=***;Timeout=2"},"warning":{"instance":"constructed"},"silenced":{"silenced":"ERROR"}}'
    expect "anonymous" /health/ 500 '{}'
    expect "john" /health/ 500 "$report" -u john:doe
    expect "wrong credentials" /health/ 500 '{}' -u john:wrong
    expect "a tag" '/health/?tag=ready' 200 '{"success":{},"error":{},"warning":{"instance":"constructed"}}' -u john:doe
    expect "an unknown check" '/health/?test=nothing' 404 '{"success":{},"error":{"nothing":"Unknown health check"}}' -u john:doe
    expect "health+json" '/health/?format=health' 500 '{"status":"fail"}'
    expect "the UI's JSON" '/health/?format=ui' 500 '{"status":"Unhealthy"}'
    expect "a format of its own" '/health/' 500 $'health,Unhealthy\n' -H 'Accept: text/csv'
    expect "readiness" '/readyz?verbose' 200 $'[+]instance degraded: constructed\nreadyz check passed\n' -u john:doe
    expect "one check of it" '/readyz/instance' 200 ok -u john:doe
    expect "alive" /-/alive/ 200 ok
    expect "django-alive" /-/health/ 503 '{"healthy":false,"errors":["check failed"]}'
    expect "Dockerflow" /__heartbeat__ 500 '{"status":"error"}'
    expect "its version" /__version__ 404 '{}'
    expect "an observer" /observed 200 'instance silenced throws'
    expect "another method" /health/ 405 '{}' -X POST
    expect "the framework's own endpoint" /hc 503 Unhealthy

    kill "$application"
    if wait "$application"; then
        pass "stops without an error"
    else
        cat "$work/app.log"
        fail "stops with $?"
    fi
    application=
    rm -rf "$work/app"
}

try_framework net8.0
try_framework net10.0
finish_with_sum
