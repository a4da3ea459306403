// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unit.h"

#include <QStringList>

namespace muster::agent {

/// Evidence on disk, a file for each failure. Beyond its bounds the oldest goes first, that of open failures
/// and the newest last.
class EvidenceStore
{
public:
    struct Bounds
    {
        int files = 256;
        qint64 bytes = 32 * 1024 * 1024;
    };
    /// One piece of evidence fits an answer on the wire; older journal lines are left out for it.
    static constexpr qsizetype MaxOneBytes = 512 * 1024;

    /// @param folder made when the first is put
    explicit EvidenceStore(QString folder);
    EvidenceStore(QString folder, Bounds bounds);

    /// Keeps it, in place of what there was of that id, and lets go what exceeds the bounds. Blocks on the
    /// disk. Errors: Io, Forbidden.
    /// @param openIds failures that have not recovered
    [[nodiscard]] Result<void> put(UnitEvidence evidence, const QStringList &openIds) const;
    /// Errors: NotFound; Io and Invalid for a damaged file.
    [[nodiscard]] Result<UnitEvidence> get(const QString &failureId) const;

private:
    [[nodiscard]] QString fileOf(const QString &failureId) const;
    void bound(const QStringList &keptLongest) const;

    QString m_folder;
    Bounds m_bounds;
};

} // namespace muster::agent
