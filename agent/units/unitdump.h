// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/unit.h"

#include "agent/dumps/dumpsource.h"

namespace muster::agent {

/// What the dump of a failure is made of: failure.json, journal.jsonl (a JournalLine a line), and as text
/// journal.txt, properties.txt and needs.txt; the core under its own name.
[[nodiscard]] QList<DumpSource> dumpSources(const UnitFailure &failure, const UnitEvidence &evidence);

} // namespace muster::agent
