// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/blockreceiver.h"
#include "console/offload/deltaassembler.h"
#include "console/offload/partfile.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/bytepace.h"
#include "shared/dumps/offloadrecord.h"
#include "shared/tls/identity.h"
#include "shared/tls/sha256.h"
#include "shared/tls/tlsstream.h"

#include <atomic>

namespace muster::console {

class PartWriter;

/// Where a dump is fetched from, and where to.
struct OffloadPlace
{
    Endpoint endpoint;
    NodeId nodeId;
    QString node; ///< its name, for people and file names
    QString folder;
    std::optional<NodeId> via =
        {}; ///< the coordinator that answers there and hands on; none: the node itself
};

/// Fetches one dump to a durable, verified NODE-ID.tar.zst, on a thread that may wait. Each try goes on after
/// the last block that is there, also those of earlier programs. A block counts once its hash was right; the
/// bytes of one that was not are written over.
class DumpReceiver
{
public:
    /// How often a block may come damaged before it is the node's copy that must be.
    static constexpr int TriesForABlock = 3;
    /// Field of the error NotFound that a ticket has ended: with a new one it goes on.
    static constexpr QLatin1StringView EndedTicketField{"ticket"};
    /// Field of the error Io that a block is damaged on the node: the node may be able to mend it.
    static constexpr QLatin1StringView DamagedField{"block"};

    struct Settings
    {
        bulk::Encoding encoding = bulk::Encoding::Zstd; ///< what the node may choose from
        bool usesEarlier = true; ///< what is the same in earlier dumps there need not come; with Zstd
        std::chrono::milliseconds connectDeadline{10'000};
        std::chrono::milliseconds patience{60'000}; ///< with a node that sends nothing
    };

    /// @param pace borrowed; shared with other transfers
    DumpReceiver(Identity own, OffloadPlace place, BytePace &pace, const Settings &settings);
    ~DumpReceiver();

    /// Errors: Unavailable, Timeout and Busy may pass by themselves, and NotFound when the ticket has ended;
    /// what was fetched is kept for the next try. Io names a full disk, and the block and members that
    /// the node has damaged. Conflict: the node's hashes are not those that it announced, or another dump
    /// lies where this one is to go. Cancelled.
    [[nodiscard]] Result<OffloadRecord> fetch(const DumpTicket &ticket, const std::stop_token &stop);

    /// Bytes of the dump's tar stream that are there. From any thread.
    [[nodiscard]] qint64 received() const { return m_received; }
    /// Bytes that came and went for it since this was made. From any thread.
    [[nodiscard]] qint64 moved() const { return m_moved; }

private:
    [[nodiscard]] Result<std::optional<OffloadRecord>> prepare(const DumpTicket &ticket,
                                                               const std::stop_token &stop);
    [[nodiscard]] Result<void> recover(const std::stop_token &stop);
    void begin(const DumpTicket &ticket);
    void findEarlier();
    [[nodiscard]] Result<void> attempt(const DumpTicket &ticket, const std::stop_token &stop);
    [[nodiscard]] Result<BulkAnswer> ask(TlsStream &stream, const DumpTicket &ticket);
    [[nodiscard]] Result<void> takeHashes(TlsStream &stream, const BulkAnswer &answer,
                                          const DumpTicket &ticket);
    [[nodiscard]] Result<void> takeBlocks(TlsStream &stream, bulk::Encoding encoding,
                                          const std::stop_token &stop);
    [[nodiscard]] Result<void> takeBlocks(TlsStream &stream, PartWriter &writer, bulk::Encoding encoding,
                                          const std::stop_token &stop);
    /// The next block counts, if it is right.
    [[nodiscard]] Result<void> keepBlock(const BlockReceiver::Block &taken, bool isRight);
    void keepWritten();
    [[nodiscard]] Result<void> tellKnown(TlsStream &stream);
    [[nodiscard]] Result<void> withoutEarlier(qint64 block);
    [[nodiscard]] Result<void> damaged(qint64 block);
    [[nodiscard]] Result<OffloadRecord> finish();
    [[nodiscard]] Result<QByteArray> manifestSoFar() const;

    [[nodiscard]] qint64 blocks() const { return (m_record.size + DumpBlock - 1) / DumpBlock; }
    [[nodiscard]] qint64 blockSize(qint64 block) const;
    [[nodiscard]] qint64 fileSize() const; ///< of the blocks that are there

    Identity m_own;
    OffloadPlace m_place;
    BytePace &m_pace;
    Settings m_settings;
    OffloadFiles m_files;
    std::optional<PartFile> m_part;
    OffloadRecord m_record; ///< of the part; its frames are the blocks that are there
    bool m_hasHashes = false;
    int m_damagedTries = 0;
    Sha256 m_hash;
    std::optional<EarlierDumps> m_earlier; ///< while they are of use
    std::optional<DeltaAssembler> m_assembler; ///< of the present connection
    std::atomic<qint64> m_received = 0;
    std::atomic<qint64> m_moved = 0;
};

} // namespace muster::console
