#!/usr/bin/env bash
# requests.sh [requests] [seed]: sends that many requests (100,000) nobody would think of to a running server, and asks of
# each what tests/Runtime.Tests/Never/RequestTests.cs promises. Without a seed it draws one, and prints it. A request that
# fails is printed with the seed that sends it alone.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A compiler that stays is for whoever stops it.
export UseSharedCompilation=${UseSharedCompilation:-false}
export HEALTHPOINT_REQUESTS=${1:-100000}
export HEALTHPOINT_REQUESTS_SEED=${2:-$(od -An -N4 -tu4 /dev/urandom | awk '{ print int($1 / 4) }')}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! dotnet build tests/Runtime.Tests -c Release -p:RunAnalyzers=false -nodeReuse:false -tl:off -v quiet >"$work/build.log" 2>&1 </dev/null; then
    cat "$work/build.log"
    echo "0 passed, 1 failed"
    exit 1
fi

# The runner writes the test's name before each line of its output.
tests/Runtime.Tests/bin/Release/net10.0/Runtime.Tests -noLogo -noColor -showLiveOutput -class '*.RequestTests' </dev/null \
    | sed -u 's/^.*\[OUTPUT\] //' | tee "$work/requests.log" | sed '/^[0-9]* passed, [0-9]* failed$/d'
status=${PIPESTATUS[0]}

sum=$(grep -m 1 -E '^[0-9]+ passed, [0-9]+ failed$' "$work/requests.log" || echo "0 passed, 1 failed")
if [[ $status -ne 0 && $sum == *" 0 failed" ]]; then
    sum="${sum% 0 failed} 1 failed"
fi
echo "$sum"
[[ $sum == *" 0 failed" ]]
