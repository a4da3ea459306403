// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace muster::console::archivewords {
Q_NAMESPACE

/// What an entry of an archive is.
enum class EntryKind { File, Folder, SymLink, HardLink, Device, Pipe };
Q_ENUM_NS(EntryKind)

} // namespace muster::console::archivewords

namespace muster::console {

using archivewords::EntryKind;

/// Bytes of a sparse file that are there; between them are zeros.
struct SparsePiece
{
    qint64 at = 0; ///< in the file
    qint64 size = 0;
    friend bool operator==(const SparsePiece &, const SparsePiece &) = default;
};

/// One entry of an archive, as the archive says; nothing of it is to be trusted.
struct ArchiveEntry
{
    QString path; ///< parts separated by /, no / at the end; may hold `..` or begin with /
    EntryKind kind = EntryKind::File;
    qint64 size = 0; ///< bytes of a file, as it is read
    int mode = 0; ///< permissions, as of stat
    std::optional<Timestamp> modifiedAt;
    QString target; ///< where a link leads
    QString damage; ///< why its bytes are not all there; empty when they are
    bool isNameForeign = false; ///< the path is no UTF-8, and was read as Latin-1

    // Where its bytes are in what was unpacked.
    qint64 offset = 0;
    qint64 stored = 0; ///< so many
    QList<SparsePiece> pieces; ///< of a sparse file; else empty
    bool isSparse = false;
};

/// What is in an archive, in its order.
struct ArchiveIndex
{
    QList<ArchiveEntry> entries;
    std::optional<Error> damage; ///< why this is not everything
};

/// A path without what means nothing in it: `./a//b/` is `a/b`. `..` and a / at the beginning stay.
[[nodiscard]] QString plainPath(const QString &path);

} // namespace muster::console
