// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdclient.h"

#include "agent/composite/etcd/etcdtls.h"
#include "shared/deadline.h"
#include "shared/log.h"
#include "shared/store/atomicfile.h"

#include <QNetworkProxy>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxPasswordBytes = 4096;
constexpr int DefaultPort = 2379;
constexpr EtcdClient::Milliseconds ShortestTry{100};

Error dropped()
{
    return {ErrorCode::Cancelled, u"etcd is not needed any more"_s, {}, {}, {}};
}

Result<QByteArray> readPassword(const QString &file)
{
    const auto text = readFile(file, MaxPasswordBytes);
    if (!text)
        return fail(text.error());
    const qsizetype end = text->indexOf('\n');
    return end < 0 ? *text : text->first(end);
}

std::shared_ptr<QNetworkAccessManager> makeNetwork()
{
    auto network = std::make_shared<QNetworkAccessManager>();
    network->setProxy(QNetworkProxy::NoProxy);
    return network;
}

} // namespace

EtcdClient::EtcdClient(const EtcdConfig &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_network(makeNetwork())
{
}

EtcdClient::~EtcdClient()
{
    m_life.request_stop();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[request, done] : waiting) {
        delete request;
        done.complete(std::unexpected(EtcdFailure{dropped()}));
    }
}

QCoro::Task<Result<EtcdLeaseAnswer>> EtcdClient::grant(std::chrono::seconds ttl, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/lease/grant", etcd::grant(ttl), deadline);
    co_return answer.and_then([](const QByteArray &text) { return etcd::readLease(text); });
}

QCoro::Task<Result<EtcdLeaseAnswer>> EtcdClient::keepAlive(qint64 lease, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/lease/keepalive", etcd::ofLease(lease), deadline);
    co_return answer.and_then([](const QByteArray &text) { return etcd::readLease(text); });
}

QCoro::Task<Result<EtcdLeaseAnswer>> EtcdClient::timeToLive(qint64 lease, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/lease/timetolive", etcd::ofLease(lease), deadline);
    co_return answer.and_then([](const QByteArray &text) { return etcd::readLease(text); });
}

QCoro::Task<Result<void>> EtcdClient::revoke(qint64 lease, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/lease/revoke", etcd::ofLease(lease), deadline);
    if (!answer && answer.error().code != ErrorCode::NotFound)
        co_return fail(answer.error());
    co_return Result<void>();
}

QCoro::Task<Result<EtcdRange>> EtcdClient::range(QString folder, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/kv/range", etcd::range(folder), deadline);
    co_return answer.and_then([&](const QByteArray &text) { return etcd::readRange(text, folder); });
}

QCoro::Task<Result<EtcdTxnAnswer>> EtcdClient::txn(EtcdTxn txn, Milliseconds deadline)
{
    const auto answer = co_await call("/v3/kv/txn", etcd::txn(txn), deadline);
    co_return answer.and_then([](const QByteArray &text) { return etcd::readTxn(text); });
}

Result<std::unique_ptr<EtcdRequest>> EtcdClient::watch(const QString &folder, qint64 fromRevision,
                                                       Milliseconds deadline)
{
    const auto request = makeRequest("/v3/watch");
    if (!request)
        return fail(request.error());
    return std::make_unique<EtcdRequest>(m_network, *request, etcd::watch(folder, fromRevision),
                                         EtcdRequest::Kind::Stream, deadline);
}

QCoro::Task<Result<QByteArray>> EtcdClient::call(QByteArray path, QByteArray body, Milliseconds deadline)
{
    const auto life = m_life.get_token();
    const Deadline until(deadline);
    if (usesLogin() && m_token.isEmpty()) {
        const auto known = co_await login(deadline);
        if (life.stop_requested())
            co_return fail(dropped());
        if (!known)
            co_return fail(known.error());
    }
    auto answer = co_await tryEach(path, body, until.left());
    if (life.stop_requested())
        co_return fail(dropped());
    if (!answer && answer.error().isOfLogin && usesLogin()) {
        m_token.clear();
        const auto known = co_await login(until.left());
        if (life.stop_requested())
            co_return fail(dropped());
        if (!known)
            co_return fail(known.error());
        answer = co_await tryEach(path, body, until.left());
    }
    if (!answer)
        co_return fail(answer.error().error);
    co_return *std::move(answer);
}

/// Shares the time out evenly, so that one server that hangs does not take the others' part.
QCoro::Task<EtcdClient::Answer> EtcdClient::tryEach(QByteArray path, QByteArray body, Milliseconds deadline)
{
    const auto life = m_life.get_token();
    const qsizetype servers = m_config.endpoints.size();
    const Milliseconds each = std::max<Milliseconds>(ShortestTry, deadline / servers);
    Answer answer = std::unexpected(EtcdFailure{dropped()});
    for (qsizetype i = 0; i < servers; ++i) {
        answer = co_await post(path, body, each);
        if (life.stop_requested() || answer || !answer.error().isOfServer)
            break;
        qCDebug(logNet, "etcd=failed server=%lld reason=\"%ls\"", qlonglong(m_server),
                qUtf16Printable(describe(answer.error().error)));
        m_server = (m_server + 1) % servers;
        // Its connections may wait for a server that is cut off, as long as TCP does, and it has few of them.
        m_network = makeNetwork();
        m_isTlsLoaded = false; // the files may have been renewed
    }
    co_return answer;
}

QCoro::Task<EtcdClient::Answer> EtcdClient::post(QByteArray path, QByteArray body, Milliseconds deadline)
{
    const auto http = makeRequest(path);
    if (!http)
        co_return std::unexpected(EtcdFailure{http.error()});
    if (m_waiting.size() >= MaxRequests) {
        co_return std::unexpected(
            EtcdFailure{{ErrorCode::Busy, u"too many requests wait for etcd"_s, {}, {}, {}}});
    }
    const Completion<Answer> done;
    auto *const request = new EtcdRequest(m_network, *http, body, EtcdRequest::Kind::Whole, deadline);
    m_waiting.emplace(request, done);
    connect(request, &EtcdRequest::finished, this, [this, request, done](const Answer &answer) {
        m_waiting.erase(request);
        request->deleteLater();
        done.complete(answer);
    });
    co_return co_await done;
}

QCoro::Task<Result<void>> EtcdClient::login(Milliseconds deadline)
{
    const auto life = m_life.get_token();
    const auto password = readPassword(m_config.passwordFile);
    if (!password)
        co_return fail(password.error());
    const auto answer = co_await tryEach("/v3/auth/authenticate",
                                         etcd::login(m_config.user, QString::fromUtf8(*password)), deadline);
    if (life.stop_requested())
        co_return fail(dropped());
    if (!answer)
        co_return fail(answer.error().error);
    const auto token = etcd::readToken(*answer);
    if (!token)
        co_return fail(token.error());
    m_token = *token;
    co_return Result<void>();
}

Result<QNetworkRequest> EtcdClient::makeRequest(const QByteArray &path)
{
    QUrl url(m_config.endpoints[m_server]);
    url.setPath(QString::fromLatin1(path));
    url.setPort(url.port(DefaultPort));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // A connection of its own for what is under way: a watch that stalls must not hold up the lease.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", m_token);
    if (url.scheme() == u"https"_s) {
        if (const auto loaded = loadTls(); !loaded)
            return fail(loaded.error());
        request.setSslConfiguration(m_tls);
    }
    return request;
}

/// Connections that stand keep the certificates that they began with; so do new ones of the same access
/// manager.
Result<void> EtcdClient::loadTls()
{
    if (m_isTlsLoaded)
        return {};
    const auto tls = etcdTls(m_config);
    if (!tls)
        return fail(tls.error());
    if (std::exchange(m_tls, *tls) != *tls)
        m_network = makeNetwork();
    m_isTlsLoaded = true;
    return {};
}

} // namespace muster::agent
