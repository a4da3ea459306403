// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"
#include "agent/platform/hostdumps.h"
#include "agent/platform/managementdumps.h"

namespace muster::agent {

class ManagedDumps;

/// The dumps that the host makes, for this agent: asked for, waited for, and taken in as a piece of a
/// system's dump. Used on the agent's own thread.
class HostMadeDumps
{
public:
    /// All outlive this.
    HostMadeDumps(ManagementDumps &management, HostDumps &host, ManagedDumps &listed);

    [[nodiscard]] const HostDumps &host() const { return m_host; }
    /// See HostDumps::check().
    [[nodiscard]] QCoro::Task<Result<void>> check(QString type) const
    {
        return m_host.check(std::move(type));
    }

    struct Begun
    {
        QString name; ///< as ManagementDump::name
        QString id;
    };
    /// Has the host make one, and lists it. Errors: those of HostDumps::begin().
    /// @param originator who asks, or the system's dump that it is a piece of
    [[nodiscard]] QCoro::Task<Result<Begun>> begin(QString type, QString originator, QString reason) const;
    /// See HostDumps::ended().
    [[nodiscard]] QCoro::Task<Result<void>> ended(QString name) const
    {
        return m_host.ended(std::move(name));
    }
    /// The dump that was begun with this originator, also before the agent was started again.
    [[nodiscard]] std::optional<ManagementDump> begunBy(const QString &originator) const;
    /// How one becomes a dump of the agent: what the management says of it, and its file once it is complete,
    /// which is waited for from now on.
    [[nodiscard]] QList<CollectStep> steps(const ManagementDump &dump) const;

private:
    ManagementDumps &m_management;
    HostDumps &m_host;
    ManagedDumps &m_listed;
};

} // namespace muster::agent
