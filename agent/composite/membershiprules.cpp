// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/membershiprules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<void> checkSigner(const MembershipGround &ground, const Membership &proposed)
{
    if (ground.roleOf(proposed.changedBy) >= Role::Admin)
        return {};
    return fail({ErrorCode::Forbidden,
                 u"\"%1\" decided this membership, and is no administrator of this node"_s.arg(
                     proposed.changedByName.isEmpty() ? proposed.changedBy : proposed.changedByName),
                 {},
                 u"membership"_s,
                 u"pair that console with this node, with the role Admin"_s});
}

Result<void> checkGeneration(qint64 known, const Membership &proposed)
{
    if (proposed.generation > known)
        return {};
    return fail({ErrorCode::Conflict,
                 u"this node has generation %1 of \"%2\"; %3 does not go on from it"_s.arg(known)
                     .arg(proposed.name)
                     .arg(proposed.generation),
                 {},
                 u"membership"_s,
                 u"look at what was changed meanwhile, and make the change again"_s});
}

} // namespace

Result<MembershipEffect> judgeMembership(const MembershipGround &ground, const Membership &proposed)
{
    if (ground.current && *ground.current == proposed)
        return MembershipEffect::None;
    if (auto checked = checkSigner(ground, proposed); !checked)
        return fail(checked.error());
    const bool isOurs = ground.current && ground.current->id == proposed.id;
    const bool isMember = !proposed.isDissolved && proposed.member(ground.ownId);
    if (isMember && proposed.settings.coordinatorMode == CoordinatorMode::Etcd && !ground.hasEtcd) {
        return fail({ErrorCode::Unsupported,
                     u"this node does not know the etcd that is to elect the coordinator"_s,
                     {},
                     u"settings.coordinatorMode"_s,
                     u"write an \"etcd\" section into its agent.json and restart the agent"_s});
    }
    if (ground.current && !isOurs && isMember) {
        return fail({ErrorCode::Conflict,
                     u"this node is a member of the system \"%1\""_s.arg(ground.current->name),
                     {},
                     u"membership"_s,
                     u"take it out of \"%1\" first"_s.arg(ground.current->name)});
    }
    if (isOurs) {
        if (auto checked = checkGeneration(ground.current->generation, proposed); !checked)
            return fail(checked.error());
        return isMember ? MembershipEffect::Changes : MembershipEffect::Leaves;
    }
    const auto former = std::ranges::find(ground.former, proposed.id, &FormerSystem::id);
    if (former != ground.former.end()) {
        // Told again what ended it here: that is done.
        if (!isMember && former->generation == proposed.generation)
            return MembershipEffect::None;
        if (auto checked = checkGeneration(former->generation, proposed); !checked)
            return fail(checked.error());
    }
    if (isMember)
        return MembershipEffect::Joins;
    if (former != ground.former.end())
        return MembershipEffect::Leaves;
    return fail(ErrorCode::NotFound, u"this node is no member of \"%1\""_s.arg(proposed.name),
                u"membership"_s);
}

} // namespace muster::agent
