// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/etcdconfig.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace muster::test {

/// A real etcd on loopback, with TLS and certificates of its own, that asks its clients for theirs.
class RealEtcd
{
public:
    ~RealEtcd();

    /// Makes the certificates. @return what is missing on this machine; empty when nothing is
    [[nodiscard]] QString prepare();
    /// Starts it with what it had kept; true when it serves.
    [[nodiscard]] bool start(const QStringList &more = {});
    /// The same place, nothing kept.
    [[nodiscard]] bool startEmpty();
    void kill();
    void freeze();
    void thaw();
    /// Forgets all, and the place where it was.
    void clear();

    /// What an agent needs to reach it.
    [[nodiscard]] agent::EtcdConfig config() const;
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    /// etcdctl's output. `input` is given to it.
    QByteArray ctl(const QStringList &arguments, const QByteArray &input = {}) const;

private:
    [[nodiscard]] bool makeCertificate(const QString &name, const QString &authority) const;

    QTemporaryDir m_folder;
    QString m_data = QStringLiteral("data-1");
    int m_cleared = 1;
    quint16 m_port = 0;
    QProcess m_server;
};

} // namespace muster::test
