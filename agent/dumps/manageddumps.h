// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"

#include "agent/platform/managementdumps.h"

#include <QCoroTask>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QSet>

namespace muster::agent {

class DiskWorker;
class DumpCatalogue;
class DumpHolds;

/// The dumps of the node's own management, among those of the agent: listed as they are there, read through
/// the file that the management hands out, and taken in when somebody wants to fetch one. Used on the agent's
/// own thread.
class ManagedDumps : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    ManagedDumps(ManagementDumps &management, DumpCatalogue &catalogue, DumpHolds &holds, DiskWorker &disk,
                 QObject *parent = nullptr);

    [[nodiscard]] bool isPresent() const { return m_management.isPresent(); }
    /// Whether the management has it.
    [[nodiscard]] bool has(const QString &id) const { return m_byId.contains(id); }
    /// The id of a dump that the management has just begun. Errors: NotFound, those of the management.
    [[nodiscard]] QCoro::Task<Result<QString>> idOf(QString name, QString reason);

    /// What is in it: one member, whose hash nobody knows yet. Errors: those of ManagementDumps::open().
    [[nodiscard]] QCoro::Task<Result<DumpManifest>> manifest(QString id);
    [[nodiscard]] QCoro::Task<Result<DumpChunk>> read(DumpReadParams params);
    /// Has the management delete it. Errors: Busy, naming who fetches it; those of the management.
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id);
    /// Copies it into a dump of the agent, with the same id. Errors: Busy while that is being done, Io, those
    /// of the management.
    [[nodiscard]] QCoro::Task<Result<DumpManifest>> takeIn(DumpManifest head);

private:
    void sync();
    [[nodiscard]] DumpEntry entryOf(const ManagementDump &dump) const;

    ManagementDumps &m_management;
    DumpCatalogue &m_catalogue;
    DumpHolds &m_holds;
    DiskWorker &m_disk;
    QMap<QString, ManagementDump> m_byId;
    QSet<QString> m_takingIn;
    QMap<QString, QString> m_reasons; ///< by id, of those that were asked for here
};

} // namespace muster::agent
