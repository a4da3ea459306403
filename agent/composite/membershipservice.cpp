// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/membershipservice.h"

#include "agent/state/problems.h"
#include "agent/trust/knownpeers.h"
#include "agent/trust/peerstore.h"
#include "shared/log.h"
#include "shared/systems/signedmembership.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr QLatin1StringView RefusedProblem{"membership-refused"};

} // namespace

MembershipService::MembershipService(const QString &ownId, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_ownId(ownId)
    , d(parts)
{
    pinMembers();
}

void MembershipService::pinMembers()
{
    QHash<QString, QString> names;
    if (const Membership *membership = current()) {
        for (const SystemMember &member : membership->members) {
            if (member.nodeId != m_ownId)
                names.insert(member.nodeId, member.name);
        }
    }
    d.known.setMembers(names);
}

Result<SignedMembership> MembershipService::inForce() const
{
    if (const auto &membership = sealed())
        return *membership;
    return fail(ErrorCode::NotFound, u"this node is in no system"_s);
}

Result<SignedMembership> MembershipService::lastWordFor(const QString &nodeId) const
{
    if (const auto word = d.store.lastWordFor(nodeId))
        return *word;
    return fail(ErrorCode::NotFound, u"the caller was no member of a system of this node"_s);
}

Result<std::pair<Membership, MembershipEffect>> MembershipService::judge(const SignedMembership &sealed) const
{
    auto membership = openMembership(sealed);
    if (!membership)
        return fail(membership.error());
    MembershipGround ground;
    ground.ownId = m_ownId;
    if (const Membership *now = current())
        ground.current = *now;
    ground.former = d.store.former();
    ground.roleOf = [this](const QString &nodeId) {
        const auto peer = d.paired.find(nodeId);
        return peer ? peer->role : Role::Stranger;
    };
    ground.hasEtcd = d.hasEtcd;
    const auto effect = judgeMembership(ground, *membership);
    if (!effect)
        return fail(effect.error());
    return std::pair(*std::move(membership), *effect);
}

MembershipAnswer MembershipService::answer() const
{
    const Membership *membership = current();
    if (!membership)
        return {};
    return {membership->generation, membership->name, membership->coordinator};
}

Result<MembershipAnswer> MembershipService::check(const SignedMembership &sealed) const
{
    return judge(sealed).transform([this](const auto &) { return answer(); });
}

Result<MembershipAnswer> MembershipService::set(const SignedMembership &sealed)
{
    const auto judged = judge(sealed);
    if (!judged)
        return fail(judged.error());
    const auto &[membership, effect] = *judged;
    if (effect == MembershipEffect::None)
        return answer();
    if (const auto taken = d.store.take(sealed, membership, effect); !taken)
        return fail(taken.error());
    d.problems.clear(RefusedProblem);
    qCInfo(logNet).noquote() << "membership=" << (effect == MembershipEffect::Leaves ? "left" : "taken")
                             << "system=" << membership.name << "generation=" << membership.generation
                             << "by=" << membership.changedBy;
    pinMembers();
    const MembershipAnswer now = answer();
    Q_EMIT changed();
    return now;
}

Result<void> MembershipService::takeFrom(const QString &nodeId, const SignedMembership &sealed)
{
    const auto taken = set(sealed);
    if (taken)
        return {};
    Problem problem;
    problem.id = RefusedProblem;
    problem.severity = Health::Warning;
    problem.subject = nodeId;
    problem.text = u"a newer membership that another member has is refused here: "_s + taken.error().text;
    problem.remedy = taken.error().remedy;
    d.problems.raise(problem);
    return fail(taken.error());
}

} // namespace muster::agent
