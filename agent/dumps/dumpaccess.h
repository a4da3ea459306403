// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"

#include "agent/dumps/dumpremoval.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <functional>

namespace muster::agent {

class ManagedDumps;

/// What can be done with the dumps that a node has: list, look into, delete, and get ready to be fetched;
/// wherever on the node they are. Used on the agent's own thread.
class DumpAccess : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    struct Parts
    {
        DumpCatalogue &catalogue;
        DumpHolds &holds;
        DiskWorker &disk;
        ManagedDumps *managed; ///< null where the node's management has no dumps
        std::function<DumpEntry(const DumpEntry &)> listed; ///< puts what the catalogue does not know
        std::function<DumpManifest(const DumpEntry &)> head;
    };
    explicit DumpAccess(Parts parts, QObject *parent = nullptr);

    /// Errors: NotFound for an `after` that is not there (any more).
    [[nodiscard]] Result<DumpPage> list(const DumpListParams &params) const;
    /// Errors: NotFound; Io or Invalid when the manifest of a whole one cannot be read.
    [[nodiscard]] QCoro::Task<Result<DumpDetails>> show(QString id);
    /// Errors: NotFound, Invalid, Io.
    [[nodiscard]] QCoro::Task<Result<DumpChunk>> read(DumpReadParams params);
    /// What became of each, in their order.
    [[nodiscard]] QCoro::Task<Result<DumpDeleteAnswer>> remove(QStringList ids);
    /// The folder of a dump that is whole, for whoever fetches it and holds it meanwhile. One of the node's
    /// management is copied into a folder first. Errors: NotFound, Conflict when it is not whole, Io.
    [[nodiscard]] QCoro::Task<Result<QString>> folderOf(QString id);

private:
    [[nodiscard]] bool isManaged(const QString &id) const;

    Parts m_parts;
    DumpRemoval m_removal;
};

} // namespace muster::agent
