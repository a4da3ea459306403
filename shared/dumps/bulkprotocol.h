// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/field.h"

#include <QObject>
#include <QtEndian>

#include <numeric>
#include <span>

// The bulk channel, ALPN "muster-bulk/1": the client sends a BulkRequest as one line of JSON, the node
// answers with a BulkAnswer as one line. Then come the hashes of all blocks, BulkAnswer::blocks times 32
// bytes, whose SHA-256 is the dump's digest; then the blocks from BulkRequest::firstBlock on, encoded as
// agreed; then the end of the connection.
//
// Where both have said that they can (BulkRequest::hasEarlier, BulkAnswer::asksForKnown), the node sends,
// after the hashes, the dump's manifest as one frame; the client answers with KnownParts as one line and the
// sums of all KnownParts::bases, one after the other; and blocks may come as BulkFrame::Delta.

namespace muster {

namespace bulk {
Q_NAMESPACE

/// How the blocks of a dump are written on the bulk channel.
enum class Encoding {
    None, ///< their bytes, one after the other
    Zstd, ///< each framed (BulkFrame), as one zstd frame where that is worth it
};
Q_ENUM_NS(Encoding)

} // namespace bulk

struct BulkRequest
{
    static constexpr qsizetype MaxBytes = 4096;

    QString ticket;
    qint64 firstBlock = 0;
    bulk::Encoding encoding = bulk::Encoding::None;
    bool hasEarlier = false;
    QString to = {};
    QString onBehalfOf = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("ticket", &BulkRequest::ticket, "What dumps.offload answered").between(1, 64),
            field("firstBlock", &BulkRequest::firstBlock,
                  "From which block on; the number of blocks: only the hashes")
                .between(0, INT64_MAX)
                .optional(),
            field("encoding", &BulkRequest::encoding,
                  "How the blocks are to be written; the node may decline")
                .optional(),
            field("hasEarlier", &BulkRequest::hasEarlier,
                  "The client has earlier dumps of this node, and can tell what of them; with "
                  "the encoding Zstd")
                .optional(),
            field("to", &BulkRequest::to,
                  "Node id of the member of this node's system that has the dump; empty for this "
                  "node itself")
                .between(0, 128)
                .optional(),
            field("onBehalfOf", &BulkRequest::onBehalfOf,
                  "By a member: the ticket is that of who asked it, by node id. It goes no further")
                .between(0, 128)
                .optional());
    }
};

struct BulkAnswer
{
    static constexpr qsizetype MaxBytes = 4096;
    static constexpr qint64 MaxBlocks = 16 * 1024 * 1024; // 64 TiB

    QString error;
    QString text;
    QString remedy;
    qint64 size = 0;
    qint64 blockBytes = 0;
    qint64 blocks = 0;
    bulk::Encoding encoding = bulk::Encoding::None;
    bool asksForKnown = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("error", &BulkAnswer::error, "Why nothing follows: Busy, NotFound, Forbidden; else empty")
                .between(0, 64)
                .optional(),
            field("text", &BulkAnswer::text, "The same, one sentence").optional(),
            field("remedy", &BulkAnswer::remedy, "What to do about it").optional(),
            field("size", &BulkAnswer::size, "Bytes of the dump's tar stream")
                .between(0, INT64_MAX)
                .optional(),
            field("blockBytes", &BulkAnswer::blockBytes, "Bytes of each block but the last")
                .between(0, INT64_MAX)
                .optional(),
            field("blocks", &BulkAnswer::blocks, "Number of blocks, and so of hashes that follow")
                .between(0, MaxBlocks)
                .optional(),
            field("encoding", &BulkAnswer::encoding, "How the blocks are written").optional(),
            field("asksForKnown", &BulkAnswer::asksForKnown,
                  "The manifest follows, and the node waits for KnownParts")
                .optional());
    }

    [[nodiscard]] static BulkAnswer refusal(const Error &error)
    {
        return {errorName(error.code), error.text, error.remedy};
    }
};

/// A file of the dump of which the client has an earlier version.
struct KnownBase
{
    int member = 0;
    qint64 blockBytes = 512;
    qint64 blocks = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("member", &KnownBase::member, "Index in the manifest's members").between(0, INT_MAX),
            field("blockBytes", &KnownBase::blockBytes, "Bytes of the earlier version's blocks")
                .between(64, 1LL << 30),
            field("blocks", &KnownBase::blocks, "How many whole ones it has; their sums follow")
                .between(1, 1LL << 20));
    }
};

/// What the client has of a dump that it is about to get.
struct KnownParts
{
    static constexpr qsizetype MaxBytes = 1024 * 1024;
    /// Of all bases together, so that neither side needs much memory: the blocks are larger for more.
    static constexpr qint64 MaxBlocks = 128 * 1024;
    static constexpr qsizetype MaxWhole = 65'536;
    static constexpr qsizetype MaxBases = 4'096;

    QList<int> whole;
    QList<KnownBase> bases;

    static constexpr auto fields()
    {
        return std::tuple(field("whole", &KnownParts::whole,
                                "Members that it has, by their SHA-256: indexes in the manifest")
                              .between(0, MaxWhole)
                              .optional(),
                          field("bases", &KnownParts::bases, "Members of which it has an earlier version")
                              .between(0, MaxBases)
                              .optional());
    }
    [[nodiscard]] qint64 blocks() const
    {
        return std::accumulate(bases.begin(), bases.end(), qint64(0),
                               [](qint64 sum, const KnownBase &base) { return sum + base.blocks; });
    }
};

/// What stands before each block in the encoding Zstd: five bytes.
struct BulkFrame
{
    static constexpr qsizetype HeaderBytes = 5;
    enum Kind : quint8 {
        Raw = 0, ///< the block's bytes
        Compressed = 1, ///< one zstd frame (RFC 8878) with them, its content size in it
        Delta = 2, ///< what the client does not have of them, as deltapayload.h says
    };

    quint32 bytes = 0; ///< that follow; least significant byte first on the wire
    quint8 kind = Raw;

    [[nodiscard]] QByteArray header() const
    {
        QByteArray text(HeaderBytes, char(kind));
        qToLittleEndian(bytes, text.data());
        return text;
    }
    [[nodiscard]] static BulkFrame read(std::span<const char, HeaderBytes> header)
    {
        return {qFromLittleEndian<quint32>(header.data()), quint8(header[4])};
    }
};

} // namespace muster
