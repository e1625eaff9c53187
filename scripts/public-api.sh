#!/usr/bin/env bash
# Writes the public API of the packages into their PublicAPI.Unshipped.txt, which strict builds compare with the code. Look
# at what the change of these files says before you commit it: a line that goes is a member that somebody may use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for project in HealthPoint.Abstractions HealthPoint; do
    file=src/$project/PublicAPI.Unshipped.txt
    echo '#nullable enable' >"$file"
    # Each symbol that is not declared is a warning here, once for each framework.
    symbols=$(dotnet build "src/$project" --no-incremental --no-dependencies -p:Strict=true -p:TreatWarningsAsErrors=false -tl:off -v quiet -nologo 2>&1 |
        sed -n "s/.*RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u)
    echo "$symbols" >>"$file"
    echo "$file: $(wc -l <<<"$symbols") symbols"
done
