#!/usr/bin/env bash
# Installs the servers that tests/Services.Tests starts, where they are missing and Debian's packages can be had. The
# tests start them themselves, each on free loopback ports; what is installed here does not run.
set -uo pipefail

missing=()
[[ -x /usr/bin/prometheus && -x /usr/bin/promtool ]] || missing+=(prometheus)
[[ -x /usr/sbin/haproxy ]] || missing+=(haproxy)
if [[ ${#missing[@]} -eq 0 ]]; then
    exit 0
fi

echo "Installing ${missing[*]} ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# Debian starts a server that it installs. Not these.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    trap 'rm -f "$log" "$policy"' EXIT
fi

if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    cat "$log"
    echo "These are needed and cannot be installed: ${missing[*]}"
    exit 1
fi
