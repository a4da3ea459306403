// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/hostconfig.h"
#include "tests/support/dumpfolder.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

namespace muster::test {

/// A real sshd on the loopback with keys of its own, for files alone.
class SshServer
{
public:
    /// @param folder for its files; made
    explicit SshServer(QString folder)
        : m_folder(std::move(folder))
    {
        QDir().mkpath(m_folder);
    }
    ~SshServer()
    {
        if (m_sshd.state() != QProcess::NotRunning) {
            m_sshd.terminate();
            if (!m_sshd.waitForFinished())
                m_sshd.kill();
        }
        if (m_madeRun)
            QDir().rmdir(QStringLiteral("/run/sshd"));
    }

    /// @return why it does not run here; empty when it does
    [[nodiscard]] QString start()
    {
        if (!QFileInfo::exists(QStringLiteral("/usr/sbin/sshd")))
            return QStringLiteral("there is no sshd here; install the package openssh-server");
        if (!QFileInfo::exists(QStringLiteral("/usr/bin/curl")))
            return QStringLiteral("there is no curl here; install the package curl");
        // It wants this folder, which its service makes where it runs as one.
        m_madeRun = QDir().mkdir(QStringLiteral("/run/sshd"));
        for (const char *key : {"host", "other-host", "user", "other-user"}) {
            if (QProcess::execute(QStringLiteral("ssh-keygen"),
                                  {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                                   QStringLiteral("-N"), QString(), QStringLiteral("-C"),
                                   QStringLiteral("test"), QStringLiteral("-f"),
                                   at(QString::fromLatin1(key))})
                != 0)
                return QStringLiteral("ssh-keygen made no key");
        }
        QFile::copy(at(QStringLiteral("user.pub")), at(QStringLiteral("authorized")));
        QTcpServer free;
        (void)free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
        free.close();
        const QByteArray folder = m_folder.toUtf8();
        writeFile(at(QStringLiteral("config")),
                  "Port " + QByteArray::number(m_port) + "\nListenAddress 127.0.0.1\nHostKey " + folder
                      + "/host\nAuthorizedKeysFile " + folder
                      + "/authorized\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"
                        "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
                        "Subsystem sftp internal-sftp\nLogLevel VERBOSE\n");
        m_sshd.setProcessChannelMode(QProcess::MergedChannels);
        m_sshd.start(QStringLiteral("/usr/sbin/sshd"), {QStringLiteral("-D"), QStringLiteral("-e"),
                                                        QStringLiteral("-f"), at(QStringLiteral("config"))});
        const auto answers = [&] {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
            return socket.waitForConnected(1000);
        };
        if (!QTest::qWaitFor([&] { return m_sshd.state() == QProcess::NotRunning || answers(); }, 10'000)
            || m_sshd.state() == QProcess::NotRunning)
            return QStringLiteral("sshd does not run: ") + QString::fromUtf8(m_sshd.readAll());
        return {};
    }

    /// As somebody would who may log in to it. @param folder where dumps go
    void configure(agent::HostConfig &config, const QString &folder) const
    {
        config.target = QStringLiteral("sftp://%1@127.0.0.1:%2%3")
                            .arg(QString::fromLocal8Bit(qgetenv("USER").isEmpty() ? "root" : qgetenv("USER")))
                            .arg(m_port)
                            .arg(folder);
        config.keyFile = at(QStringLiteral("user"));
        config.knownHostsFile = at(QStringLiteral("known"));
        knownHosts(config.knownHostsFile, QStringLiteral("host.pub"));
    }
    [[nodiscard]] QString otherKey() const { return at(QStringLiteral("other-user")); }
    /// In which the host has another key.
    [[nodiscard]] QString otherKnownHosts() const
    {
        knownHosts(at(QStringLiteral("other-known")), QStringLiteral("other-host.pub"));
        return at(QStringLiteral("other-known"));
    }

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder + u'/' + name; }
    void knownHosts(const QString &path, const QString &key) const
    {
        QFile file(at(key));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no host key");
        writeFile(path, "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + file.readAll());
    }

    QString m_folder;
    QProcess m_sshd;
    quint16 m_port = 0;
    bool m_madeRun = false;
};

} // namespace muster::test
