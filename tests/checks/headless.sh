#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The agent needs no graphical library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
agent=build/${MUSTER_PRESET:-dev}/bin/muster-agent
[ -x "$agent" ] || { echo "$agent is not built"; exit 1; }
if installer/env ldd "$agent" | grep -E 'libQt6(Gui|Widgets|Svg)|libX11|libxcb'; then
    echo "the agent is linked to graphical libraries"
    exit 1
fi
