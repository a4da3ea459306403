// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace muster {

/// Whether this is the full name of one unit by systemd's grammar ("fan-control.service",
/// "getty@tty1.service"): at most 255 characters, one of its types at the end, no pattern, and no template
/// without an instance.
[[nodiscard]] bool isUnitName(QStringView name);

} // namespace muster
