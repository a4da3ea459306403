// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdrequest.h"

#include <QSslError>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString origin(const QUrl &url)
{
    return url.adjusted(QUrl::RemovePath).toString();
}

} // namespace

void EtcdRequest::Dropping::operator()(QNetworkReply *reply) const
{
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

EtcdRequest::EtcdRequest(std::shared_ptr<QNetworkAccessManager> network, const QNetworkRequest &request,
                         const QByteArray &body, Kind kind, std::chrono::milliseconds within, QObject *parent)
    : QObject(parent)
    , m_kind(kind)
    , m_endpoint(origin(request.url()))
    , m_network(std::move(network))
    , m_reply(m_network->post(request, body))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { end(std::unexpected(timedOut(m_endpoint))); });
    m_deadline.start(within);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &EtcdRequest::takeBytes);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_distrust = errors.first().errorString();
    });
    connect(m_reply.get(), &QNetworkReply::finished, this, &EtcdRequest::takeEnd);
}

EtcdRequest::~EtcdRequest() = default;

void EtcdRequest::takeBytes()
{
    m_read += m_reply->readAll();
    if (m_kind == Kind::Stream
        && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200) {
        m_deadline.stop();
        takeLines();
        if (m_isOver)
            return;
    }
    if (m_read.size() > MaxAnswerBytes)
        end(std::unexpected(EtcdFailure{unreadable(u"it is too long"_s)}));
}

void EtcdRequest::takeLines()
{
    for (qsizetype end = m_read.indexOf('\n'); end >= 0; end = m_read.indexOf('\n')) {
        const QByteArray line = m_read.first(end).trimmed();
        m_read.remove(0, end + 1);
        if (!line.isEmpty())
            Q_EMIT lineRead(line);
    }
}

void EtcdRequest::takeEnd()
{
    takeBytes();
    if (m_isOver)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_reply->error() == QNetworkReply::NoError && status == 200) {
        end(m_kind == Kind::Whole ? m_read : QByteArray());
        return;
    }
    // A connection that breaks within an answer has a status, too.
    const bool isAnswer = status != 0 && status != 200;
    end(std::unexpected(
        toFailure({m_endpoint, m_reply->error(), m_distrust.isEmpty() ? m_reply->errorString() : m_distrust,
                   isAnswer ? status : 0, m_read})));
}

void EtcdRequest::end(std::expected<QByteArray, EtcdFailure> answer)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_deadline.stop();
    m_reply->disconnect(this);
    Q_EMIT finished(answer);
}

} // namespace muster::agent
