// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <span>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace muster {

/// zstd frames (RFC 8878) of single blocks of a dump.
namespace zstd {

/// The pieces into which a frame without compression divides its bytes.
constexpr qint64 RawPieceBytes = 128 * 1024;

/// What a frame of bytes as they are begins with. @param size of the bytes, at most 4 GiB - 1
[[nodiscard]] QByteArray rawFrameHeader(qint64 size);
/// What each RawPieceBytes of them begin with; the last piece is as long as is left.
[[nodiscard]] QByteArray rawPieceHeader(qint64 pieceSize, bool isLast);
/// Bytes of the whole frame.
[[nodiscard]] qint64 rawFrameSize(qint64 size);

} // namespace zstd

/// Makes frames.
class ZstdCompressor
{
public:
    enum class Level {
        Fast = 1, ///< as fast as it compresses
        Small = 9, ///< for some MiB
        Smallest = 19, ///< for some KiB
    };
    explicit ZstdCompressor(Level level = Level::Fast);

    void setLevel(Level level); ///< of the next frames

    /// One frame with these bytes, its content size in it; valid until the next call. Empty where that would
    /// not be smaller.
    [[nodiscard]] QByteArrayView compress(QByteArrayView bytes) { return compress(bytes, bytes.size()); }
    /// The same; empty where it would not fit into `room` bytes.
    [[nodiscard]] QByteArrayView compress(QByteArrayView bytes, qsizetype room);
    /// The same, in terms of what the reader has already (unpackFrame() with the same prefix).
    [[nodiscard]] QByteArrayView compressAfter(QByteArrayView prefix, QByteArrayView bytes, qsizetype room);

private:
    struct Deleter
    {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Deleter> m_context;
    QByteArray m_frame;
};

/// Reads one frame after the other, in pieces as they come, with bounded memory: a frame that holds more than
/// it may is refused.
class ZstdReader
{
public:
    using Sink = std::function<void(QByteArrayView)>;

    ZstdReader();

    /// A frame begins. @param size bytes that must come out of it
    /// @param prefix what the frame was made in terms of; stays as it is until the frame is over
    void begin(qint64 size, QByteArrayView prefix = {});
    /// The next bytes of the frame; what comes out goes to the sink. Errors: Invalid, when they are no frame
    /// or hold more than they may.
    [[nodiscard]] Result<void> add(QByteArrayView bytes, const Sink &sink);
    /// Whether the frame is over and all that it should hold has come out.
    [[nodiscard]] bool isWhole() const { return m_isOver && m_left == 0; }
    [[nodiscard]] bool isOver() const { return m_isOver; } ///< nothing more belongs to the frame
    /// How many of the bytes that add() got last belong to the frame.
    [[nodiscard]] qsizetype taken() const { return m_taken; }

private:
    struct Deleter
    {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Deleter> m_context;
    QByteArray m_piece;
    qint64 m_left = 0;
    qsizetype m_taken = 0;
    bool m_isOver = false;
};

/// What is in one whole frame. Errors: Invalid, when it is none, is followed by more, or holds more than
/// `most` bytes. @param prefix what it was made in terms of
[[nodiscard]] Result<QByteArray> unpackFrame(QByteArrayView frame, qint64 most, QByteArrayView prefix = {});

} // namespace muster
