// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/endpoint.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

namespace muster::test {

/// A network between a client and a server that breaks each connection after so many bytes towards the
/// client. It has an event loop's thread of its own; the numbers are set before anybody connects.
class CuttingProxy : public QObject
{
public:
    /// @param cutAfter bytes towards the client, of one connection after the other; what comes after the last
    /// is not cut
    CuttingProxy(const Endpoint &server, QList<qint64> cutAfter)
        : m_server(server)
        , m_cuts(std::move(cutAfter))
    {
        if (!m_listener.listen(QHostAddress::LocalHost))
            qFatal("the proxy cannot listen");
        connect(&m_listener, &QTcpServer::newConnection, this, &CuttingProxy::take);
    }

    [[nodiscard]] Endpoint endpoint() const { return {QStringLiteral("127.0.0.1"), m_listener.serverPort()}; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; } ///< towards clients, in all

private:
    void take()
    {
        QTcpSocket *client = m_listener.nextPendingConnection();
        auto *server = new QTcpSocket(client);
        const auto left = std::make_shared<qint64>(m_cuts.isEmpty() ? INT64_MAX : m_cuts.takeFirst());
        ++m_connections;
        server->connectToHost(m_server.host, m_server.port);
        const auto ask = [=] {
            if (server->state() == QTcpSocket::ConnectedState)
                server->write(client->readAll());
        };
        connect(client, &QTcpSocket::readyRead, server, ask);
        connect(server, &QTcpSocket::connected, client, ask);
        // Not faster than the client reads, so that a cut is one for it.
        const auto pump = [=, this] {
            while (client->isOpen() && server->bytesAvailable() > 0 && client->bytesToWrite() < 256 * 1024) {
                const QByteArray bytes = server->read(std::min<qint64>(64 * 1024, *left));
                m_bytes += bytes.size();
                *left -= bytes.size();
                client->write(bytes);
                if (*left == 0) {
                    client->flush();
                    client->abort();
                    return;
                }
            }
        };
        server->setReadBufferSize(512 * 1024);
        connect(server, &QTcpSocket::readyRead, client, pump);
        connect(client, &QTcpSocket::bytesWritten, server, pump);
        connect(server, &QTcpSocket::disconnected, client, [=] {
            pump();
            client->disconnectFromHost();
        });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

    Endpoint m_server;
    QList<qint64> m_cuts;
    QTcpServer m_listener;
    int m_connections = 0;
    qint64 m_bytes = 0;
};

} // namespace muster::test
