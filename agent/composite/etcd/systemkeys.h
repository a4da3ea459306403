// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/etcd/etcdclient.h"
#include "shared/bootclock.h"
#include "shared/link/backoff.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace muster::agent {

/// What etcd holds for one system, as it is now: read once and then watched, so that a change is known when
/// it happens. A watch says nothing while nothing changes, also when its server is cut off; so the keys are
/// read again once in each lease, which shows whether etcd still answers and has told everything.
class SystemKeys : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxEntries = 64;
    static constexpr std::chrono::milliseconds FirstRetry{200};

    /// @param client borrowed, outlives this  @param folder "/muster/systems/ID/"
    SystemKeys(EtcdClient &client, const QString &folder, std::chrono::seconds lease,
               QObject *parent = nullptr);
    ~SystemKeys() override;

    void start();
    void stop(); ///< for good: asks and tells nothing any more
    [[nodiscard]] QString key(const QString &name) const { return m_folder + name; }
    /// Whether etcd has confirmed it within a lease.
    [[nodiscard]] bool isKnown() const;
    /// Nothing when there is no such key, as far as it is known.
    [[nodiscard]] std::optional<EtcdEntry> entry(const QString &name) const;
    /// Up to which change of etcd this is known to tell.
    [[nodiscard]] qint64 revision() const { return std::max(m_revision, m_noted); }
    /// What one's own change has made of a key, before etcd tells of it.
    void note(const QString &name, const EtcdEntry &entry);
    /// Why etcd could not be asked the last time; nothing while it answers.
    [[nodiscard]] std::optional<Error> trouble() const;

Q_SIGNALS:
    void changed(); ///< entries, or whether they are known

private:
    QCoro::Task<> readAll();
    QCoro::Task<> readAgain();
    void takeAll(BootClock::time_point asked, const EtcdRange &range);
    void follow();
    void takeLine(const QByteArray &line);
    void dropWatch();
    void fallBack(const Error &why);
    void beginAnew(std::chrono::milliseconds after);

    EtcdClient &m_client;
    QString m_folder;
    std::chrono::milliseconds m_lease;
    EtcdEntries m_entries;
    qint64 m_revision = 0; ///< up to which etcd has told
    qint64 m_noted = 0; ///< the newest of one's own
    std::optional<BootClock::time_point> m_confirmedAt;
    std::optional<Error> m_trouble;
    Backoff m_backoff{FirstRetry};
    QTimer m_begin;
    QTimer m_readAgain;
    QTimer m_unknown; ///< when the entries count as known no more
    std::stop_source m_round; ///< stops what belongs to the watch before this one
    std::unique_ptr<EtcdRequest> m_watch;
};

} // namespace muster::agent
