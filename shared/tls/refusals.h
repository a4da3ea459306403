// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <chrono>

namespace muster {

/// Why a listener turned a connection away before it was anybody.
enum class Refusal {
    Full, ///< as many connections as allowed are open
    SourceFull, ///< too many unfinished handshakes from one source
    Displaced, ///< silent or slow, and had to make place
    TimedOut, ///< no handshake before the deadline
    Failed, ///< the handshake failed: no TLS, TLS 1.2, no or a bad certificate, another protocol
    NoResources, ///< the system has no file descriptor or memory left
};

/// Counts refusals and logs them: the first at once, then at most a line each LogInterval, so that a flood
/// cannot fill the journal. Wakes up only while there is something to log.
class Refusals : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds LogInterval{10};

    explicit Refusals(QObject *parent = nullptr);

    /// @param text of the error, @param source address of the peer.
    void add(Refusal reason, const QString &text, const QString &source);
    [[nodiscard]] quint64 count(Refusal reason) const { return m_counts[size_t(reason)]; }
    [[nodiscard]] quint64 total() const;

private:
    void log();

    std::array<quint64, size_t(Refusal::NoResources) + 1> m_counts{};
    QTimer m_quiet;
    QString m_lastText;
    QString m_lastSource;
    quint64 m_logged = 0;
};

} // namespace muster
