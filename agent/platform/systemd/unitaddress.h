// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::agent {

/// Where systemd has a unit on its bus.
[[nodiscard]] QString unitPath(const QString &unit);
/// The unit at that path: by systemd's own name for it, where it is known by others too. Empty for a path of
/// something else.
[[nodiscard]] QString unitAt(const QString &path);

/// "org.freedesktop.systemd1.Service" for "a.service": where its result is.
[[nodiscard]] QString interfaceOfType(const QString &unit);

[[nodiscard]] bool isTarget(const QString &unit);

/// What a job is known by: systemd counts them from 1 in each boot. After a soft-reboot, which is no boot to
/// the kernel, it may count anew.
[[nodiscard]] QString jobId(const QString &boot, const QString &number);
/// Empty where the kernel does not tell.
[[nodiscard]] QString thisBoot();

} // namespace muster::agent
