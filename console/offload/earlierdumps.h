// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/framereader.h"
#include "shared/dumps/dumplayout.h"
#include "shared/dumps/manifestcutter.h"
#include "shared/dumps/offloadrecord.h"

#include <QFile>
#include <QHash>

#include <memory>
#include <span>

namespace muster::console {

/// Dumps of one node that were offloaded to a folder before: what a new dump has in common with them need not
/// be fetched. Blocks on the disk; one thread at a time.
class EarlierDumps
{
public:
    /// How many are looked into, the newest ones.
    static constexpr int Most = 8;
    /// Records that are larger are of no dump that is like many others.
    static constexpr qint64 MaxRecordBytes = 16 * 1024 * 1024;

    /// A file in one of them.
    struct Place
    {
        size_t dump;
        int member;
        qint64 size;
    };

    /// @param exceptId the dump that is about to come
    EarlierDumps(const QString &folder, const QString &nodeId, const QString &node, const QString &exceptId);

    [[nodiscard]] bool isEmpty() const { return m_dumps.empty(); }
    /// A file with the same bytes.
    [[nodiscard]] std::optional<Place> same(const DumpMember &member) const;
    /// The newest file with the same name.
    [[nodiscard]] std::optional<Place> earlier(const DumpMember &member) const;
    /// Fills `into` with bytes of a file, which must be there. What is read was not verified. Errors: Io,
    /// NotFound, Invalid when the archive is not what its record says.
    [[nodiscard]] Result<void> read(const Place &place, qint64 offset, std::span<char> into);

private:
    struct Dump
    {
        QString path;
        OffloadRecord record;
        std::shared_ptr<QFile> file; ///< open once something was read
        QList<qint64> frameAt;
        QHash<int, qint64> memberAt; ///< in the stream
    };
    [[nodiscard]] Result<void> open(Dump &dump);
    [[nodiscard]] Result<void> load(size_t dump, qint64 block);

    std::vector<Dump> m_dumps; ///< newest first
    QHash<QString, Place> m_bySha256;
    QHash<QString, Place> m_byName;
    size_t m_loadedDump = 0;
    qint64 m_loadedBlock = -1;
    QByteArray m_block; ///< that one
};

} // namespace muster::console
