#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All C++ sources are laid out as .clang-format says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
git ls-files -z '*.h' '*.cpp' | xargs -0 installer/env clang-format --dry-run -Werror
