#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All shell scripts parse, and shellcheck finds nothing in them.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
scripts=$(git ls-files | while read -r f; do head -c 20 "$f" | grep -q '^#!.*sh' && echo "$f"; done)
for script in $scripts; do bash -n "$script" || exit 1; done
# shellcheck disable=SC2086 # names of our own files, without blanks
installer/env shellcheck --severity=warning $scripts
