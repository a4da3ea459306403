// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpretention.h"

#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumpholds.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace muster::agent {

DumpRetention::DumpRetention(const DumpCatalogue &catalogue, const DumpHolds &holds, DumpsConfig config)
    : m_catalogue(catalogue)
    , m_holds(holds)
    , m_config(std::move(config))
{
}

/// Those that the agent made by itself have an empty type here.
QList<DumpEntry> DumpRetention::keptOf(const QString &type) const
{
    QList<DumpEntry> kept = m_catalogue.whole();
    kept.removeIf([&type](const DumpEntry &entry) {
        return type.isEmpty() ? !isAutomatic(entry) : isAutomatic(entry) || entry.type != type;
    });
    for (DumpEntry &entry : kept) {
        entry.offloading = m_holds.holders(entry.id);
        if (m_isAwaited && m_isAwaited(entry))
            entry.offloaded.clear();
    }
    return kept;
}

Result<QuotaAnswer> DumpRetention::roomFor(const DumpKind &kind) const
{
    // The folder itself may not be there yet.
    const QStorageInfo disk(QFileInfo(m_catalogue.folder()).path());
    return makeRoom({kind.type, keptOf(kind.type), m_config.quotaOf(kind.type), m_config.evictsUnfetched,
                     kind.maxBytes, disk.bytesAvailable(), m_config.keepFreeBytes});
}

QStringList DumpRetention::tooOld(const QList<DumpKind> &kinds) const
{
    QStringList old;
    for (const DumpKind &kind : kinds) {
        const DumpQuota quota = m_config.quotaOf(kind.type);
        if (quota.days > 0)
            old += outOfDate(keptOf(kind.type), quota, m_config.evictsUnfetched, now());
    }
    return old;
}

QStringList DumpRetention::tooMany(const QStringList &openFailures) const
{
    return boundAutomatic(keptOf({}), m_config.automatic, openFailures);
}

} // namespace muster::agent
