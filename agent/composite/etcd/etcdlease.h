// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/etcd/etcdclient.h"
#include "shared/bootclock.h"
#include "shared/link/backoff.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <stop_token>

namespace muster::agent {

/// One lease of etcd, kept alive until it is given up, and the right to act that comes with it.
class EtcdLease : public QObject
{
    Q_OBJECT
public:
    static constexpr int RenewalsPerLease = 3;
    static constexpr std::chrono::milliseconds FirstRetry{100}; ///< after a renewal that failed

    /// @param client borrowed, outlives this
    EtcdLease(EtcdClient &client, std::chrono::seconds ttl, QObject *parent = nullptr);
    ~EtcdLease() override; ///< lets it run out

    /// Once. Errors: those of EtcdClient; Cancelled when the lease was dropped meanwhile.
    [[nodiscard]] QCoro::Task<Result<void>> begin();
    /// Tells etcd that it is not needed any more: keys that hang on it go. The right ends at once.
    void giveUp();

    [[nodiscard]] qint64 id() const { return m_id; } ///< 0 before it has begun
    /// Whether nobody else can have it at this very moment.
    [[nodiscard]] bool holds() const { return !m_isOver && BootClock::now() < m_rightEnds; }
    /// Why it could not be renewed the last time.
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    void rightChanged(); ///< holds() became true, or false by time alone
    void ended(); ///< etcd does not have it any more

private:
    QCoro::Task<> renew();
    void take(BootClock::time_point asked, std::chrono::seconds ttl);
    void checkRight();

    EtcdClient &m_client;
    std::chrono::seconds m_ttl;
    qint64 m_id = 0;
    BootClock::time_point m_rightEnds;
    bool m_isOver = false;
    bool m_toldRight = false;
    std::optional<Error> m_trouble;
    Backoff m_backoff{FirstRetry};
    QTimer m_renewal;
    QTimer m_end;
    std::stop_source m_life;
};

} // namespace muster::agent
