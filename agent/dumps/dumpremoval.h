// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

namespace muster::agent {

class DiskWorker;
class DumpCatalogue;
class DumpHolds;

/// Deletes dumps: what somebody fetches stays, what is gone is gone for good before it is told, and what a
/// kill left behind is no dump any more. Used on the agent's own thread.
class DumpRemoval : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    DumpRemoval(DumpCatalogue &catalogue, DumpHolds &holds, DiskWorker &disk, QObject *parent = nullptr);

    /// @return what became of each, in their order: Busy for one that is fetched or being made, NotFound, Io
    [[nodiscard]] QCoro::Task<QList<DumpDeleted>> remove(QStringList ids);

private:
    [[nodiscard]] Result<void> begin(const QString &id);

    DumpCatalogue &m_catalogue;
    DumpHolds &m_holds;
    DiskWorker &m_disk;
};

} // namespace muster::agent
