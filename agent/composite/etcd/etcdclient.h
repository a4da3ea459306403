// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/etcd/etcdmessages.h"
#include "agent/composite/etcd/etcdrequest.h"
#include "agent/config/etcdconfig.h"
#include "shared/wire/completion.h"

#include <QCoroTask>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSslConfiguration>

#include <chrono>
#include <memory>
#include <stop_token>
#include <unordered_map>

namespace muster::agent {

/// etcd through its JSON gateway (etcd 3.4 and newer). Of several servers the next one is asked when one does
/// not answer. Each call has until its deadline, all tries and logins included. Errors of each: Unavailable
/// and Timeout when no server answers, or none that is trusted; QuotaExceeded when etcd's disk is full;
/// Forbidden when it does not know the agent's user; Cancelled when the client dies. Told with what to do.
class EtcdClient : public QObject
{
    Q_OBJECT
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr std::size_t MaxRequests = 64; ///< under way; one more is refused with Busy

    explicit EtcdClient(const EtcdConfig &config, QObject *parent = nullptr);
    ~EtcdClient() override;

    QCoro::Task<Result<EtcdLeaseAnswer>> grant(std::chrono::seconds ttl, Milliseconds deadline);
    /// A lease that is over has a ttl of 0.
    QCoro::Task<Result<EtcdLeaseAnswer>> keepAlive(qint64 lease, Milliseconds deadline);
    /// How long it has, -1 when it is over. Does not lengthen it.
    QCoro::Task<Result<EtcdLeaseAnswer>> timeToLive(qint64 lease, Milliseconds deadline);
    /// Ends the lease and all keys that hang on it. One that is over is no error.
    QCoro::Task<Result<void>> revoke(qint64 lease, Milliseconds deadline);
    /// All keys that begin with `folder`, as more than half of the servers have it.
    QCoro::Task<Result<EtcdRange>> range(QString folder, Milliseconds deadline);
    QCoro::Task<Result<EtcdTxnAnswer>> txn(EtcdTxn txn, Milliseconds deadline);

    /// Tells what happens to keys that begin with `folder`, each line for etcd::readChange(), by the server
    /// that answered last. The caller owns it; it must not outlive the client.
    [[nodiscard]] Result<std::unique_ptr<EtcdRequest>> watch(const QString &folder, qint64 fromRevision,
                                                             Milliseconds deadline);

private:
    using Answer = std::expected<QByteArray, EtcdFailure>;

    QCoro::Task<Result<QByteArray>> call(QByteArray path, QByteArray body, Milliseconds deadline);
    QCoro::Task<Answer> tryEach(QByteArray path, QByteArray body, Milliseconds deadline);
    QCoro::Task<Answer> post(QByteArray path, QByteArray body, Milliseconds deadline);
    QCoro::Task<Result<void>> login(Milliseconds deadline);
    [[nodiscard]] Result<QNetworkRequest> makeRequest(const QByteArray &path);
    [[nodiscard]] Result<void> loadTls();
    [[nodiscard]] bool usesLogin() const { return !m_config.user.isEmpty(); }

    EtcdConfig m_config;
    qsizetype m_server = 0; ///< of the endpoints: the one that is asked first
    bool m_isTlsLoaded = false;
    QSslConfiguration m_tls;
    QByteArray m_token;
    std::stop_source m_life;
    std::shared_ptr<QNetworkAccessManager> m_network;
    std::unordered_map<EtcdRequest *, Completion<Answer>> m_waiting;
};

} // namespace muster::agent
