// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/manifestcutter.h"
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

} // namespace muster::console
