// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpabilities.h"

#include "agent/dumps/collectors/filescollector.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpsource.h"
#include "agent/platform/hostdumps.h"
#include "agent/platform/managementdumps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error unknownType(const QString &type, const QList<DumpKind> &kinds)
{
    QStringList types;
    for (const DumpKind &kind : kinds)
        types.append(kind.type);
    return {ErrorCode::NotFound,
            u"there is no kind of dump \"%1\""_s.arg(type),
            {},
            u"params.type"_s,
            u"this node knows: %1"_s.arg(types.join(u", "_s))};
}

} // namespace

DumpAbilities::DumpAbilities(const DumpKindFolder &kinds, const Collectors *collectors,
                             const ManagementDumps *management, const HostDumps *host)
    : m_kinds(kinds)
    , m_collectors(collectors)
    , m_management(management)
    , m_host(host)
    , m_systemReason(u"dumps of a whole system are made by its coordinator"_s)
{
}

DumpKinds DumpAbilities::all() const
{
    DumpKinds all{m_kinds.kinds()};
    for (DumpKind &kind : all.kinds) {
        kind.unavailable = unavailable(kind, false);
        if (isManaged(kind) && !isOfHost(kind))
            kind.creator = DumpCreator::Management;
    }
    return all;
}

Result<DumpKind> DumpAbilities::able(const QString &type, bool isPiece) const
{
    const QList<DumpKind> &kinds = m_kinds.kinds();
    const auto kind = std::ranges::find(kinds, type, &DumpKind::type);
    if (kind == kinds.cend())
        return fail(unknownType(type, kinds));
    if (const QString why = unavailable(*kind, isPiece); !why.isEmpty())
        return fail({ErrorCode::Unsupported,
                     u"no dump of type %1 can be made here: %2"_s.arg(type, why),
                     {},
                     u"params.type"_s,
                     {}});
    return *kind;
}

DumpCreator DumpAbilities::creatorOf(const QString &type) const
{
    const QList<DumpKind> &kinds = m_kinds.kinds();
    const auto kind = std::ranges::find(kinds, type, &DumpKind::type);
    return kind == kinds.cend() ? DumpCreator::Agent : kind->creator;
}

bool DumpAbilities::isManaged(const DumpKind &kind) const
{
    if (isOfHost(kind))
        return m_host && m_host->unavailable(kind.type).isEmpty();
    return kind.type == "bmc"_L1 && m_management && m_management->isPresent();
}

/// What a site puts in its place is collected, and never asked of the host.
bool DumpAbilities::isOfHost(const DumpKind &kind)
{
    return kind.creator == DumpCreator::Host && kind.collectors.isEmpty() && kind.files.isEmpty();
}

QString DumpAbilities::notOfHost(const DumpKind &kind) const
{
    return m_host ? m_host->unavailable(kind.type)
                  : u"the host makes it, and this node has no dump service that takes it"_s;
}

QString DumpAbilities::unavailable(const DumpKind &kind, bool isPiece) const
{
    if (isOfHost(kind))
        return notOfHost(kind);
    if (kind.scope == DumpScope::System && !isPiece && !m_systemReason.isEmpty())
        return m_systemReason;
    if (isManaged(kind))
        return {};
    if (!kind.collectors.isEmpty() || !kind.files.isEmpty())
        return notCollected(kind);
    if (m_management && m_management->isPresent())
        return u"the firmware makes it; it is listed here once the dump service has it"_s;
    return u"the node's management makes it, and this node has no dump service"_s;
}

/// One collector that can do its work is enough.
QString DumpAbilities::notCollected(const DumpKind &kind) const
{
    QString why;
    for (const QString &word : kind.collectors) {
        const Collector *collector = m_collectors ? findCollector(*m_collectors, word) : nullptr;
        why = collector ? collector->unavailable() : u"this node does not collect %1"_s.arg(word);
        if (why.isEmpty())
            return {};
    }
    return kind.files.isEmpty() ? why : QString();
}

QList<CollectStep> DumpAbilities::steps(const DumpKind &kind, const QString &unit) const
{
    const CollectRequest request{kind, unit};
    QList<CollectStep> steps;
    for (const QString &word : kind.collectors) {
        if (const Collector *one = m_collectors ? findCollector(*m_collectors, word) : nullptr)
            steps += one->plan(request);
        else
            steps += stepsOf({{word, {}, {}, u"this node does not collect %1"_s.arg(word)}});
    }
    return steps + FilesCollector(kind.files).plan(request);
}

} // namespace muster::agent
