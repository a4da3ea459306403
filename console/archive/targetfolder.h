// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"
#include "shared/wire/filedescriptor.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace muster::console {

/// A folder that files of unknown paths are written to, and nothing beside it: each part of a path is opened
/// below the one before, never through a link.
class TargetFolder
{
public:
    /// Made when it is missing. Errors: Io.
    [[nodiscard]] static Result<TargetFolder> open(const QString &path);

    [[nodiscard]] qint64 freeBytes() const;

    /// Writes a file: the bytes to a hidden name, which becomes the true one when all are there.
    /// @param parts of its path, checked by safeParts()
    /// @param fill writes to the descriptor
    /// Errors: Conflict when there is one already, and it may not be overwritten; Io; what `fill` says.
    [[nodiscard]] Result<void> write(const QStringList &parts, bool mayOverwrite,
                                     std::optional<Timestamp> modifiedAt,
                                     const std::function<Result<void>(int fd)> &fill) const;
    /// Errors: Io.
    [[nodiscard]] Result<void> makeFolder(const QStringList &parts) const;

    /// The parts of an archive's path, or why none may be made of it.
    [[nodiscard]] static Result<QStringList> safeParts(const QString &path);

private:
    TargetFolder(FileDescriptor folder, const QString &path)
        : m_folder(std::move(folder))
        , m_path(path)
    {
    }

    [[nodiscard]] Result<FileDescriptor> enter(const QStringList &folders) const;

    FileDescriptor m_folder;
    QString m_path;
};

} // namespace muster::console
