// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/dumps/dumpseal.h"

namespace muster {

/// What lies beside an offloaded dump, NODE-ID.json: where it is from, and what proves it. While the dump is
/// being fetched the same is in NODE-ID.tar.zst.part.json, without `at`, frames and manifest.
struct OffloadRecord
{
    static constexpr qint64 MaxBytes = 1024LL * 1024 * 1024;
    static constexpr qint64 MaxBlocks = 16 * 1024 * 1024; // 64 TiB

    QString nodeId;
    QString node;
    QString id;
    QString digest;
    qint64 size = 0;
    qint64 blockBytes = DumpBlock;
    QString blocks;
    QList<qint64> frames;
    std::optional<Timestamp> at;
    std::optional<DumpManifest> manifest;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &OffloadRecord::nodeId, "The node that had it").between(1, 128),
            field("node", &OffloadRecord::node, "That node's name").between(0, 255).optional(),
            field("id", &OffloadRecord::id, "Name of the dump on that node").between(1, 64),
            field("digest", &OffloadRecord::digest, "SHA-256 over the blocks' hashes, hex").between(64, 64),
            field("size", &OffloadRecord::size, "Bytes of the tar in it").between(0, INT64_MAX),
            field("blockBytes", &OffloadRecord::blockBytes,
                  "Bytes of a block of that tar; the last has fewer")
                .between(1, 1LL << 32)
                .optional(),
            field("blocks", &OffloadRecord::blocks,
                  "SHA-256 of each block, 64 hex digits each, one after the other")
                .between(0, 64 * MaxBlocks),
            field("frames", &OffloadRecord::frames, "Bytes of each block's zstd frame in the file, in order")
                .between(0, MaxBlocks)
                .optional(),
            field("at", &OffloadRecord::at, "When it was whole, by this machine's clock"),
            field("manifest", &OffloadRecord::manifest, "The dump's manifest, as it is in the file"));
    }

    [[nodiscard]] DumpSeal seal() const { return {QByteArray::fromHex(blocks.toLatin1()), digest, size}; }
    /// Whether hashes, digest and size fit together.
    [[nodiscard]] bool isSound() const;

    friend bool operator==(const OffloadRecord &, const OffloadRecord &) = default;
};

/// The names that a dump has where it is offloaded to. All begin with the same: what is in NODE and ID and
/// not fit for a file's name is replaced.
struct OffloadFiles
{
    QString archive; ///< NODE-ID.tar.zst
    QString record; ///< NODE-ID.json
    QString part; ///< what is there so far
    QString partRecord; ///< whose it is

    [[nodiscard]] static OffloadFiles of(const QString &folder, const QString &node, const QString &id);
    /// Names of the records of a node's dumps: what QDir::entryList() takes.
    [[nodiscard]] static QString recordPattern(const QString &node);
    /// The archive that a record is of.
    [[nodiscard]] static QString archiveOf(const QString &record);
    /// The record of an archive; none when its name does not end with .tar.zst.
    [[nodiscard]] static std::optional<QString> recordOf(const QString &archive);
};

/// Errors: NotFound, Invalid, Io.
[[nodiscard]] Result<OffloadRecord> readRecord(const QString &path);

/// What was begun in a folder and is not whole: their records. Blocks on the disk.
[[nodiscard]] QList<OffloadRecord> unfinishedIn(const QString &folder);

} // namespace muster
