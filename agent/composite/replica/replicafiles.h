// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include "agent/composite/replica/replicasource.h"

#include <QByteArray>
#include <QCoroTask>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>

namespace muster::agent {

/// The disk's side of replicated files: pieces, hashes, names. On a thread of its own that lets others go
/// first; one thing after the other.
class ReplicaFiles : public QObject
{
    Q_OBJECT
public:
    explicit ReplicaFiles(QObject *parent = nullptr);
    ~ReplicaFiles() override;

    /// For the end: whoever waits is answered before this returns, whoever comes later is refused.
    void stop();

    struct Piece
    {
        QByteArray bytes;
        qint64 size = 0; ///< of the whole file
    };

    /// Bytes of a file from there on, ReplicaChunk at most. Errors: NotFound, Io, Invalid beyond its end.
    [[nodiscard]] QCoro::Task<Result<Piece>> read(std::shared_ptr<ReplicaSource> source, qint64 offset);
    /// Writes at that place and cuts what is behind it. Errors: Io; Conflict when less than that is there.
    [[nodiscard]] QCoro::Task<Result<void>> write(QString path, qint64 offset, QByteArray bytes);
    /// The hash of a file: SHA-256 over the SHA-256 of each ReplicaBlock of it, in hex. Errors: NotFound, Io,
    /// Cancelled.
    [[nodiscard]] QCoro::Task<Result<QString>> hash(std::shared_ptr<ReplicaSource> source);
    /// Gives a whole file its final name, durably, if it has that hash. Errors: Conflict when it does not,
    /// the file is removed then; Io.
    [[nodiscard]] QCoro::Task<Result<void>> finish(QString part, QString path, QString hash);

private:
    template <typename T>
    [[nodiscard]] QCoro::Task<Result<T>> run(std::function<Result<T>(const std::stop_token &)> work);

    QThreadPool m_thread;
    std::stop_source m_stop;
};

} // namespace muster::agent
