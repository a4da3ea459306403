// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

#include "agent/dumps/collector.h"

#include <QString>

namespace muster::agent {

class DumpKindFolder;
class HostDumps;
class ManagementDumps;

/// Which kinds of dumps this node can make, and how.
class DumpAbilities
{
public:
    /// All outlive this.
    /// @param collectors may be null: nothing but files can be collected
    /// @param management may be null
    /// @param host may be null: the host cannot be asked for dumps
    DumpAbilities(const DumpKindFolder &kinds, const Collectors *collectors,
                  const ManagementDumps *management, const HostDumps *host = nullptr);

    /// Why this node makes no dumps of a whole system by itself; whoever makes them for it sets it.
    void setSystemReason(const QString &why) { m_systemReason = why; }

    /// All that the node knows, those that it cannot make with the reason.
    [[nodiscard]] DumpKinds all() const;
    /// One that can be made now. Errors: NotFound for a type that is not known; Unsupported, saying why.
    /// @param isPiece it is to be the node's piece of a system's dump
    [[nodiscard]] Result<DumpKind> able(const QString &type, bool isPiece) const;
    /// Agent for a type that is not known (any more).
    [[nodiscard]] DumpCreator creatorOf(const QString &type) const;
    /// Whether the node's own management makes it: it knows more of the hardware.
    [[nodiscard]] bool isManaged(const DumpKind &kind) const;
    /// Whether the host makes it, when the management asks for it.
    [[nodiscard]] static bool isOfHost(const DumpKind &kind);
    /// All that is to be done for one.
    [[nodiscard]] QList<CollectStep> steps(const DumpKind &kind, const QString &unit) const;

private:
    [[nodiscard]] QString unavailable(const DumpKind &kind, bool isPiece) const;
    [[nodiscard]] QString notOfHost(const DumpKind &kind) const;
    [[nodiscard]] QString notCollected(const DumpKind &kind) const;

    const DumpKindFolder &m_kinds;
    const Collectors *m_collectors;
    const ManagementDumps *m_management;
    const HostDumps *m_host;
    QString m_systemReason;
};

} // namespace muster::agent
