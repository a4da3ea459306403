// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QDBusConnection>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace muster::agent {

/// A connection of one's own to a D-Bus message bus, that comes back by itself when the bus was gone.
/// Nothing here blocks: connecting is done on a thread that ends with it, for a bus that hangs would hold up
/// everybody.
class BusConnection : public QObject
{
    Q_OBJECT
public:
    /// How long to wait before trying again: twice as long each time, until a connection has lasted.
    struct Retry
    {
        std::chrono::milliseconds first{500};
        std::chrono::milliseconds last{30'000};
    };

    /// @param address of the bus; empty for the system bus
    explicit BusConnection(QString address, QObject *parent = nullptr);
    BusConnection(QString address, Retry retry, QObject *parent = nullptr);
    ~BusConnection() override;

    void start();
    [[nodiscard]] bool isConnected() const { return m_connection.isConnected(); }
    /// Another one after each connected(): signals are hooked anew then.
    [[nodiscard]] QDBusConnection connection() const { return m_connection; }

Q_SIGNALS:
    void connected();
    /// Told for each attempt that failed, too. Unavailable.
    void lost(const muster::Error &reason);

private Q_SLOTS:
    void takeDisconnected();

private:
    void open();
    void take(const QString &name);
    void leave();
    void retryLater(const QString &reason);

    QString m_address;
    Retry m_retry;
    std::chrono::milliseconds m_nextRetry;
    QDBusConnection m_connection;
    QElapsedTimer m_lasted;
    QTimer m_again;
    int m_attempts = 0;
};

} // namespace muster::agent
