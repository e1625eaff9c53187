#!/usr/bin/env bash
# Builds Release and measures the generator and the analyzers: in process, and as a share of a clean build of 1,000 files
# with 100 checks. Standard output is Markdown. `--quick` is a smoke test, whose figures mean nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
options=(-tl:off -nodeReuse:false -p:UseSharedCompilation=false)
dotnet build Generator --configuration Release -v quiet -p:RunAnalyzers=false "${options[@]}" >&2
program=$PWD/Generator/bin/Release/net10.0/Generator
"$program" "$@"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" project "$work/Clean"
dotnet restore "$work/Clean" -v quiet >&2
times=3
[[ " $* " != *" --quick "* ]] || times=1
echo "## A clean build"
echo
echo "1,000 files with 100 checks; each line is a build from nothing. Analyzers run side by side with the compiler, so that a share may cost less than it says."
echo
echo "| build | compiler, s | our analyzers, s | share | our generator, s |"
echo "| --- | --: | --: | --: | --: |"
for ((time = 1; time <= times; time++)); do
    rm -rf "$work/Clean/bin" "$work/Clean/obj/Debug"
    dotnet build "$work/Clean" --no-restore -p:ReportAnalyzer=true -v:d -clp:PerformanceSummary "${options[@]}" >"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }
    # The table of analyzers: `0.005    1    HealthPoint.Generators, Version=…`, once for the analyzers and once for the generator.
    awk -v time="$time" '
        /Total analyzer execution time/ { part = "analyzers" }
        /Total generator execution time/ { part = "generators" }
        $0 ~ /HealthPoint\.Generators, Version/ { for (i = 1; i <= NF; i++) if ($i ~ /^<?[0-9.]+$/) { seconds = $i; sub(/</, "", seconds); sum[part] += seconds; break } }
        $2 == "ms" && $3 == "Csc" { compiler = $1 / 1000 }
        END { printf "| %d | %.2f | %.3f | %.1f %% | %.3f |\n", time, compiler, sum["analyzers"], (compiler > 0 ? 100 * sum["analyzers"] / compiler : 0), sum["generators"] }
    ' "$work/build.log"
done
