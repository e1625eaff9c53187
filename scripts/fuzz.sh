#!/usr/bin/env bash
# fuzz.sh [cases] [seed]: draws that many programs (10,000), and asks of each what tests/Generator.Tests/Fuzzing promises.
# Without a seed it draws one, and prints it. A program that fails is printed whole, with the seed that draws it alone.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A compiler that stays is for whoever stops it.
export UseSharedCompilation=${UseSharedCompilation:-false}
export HEALTHPOINT_FUZZ_CASES=${1:-10000}
export HEALTHPOINT_FUZZ_SEED=${2:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! dotnet build tests/Generator.Tests -c Release -p:RunAnalyzers=false -nodeReuse:false -tl:off -v quiet >"$work/build.log" 2>&1 </dev/null; then
    cat "$work/build.log"
    echo "0 passed, 1 failed"
    exit 1
fi

# The runner writes the test's name before each line of its output.
tests/Generator.Tests/bin/Release/net10.0/Generator.Tests -noLogo -noColor -showLiveOutput -class '*.FuzzTests' </dev/null \
    | sed -u 's/^.*\[OUTPUT\] //' | tee "$work/fuzz.log" | sed '/\[FAIL\]$/,$d; /^[0-9]* passed, [0-9]* failed$/d'
status=${PIPESTATUS[0]}

sum=$(grep -m 1 -E '^[0-9]+ passed, [0-9]+ failed$' "$work/fuzz.log" || echo "0 passed, 1 failed")
if [[ $status -ne 0 && $sum == *" 0 failed" ]]; then
    sed -n '/\[FAIL\]$/,$p' "$work/fuzz.log"
    sum="${sum% 0 failed} 1 failed"
fi
echo "$sum"
[[ $sum == *" 0 failed" ]]
