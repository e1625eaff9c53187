#!/usr/bin/env bash
# Explores the orders in which the runner's threads may go on: builds tests/Schedules from the runtime's sources, has Coyote
# rewrite it, and runs each scenario in so many orders. Ends with `N passed, N failed`.
# Arguments: how many schedules (600), and a part of a scenario's name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The rewriter runs on a newer framework than the one it was built for.
export DOTNET_ROLL_FORWARD=Major
dotnet tool restore >/dev/null
dotnet build tests/Schedules -v:q -tl:off
cd tests/Schedules
rm -rf bin/Debug/net8.0/rewritten
dotnet coyote rewrite coyote.json
dotnet bin/Debug/net8.0/rewritten/Schedules.dll "${@:-600}"
