#!/usr/bin/env bash
# Runs tests/Runtime.Tests on .NET 8, the oldest framework that HealthPoint supports: self-contained, so that the .NET 10
# SDK is all the machine needs.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A compiler that stays is for whoever stops it.
export UseSharedCompilation=${UseSharedCompilation:-false}
# Hundreds of hosts, of which none needs to watch its appsettings.json; the machine may have few watchers.
export DOTNET_hostBuilder__reloadConfigOnChange=false
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "Publishing tests/Runtime.Tests for .NET 8 ..."
if ! dotnet publish tests/Runtime.Tests -c Release -f net8.0 -r linux-x64 --self-contained -p:TestNet8=true -p:RuntimeFrameworkVersion=8.0.33 -p:UseAppHost=true \
    --artifacts-path "$work/artifacts" -o "$work/tests" -nodeReuse:false -tl:off >"$work/publish.log" 2>&1 </dev/null; then
    cat "$work/publish.log"
    echo "FAILED: Runtime.Tests do not publish for .NET 8"
    echo "0 passed, 1 failed"
    exit 1
fi

touch "$work/results.xml"
# Half a minute is usual. Where a test hangs, its name is written after one minute.
timeout --kill-after 10 300 "$work/tests/Runtime.Tests" -noLogo -noColor -diagnostics -longRunning 60 -xml "$work/results.xml" </dev/null
status=$?

# A number that the results begin with; 0 where the run did not live to write them.
counter() {
    local number
    number=$(grep -m 1 -o '<assembly [^>]*>' "$work/results.xml" | grep -o " $1=\"[0-9]*\"" | tr -dc 0-9)
    echo "${number:-0}"
}

passed=$(counter passed)
failed=$(($(counter failed) + $(counter errors)))
if [[ $passed -eq 0 || ($status -ne 0 && $failed -eq 0) ]]; then
    echo "FAILED: the test run ended with $status"
    failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
