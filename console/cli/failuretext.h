// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/output.h"
#include "console/batch/unitrow.h"

namespace muster::console {

/// A failure in lines for a person: how it stands, when, why, what it is part of, what was done, and the last
/// lines of its journal.
void printFailure(Output &out, const FailureRow &row, int journalLines);

} // namespace muster::console
