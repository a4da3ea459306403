// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/replica.h"
#include "shared/wire/filedescriptor.h"

#include <QByteArray>
#include <QList>

#include <map>

namespace muster::agent {

using ReplicaDocuments = std::map<ReplicaKey, ReplicaDocument>;

/// Documents on disk: a line each time one changes, the last one counts. Each line has its own SHA-256, so
/// damage costs that line only, and what a crash or power loss cut off at the end is known for what it is.
/// Rewritten when most of it is of the past. Everything blocks on the disk; one thread at a time.
class ReplicaLog
{
public:
    /// Larger files are no log of ours: what is rewritten in time never gets there.
    static constexpr qint64 MaxBytes = 1024LL * 1024 * 1024;
    /// Rewritten when it is that much longer than what it holds, and more than twice as long.
    static constexpr qint64 SpareBytes = 1024 * 1024;

    struct Contents
    {
        ReplicaDocuments documents;
        int damaged = 0; ///< lines that are not what was written, and were followed by others that are
    };

    /// Opens the log in a folder, both made if need be, and reads it.
    /// Errors: Io, Forbidden, TooLarge.
    [[nodiscard]] static Result<ReplicaLog> open(const QString &folder, Contents &contents);

    /// Durable when it returns. After an error nothing of it is in the log, or nothing is appended until that
    /// is so. Errors: Io.
    [[nodiscard]] Result<void> append(QByteArrayView lines);
    [[nodiscard]] bool isWorthRewriting(qint64 liveBytes) const;
    /// Exchanges the log for one that has just these. Errors: Io; then the old one goes on.
    [[nodiscard]] Result<void> rewrite(const ReplicaDocuments &documents);

    [[nodiscard]] static QByteArray lineOf(const ReplicaDocument &document);
    /// That there is no such document any more, not even as a deleted one.
    [[nodiscard]] static QByteArray purgeLineOf(const ReplicaKey &key);

private:
    ReplicaLog(QString path, FileDescriptor file, qint64 size);
    [[nodiscard]] Result<void> cutBack();

    QString m_path;
    FileDescriptor m_file;
    qint64 m_size = 0; ///< of what is durable; more in the file is what a failed write left
    bool m_hasLeftover = false;
};

} // namespace muster::agent
