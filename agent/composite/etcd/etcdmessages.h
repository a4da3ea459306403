// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace muster::agent {

// What is said to etcd and what it answers, as its JSON gateway has it: keys and values in base64, 64-bit
// numbers as text, what is 0 or empty left out. All pure.

/// A key's value and where it came from.
struct EtcdEntry
{
    QByteArray value;
    qint64 modRevision = 0; ///< the change of etcd that wrote it; grows over all keys
    qint64 lease = 0; ///< 0: stays until somebody deletes it

    friend bool operator==(const EtcdEntry &, const EtcdEntry &) = default;
};

/// Keys without the folder that they were asked for.
using EtcdEntries = QHash<QString, EtcdEntry>;

struct EtcdLeaseAnswer
{
    qint64 id = 0;
    std::chrono::seconds ttl{}; ///< 0 or less: there is no such lease
};

struct EtcdRange
{
    qint64 revision = 0; ///< of etcd, when it was read
    EtcdEntries entries;
};

/// Changes that are made together if each guard holds, else none.
struct EtcdTxn
{
    struct Guard
    {
        QString key;
        qint64 modRevision = 0; ///< 0: there is no such key
    };
    struct Put
    {
        QString key;
        QByteArray value;
        qint64 lease = 0;
    };

    QList<Guard> guards;
    QList<Put> puts;
    QStringList deletes;
    QString otherwise; ///< key that is read if they do not hold
};

struct EtcdTxnAnswer
{
    bool isDone = false;
    qint64 revision = 0; ///< the change that it was, or would have been after
    std::optional<EtcdEntry> instead; ///< of EtcdTxn::otherwise
};

/// What happened to one key that is watched.
struct EtcdEvent
{
    QString key;
    qint64 modRevision = 0;
    std::optional<EtcdEntry> entry; ///< nothing for one that was deleted
};

struct EtcdChange
{
    bool isOver = false; ///< etcd tells no more: what was asked for is no longer kept, for example
    QList<EtcdEvent> events; ///< in order
};

namespace etcd {

[[nodiscard]] QByteArray grant(std::chrono::seconds ttl);
[[nodiscard]] QByteArray ofLease(qint64 id);
[[nodiscard]] QByteArray range(const QString &folder);
[[nodiscard]] QByteArray txn(const EtcdTxn &txn);
[[nodiscard]] QByteArray watch(const QString &folder, qint64 fromRevision);
[[nodiscard]] QByteArray login(const QString &user, const QString &password);

// Errors: Unavailable for what is no answer of etcd's.
[[nodiscard]] Result<EtcdLeaseAnswer> readLease(QByteArrayView answer);
[[nodiscard]] Result<EtcdRange> readRange(QByteArrayView answer, const QString &folder);
[[nodiscard]] Result<EtcdTxnAnswer> readTxn(QByteArrayView answer);
/// One line of a watch. Errors: the same, and what etcd ended the watch with.
[[nodiscard]] Result<EtcdChange> readChange(QByteArrayView line, const QString &folder);
[[nodiscard]] Result<QByteArray> readToken(QByteArrayView answer);

} // namespace etcd

} // namespace muster::agent
