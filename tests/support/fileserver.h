// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QFile>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>

namespace muster::test {

/// A web server on the loopback that takes files by PUT, in memory, over real TLS; and what can be wrong with
/// such servers.
class FileServer : public QObject
{
public:
    enum class Digest { Right, Old, Wrong, None };

    FileServer()
    {
        const QString key = m_folder.filePath(QStringLiteral("key.pem"));
        QProcess openssl;
        openssl.setStandardErrorFile(QProcess::nullDevice());
        openssl.start(
            QStringLiteral("openssl"),
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 "
                           "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1")
                    .split(u' ')
                + QStringList{QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificateFile()});
        const bool made = openssl.waitForFinished() && openssl.exitCode() == 0;
        QFile keyFile(key);
        if (!made || !keyFile.open(QIODevice::ReadOnly))
            qFatal("openssl made no certificate");
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate::fromPath(certificateFile()).value(0));
        tls.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server.setSslConfiguration(tls);
        connect(&m_server, &QSslServer::pendingConnectionAvailable, this, &FileServer::take);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the file server cannot listen");
    }

    [[nodiscard]] QString certificateFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    [[nodiscard]] QString url() const
    {
        return QStringLiteral("https://127.0.0.1:%1/dumps/").arg(m_server.serverPort());
    }
    [[nodiscard]] QByteArray file(const QString &name) const
    {
        return files.value("/dumps/" + name.toUtf8());
    }

    QMap<QByteArray, QByteArray> files; ///< by path
    QByteArrayList requests; ///< "PUT /dumps/x", in the order of their ends
    Digest digest = Digest::None; ///< what it says of what it has taken
    QByteArray authorization; ///< that it wants; empty for none
    QList<int> refusals; ///< the next answers
    bool isDamaging = false; ///< keeps other bytes than it gets
    bool isStalling = false; ///< takes all, and does not answer before go()
    qint64 cutsAfter = -1; ///< once: keeps so many bytes of a file and breaks off

    void go()
    {
        isStalling = false;
        const auto waiting = std::exchange(m_waiting, {});
        for (const auto &answer : waiting)
            answer();
    }

private:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QMap<QByteArray, QByteArray> headers; ///< by name, in small letters
        QByteArray body;
        [[nodiscard]] qint64 length() const { return headers.value("content-length").toLongLong(); }
    };

    void take()
    {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_begun.remove(socket);
                m_bytes.remove(socket);
                socket->deleteLater();
            });
            read(socket);
        }
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &bytes = m_bytes[socket];
        bytes += socket->readAll();
        if (!m_begun.contains(socket)) {
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            m_begun.insert(socket, headOf(bytes.first(end)));
            bytes = bytes.sliced(end + 4);
            if (m_begun[socket].headers.contains("expect") && refusals.isEmpty())
                socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        Request &request = m_begun[socket];
        if (cutsAfter >= 0 && request.method == "PUT" && bytes.size() > cutsAfter) {
            files.insert(request.path, bytes.first(std::exchange(cutsAfter, -1)));
            socket->abort();
            return;
        }
        if (bytes.size() < request.length() && refusals.isEmpty())
            return;
        request.body = bytes;
        const Request whole = request;
        m_begun.remove(socket);
        bytes.clear();
        const QPointer<QTcpSocket> open(socket);
        const auto finish = [this, open, whole] {
            if (open)
                answer(*open, whole);
        };
        if (isStalling)
            m_waiting.append(finish);
        else
            finish();
    }

    static Request headOf(const QByteArray &head)
    {
        const QByteArrayList lines = head.split('\n');
        const QByteArrayList first = lines.first().split(' ');
        Request request{first.value(0), first.value(1), {}, {}};
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        return request;
    }

    void answer(QTcpSocket &socket, const Request &request)
    {
        requests.append(request.method + ' ' + request.path);
        const auto say = [&socket](int status, const QByteArray &headers = {}, const QByteArray &body = {}) {
            socket.write("HTTP/1.1 " + QByteArray::number(status)
                         + " x\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size())
                         + "\r\n" + headers + "\r\n" + body);
            socket.disconnectFromHost();
        };
        if (!refusals.isEmpty())
            return say(refusals.takeFirst(), {}, "no");
        if (request.headers.value("authorization") != authorization)
            return say(401);
        if (request.method == "GET")
            return files.contains(request.path) ? say(200, {}, files.value(request.path))
                                                : say(404, {}, "none");
        if (request.method != "PUT")
            return say(405);
        if (request.headers.value("if-none-match") == "*" && files.contains(request.path))
            return say(412);
        files.insert(request.path, request.body + (isDamaging ? "x" : ""));
        say(201, digestOf(request.body));
    }

    [[nodiscard]] QByteArray digestOf(QByteArray body) const
    {
        if (digest == Digest::None)
            return {};
        if (digest == Digest::Wrong)
            body += "x";
        const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toBase64();
        return digest == Digest::Old ? "Digest: SHA-256=" + hash + "\r\n"
                                     : "Repr-Digest: sha-512=:AA==:, sha-256=:" + hash + ":\r\n";
    }

    QTemporaryDir m_folder;
    QSslServer m_server;
    QHash<QTcpSocket *, QByteArray> m_bytes;
    QHash<QTcpSocket *, Request> m_begun;
    QList<std::function<void()>> m_waiting;
};

} // namespace muster::test
