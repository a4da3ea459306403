// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::agent {

/// Text that others wrote into a log, made fit to be told: at most so many bytes of UTF-8, cut between
/// characters; control characters but line breaks and tabs, marks that turn the direction of writing, and
/// halves of characters become U+FFFD. Never looks at more of it than it keeps.
/// @param isCut set when something was left out, else left as it is
[[nodiscard]] QString logText(QStringView text, qint64 maxBytes, bool &isCut);

/// The same on one line: line breaks and tabs become spaces.
[[nodiscard]] QString logLine(QStringView text, qint64 maxBytes, bool &isCut);

} // namespace muster::agent
