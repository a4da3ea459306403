#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A machine that has what installer/packages.txt lists needs no private root. The private root is such a machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
found=$(installer/env env -u MUSTER_ENV installer/env --where)
[ "$found" = native ] || { echo "installer/env does not find what it needs, and wants $found instead"; exit 1; }
