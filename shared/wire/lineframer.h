// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace muster {

/// Cuts a stream of bytes into lines that end in '\n'. Pure: bytes in, lines out; no socket, no clock.
class LineFramer
{
public:
    /// @param maxLineBytes without the '\n'; checked before memory is taken for a longer line.
    explicit LineFramer(qsizetype maxLineBytes)
        : m_maxLineBytes(maxLineBytes)
    {
    }

    [[nodiscard]] qsizetype maxLineBytes() const { return m_maxLineBytes; }
    /// Also for the line that is under way.
    void setMaxLineBytes(qsizetype bytes) { m_maxLineBytes = bytes; }

    /// Hands each complete line, without its '\n' and also when it is empty, to `take`, until `take` returns
    /// false (the rest is then dropped). Error TooLarge: the stream cannot be followed any more; feed nothing
    /// further.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take);

    /// Bytes of the line that has begun and not ended.
    [[nodiscard]] qsizetype pendingBytes() const { return m_pending.size(); }

private:
    [[nodiscard]] std::unexpected<Error> tooLong() const;

    qsizetype m_maxLineBytes;
    QByteArray m_pending;
};

} // namespace muster
