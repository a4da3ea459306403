// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/systemfindings.h"

#include <algorithm>

namespace muster::console {

namespace {

using Kind = SystemFinding::Kind;
using Standing = SystemLead::Standing;

std::optional<Kind> kindOf(Standing standing)
{
    switch (standing) {
    case Standing::Untold:
        return Kind::Untold;
    case Standing::None:
        return Kind::NoneActs;
    case Standing::Unsure:
        return Kind::Unsure;
    case Standing::Contradiction:
        return Kind::Contradiction;
    case Standing::Acts:
        break;
    }
    return std::nullopt;
}

bool isSilent(const MemberView &view)
{
    return view.presence == MemberPresence::Silent;
}

} // namespace

QList<SystemFinding> findingsOf(const Fleet &fleet, const FleetSystem &system)
{
    if (system.isOwn())
        return {{Kind::OnlyHere, {}, {}}};
    QList<SystemFinding> findings;
    if (const auto kind = kindOf(system.lead.standing))
        findings.append({*kind, {}, system.lead.why});
    if (system.membership->terms.fence)
        findings.append({Kind::Fenced, system.membership->terms.fence->coordinator, {}});
    for (const SystemMember &member : system.members) {
        const QString &id = member.nodeId;
        const auto view = system.views.constFind(id);
        const FleetNode *teller = fleet.node(system.lead.acting);
        // What a coordinator said that has fallen silent itself says nothing of now.
        if (view != system.views.cend() && teller && !teller->isStale()) {
            if (isSilent(*view))
                findings.append({Kind::Silent, id, view->why});
            if (view->isSkewed)
                findings.append({Kind::Skewed, id, {}});
        }
        if (system.denying.contains(id))
            findings.append({Kind::Denies, id, {}});
    }
    for (const QString &id : system.behind)
        findings.append({Kind::Behind, id, {}});
    for (const QString &id : system.differing)
        findings.append({Kind::Differs, id, {}});
    return findings;
}

bool isAmiss(const FleetSystem &system)
{
    const Standing standing = system.lead.standing;
    if (system.isOwn() || standing == Standing::Untold)
        return false;
    return standing != Standing::Acts || !system.behind.isEmpty() || !system.denying.isEmpty()
           || !system.differing.isEmpty() || std::ranges::any_of(system.views, [](const MemberView &view) {
                  return isSilent(view) || view.isSkewed;
              });
}

} // namespace muster::console
