// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/dumpsconfig.h"
#include "agent/dumps/dumpquota.h"

#include <functional>

namespace muster::agent {

class DumpCatalogue;
class DumpHolds;

/// What of a node's dumps has to go, and whether there is room for another: the quotas, put to what there is.
class DumpRetention
{
public:
    /// Both outlive this.
    DumpRetention(const DumpCatalogue &catalogue, const DumpHolds &holds, DumpsConfig config);

    /// Which dumps the host is still to get: they count as not fetched, whoever else has them.
    void setAwaited(std::function<bool(const DumpEntry &)> isAwaited) { m_isAwaited = std::move(isAwaited); }

    /// Errors: those of makeRoom().
    [[nodiscard]] Result<QuotaAnswer> roomFor(const DumpKind &kind) const;
    /// What has gone out of date, of these kinds.
    [[nodiscard]] QStringList tooOld(const QList<DumpKind> &kinds) const;
    /// What the agent made by itself and is too much of it.
    [[nodiscard]] QStringList tooMany(const QStringList &openFailures) const;
    /// Most bytes of one that the agent makes by itself.
    [[nodiscard]] qint64 automaticBytes() const { return m_config.automatic.bytes; }

private:
    [[nodiscard]] QList<DumpEntry> keptOf(const QString &type) const;

    const DumpCatalogue &m_catalogue;
    const DumpHolds &m_holds;
    DumpsConfig m_config;
    std::function<bool(const DumpEntry &)> m_isAwaited;
};

} // namespace muster::agent
