// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/zstdframe.h"
#include "shared/model/dump.h"

#include <functional>

namespace muster::console {

/// Reads single zstd frames out of a file, wherever they begin.
class FrameReader
{
public:
    /// Reads up to `size` bytes from an offset; fewer only at the end of the file.
    using ReadAt = std::function<Result<qsizetype>(qint64 offset, char *into, qsizetype size)>;

    explicit FrameReader(ReadAt readAt)
        : m_readAt(std::move(readAt))
        , m_buffer(64 * 1024, Qt::Uninitialized)
    {
    }

    /// Hands out what is in the frame that begins at `offset`. @param size bytes that must be in it
    /// @return bytes of the frame in the file. Errors: Invalid when it is no frame, or holds more or less;
    /// Io.
    [[nodiscard]] Result<qint64> read(qint64 offset, qint64 size, const ZstdReader::Sink &sink);
    /// The same for a frame of which is not known what it holds. @param takes false when that is enough
    [[nodiscard]] Result<qint64> readAny(qint64 offset, const std::function<bool(QByteArrayView)> &takes);

private:
    ReadAt m_readAt;
    ZstdReader m_zstd;
    QByteArray m_buffer;
};

/// The manifest of a dump, cut out of the beginning of its tar stream as that comes.
class ManifestCutter
{
public:
    /// Takes the next bytes; those behind the manifest are left alone.
    void add(QByteArrayView bytes);
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] bool isWrong() const { return m_isWrong; } ///< there is none
    /// As it is in the stream. Errors: Invalid when the stream does not begin with one.
    [[nodiscard]] Result<QByteArray> json() const;

private:
    void look();

    QByteArray m_head; ///< of the stream
    qint64 m_at = 0; ///< of the next header
    qint64 m_from = 0;
    qint64 m_size = -1; ///< of the manifest; -1 before it is known
    bool m_isWhole = false;
    bool m_isWrong = false;
};

} // namespace muster::console
