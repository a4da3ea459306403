// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/streamchecker.h"

#include <stop_token>

namespace muster::console {

/// What came out of comparing an offloaded dump with what proves it.
struct ArchiveCheck
{
    QString file;
    QString id;
    QString node;
    QString nodeId;
    QString digest;
    bool hasRecord = false;
    qint64 size = 0;
    qint64 blocks = 0;
    qint64 members = 0;
    QList<OffloadFault> faults;

    static constexpr auto fields()
    {
        return std::tuple(
            field("file", &ArchiveCheck::file, "The file that was looked at"),
            field("id", &ArchiveCheck::id, "Name of the dump on its node").optional(),
            field("node", &ArchiveCheck::node, "The node that had it").optional(),
            field("nodeId", &ArchiveCheck::nodeId, "Its id").optional(),
            field("digest", &ArchiveCheck::digest, "What all blocks together have; empty without a record")
                .optional(),
            field("hasRecord", &ArchiveCheck::hasRecord,
                  "Whether the .json beside it was compared, too; else only the manifest inside"),
            field("size", &ArchiveCheck::size, "Bytes of the tar in it").optional(),
            field("blocks", &ArchiveCheck::blocks, "Blocks compared").optional(),
            field("members", &ArchiveCheck::members, "Members compared").optional(),
            field("faults", &ArchiveCheck::faults, "What is wrong; nothing when it is proven"));
    }
};

/// Reads all of an offloaded dump and compares it with its record, and its members with the manifest inside;
/// without a record with the manifest alone. Never unpacks to the disk; memory is bounded whatever the file
/// is. Errors, when it cannot be looked at: NotFound, Io, Cancelled.
[[nodiscard]] Result<ArchiveCheck> checkArchive(const QString &file, const std::stop_token &stop);

} // namespace muster::console
