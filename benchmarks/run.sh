#!/usr/bin/env bash
# Builds Release and runs every benchmark. Standard output is Markdown: the tables, and nothing else. Arguments go to
# EndToEnd; `--quick` alone is the smoke test, of Micro too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v wrk >/dev/null || { echo "wrk is missing; install it, for instance with: apt-get install wrk" >&2; exit 1; }

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
micro=()
[[ " $* " != *" --quick "* ]] || micro=(--job dry)

for project in EndToEnd Micro; do
    dotnet build "$project" --configuration Release -tl:off -v quiet -nologo -p:RunAnalyzers=false >&2
done

echo "## End to end"
echo
EndToEnd/bin/Release/net10.0/EndToEnd "$@"

echo "## In process"
echo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Micro/bin/Release/net10.0/Micro "${micro[@]}" --artifacts "$work" >&2
cat "$work"/results/*-report-github.md
