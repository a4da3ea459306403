// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace muster {

/// Bytes that wait for the network, in order. Takes no memory while empty.
/// How much may wait is the sender's decision (Transport::unsentBytes()).
class SendQueue
{
public:
    [[nodiscard]] bool isEmpty() const { return m_bytes == 0; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

    void append(QByteArrayView bytes);
    /// The longest piece at the front that lies together; the same bytes first until drop().
    [[nodiscard]] QByteArrayView front() const;
    /// Forgets bytes at the front: at most front().size().
    void drop(qsizetype bytes);
    void clear();

private:
    QList<QByteArray> m_chunks;
    qsizetype m_dropped = 0; ///< of the first chunk
    qint64 m_bytes = 0;
};

} // namespace muster
