// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace muster::agent {

/// Whether a member of a dump may be called so: a relative path of at most 255 bytes and 8 parts, none of
/// which is empty, begins with "." or has control characters; and none of the names that a dump's
/// folder uses itself.
[[nodiscard]] bool isMemberName(QStringView name);

/// Whether a dump may be called so: 1 to 64 letters, digits, "-" and "_".
[[nodiscard]] bool isDumpId(QStringView id);

} // namespace muster::agent
