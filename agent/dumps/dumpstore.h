// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <QStringList>

#include <stop_token>

namespace muster::agent {

/// What becomes a member of a dump: bytes at hand, a file to copy, or only the reason why there is nothing.
struct DumpSource
{
    QString name; ///< in the dump; no "/"
    QByteArray bytes;
    QString file; ///< copied when it is not empty
    QString missing;
};

/// The dumps of a node: a folder each, with its members and manifest.json. A dump is written aside and
/// renamed, so what is listed is whole; what cannot be had is named in the manifest, and the rest is kept.
/// Beyond the bounds the oldest goes first, that of open failures last. Everything blocks on the disk; one
/// thread at a time may write.
class DumpStore
{
public:
    struct Bounds
    {
        int dumps = 64;
        qint64 bytes = 512 * 1024 * 1024;
        qint64 memberBytes = 256 * 1024 * 1024; ///< a larger file is left out
    };

    /// @param folder made when the first is written
    explicit DumpStore(QString folder);
    DumpStore(QString folder, Bounds bounds);

    /// Writes a dump; id, members and time of `head` are put here. Removes what a killed agent left
    /// half-made. Errors: Io, Forbidden, Cancelled; then nothing of it is left.
    /// @param openFailures ids of failures whose dumps go last
    [[nodiscard]] Result<DumpManifest> write(DumpManifest head, const QList<DumpSource> &sources,
                                             const QStringList &openFailures,
                                             const std::stop_token &stop) const;
    /// All that are whole, newest first.
    [[nodiscard]] QList<DumpManifest> list() const;

private:
    [[nodiscard]] Result<DumpMember> writeMember(const QString &folder, const DumpSource &source,
                                                 const std::stop_token &stop) const;
    [[nodiscard]] QString freeId(Timestamp at, const QString &type) const;
    void removeHalfMade() const;
    void bound(const QString &newest, const QStringList &openFailures) const;

    QString m_folder;
    Bounds m_bounds;
};

} // namespace muster::agent
