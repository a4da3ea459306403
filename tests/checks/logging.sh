#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every log line of the programs has a category, and no program waits in a nested event loop.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
bad=$(git grep -nE '\bq(Debug|Info|Warning|Critical)\(\)' -- shared agent console)
nested=$(git grep -nE 'QEventLoop\b|processEvents\(|waitFor(Connected|ReadyRead|BytesWritten|Encrypted|Finished)\(' -- agent console shared ':!shared/eventloop')
[ -z "$bad" ] || printf 'without a category:\n%s\n' "$bad"
[ -z "$nested" ] || printf 'blocks or nests event loops:\n%s\n' "$nested"
[ -z "$bad$nested" ]
