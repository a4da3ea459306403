// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace muster {

/// Replaces a file so that after a crash or power loss it holds the old bytes or the new ones, whole: written
/// aside, synced, renamed over it, the folder synced. Durable when it returns. Only the owner may read it
/// (0600). Blocks on the disk. Errors: Io, naming the path and the cause (no space, read-only, ...); the old
/// file is then still there.
[[nodiscard]] Result<void> replaceFile(const QString &path, QByteArrayView bytes);

/// The bytes of a file. Errors: NotFound; TooLarge beyond `maxBytes`, before memory is taken; Io.
[[nodiscard]] Result<QByteArray> readFile(const QString &path, qint64 maxBytes);

/// Makes a file's name durable. Errors: Io.
[[nodiscard]] Result<void> syncFolder(const QString &folder);

/// Writes all bytes, going on after an interruption. False with errno.
[[nodiscard]] bool writeAll(int fd, QByteArrayView bytes);

/// "Cannot ... : No space left on device" for errno, with what to do where that is known.
[[nodiscard]] Error ioError(const QString &what, const QString &path, int systemError);

} // namespace muster
