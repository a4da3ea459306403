// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/etcd/etcderror.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <expected>
#include <memory>
#include <optional>

namespace muster::agent {

/// One POST to one server of etcd. Its answer comes whole with finished(), or line by line with lineRead() as
/// long as the server has something to tell.
class EtcdRequest : public QObject
{
    Q_OBJECT
public:
    /// Of an answer, or of one line of a stream: the agent's few keys are small.
    static constexpr qsizetype MaxAnswerBytes = 1024 * 1024;

    enum class Kind { Whole, Stream };

    /// @param network kept as long as this lives  @param within until the answer is whole, or the stream
    /// begins
    EtcdRequest(std::shared_ptr<QNetworkAccessManager> network, const QNetworkRequest &request,
                const QByteArray &body, Kind kind, std::chrono::milliseconds within,
                QObject *parent = nullptr);
    ~EtcdRequest() override;

Q_SIGNALS:
    void lineRead(const QByteArray &line);
    /// Once. A stream has no answer: its end without a failure is an empty one.
    void finished(const std::expected<QByteArray, muster::agent::EtcdFailure> &answer);

private:
    struct Dropping
    {
        void operator()(QNetworkReply *reply) const;
    };
    void takeBytes();
    void takeLines();
    void takeEnd();
    void end(std::expected<QByteArray, EtcdFailure> answer);

    Kind m_kind;
    QString m_endpoint;
    QByteArray m_read;
    QString m_distrust; ///< what is wrong with the server's certificate
    QTimer m_deadline;
    bool m_isOver = false;
    std::shared_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<QNetworkReply, Dropping> m_reply;
};

} // namespace muster::agent
