// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

namespace muster::agent {

constexpr qsizetype MaxKindFileBytes = 64 * 1024;

/// Reads what a site says of a kind of dump: an object with DumpKind's fields, without `unavailable`. Pure.
/// Errors: Invalid or TooLarge with "file:line" as source, the key as field, what is allowed as remedy.
[[nodiscard]] Result<DumpKind> parseDumpKind(QByteArrayView text, const QString &file);

} // namespace muster::agent
