// SPDX-License-Identifier: Apache-2.0
#include "console/systems/systemdraft.h"

#include "console/fleet/fleetactions.h"

#include "shared/model/codec.h"
#include "shared/tls/endpoint.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> noSystem(const QString &name)
{
    return fail(ErrorCode::NotFound, u"there is no system \"%1\""_s.arg(name), u"NAME"_s);
}

std::unexpected<Error> onlyHere(const QString &name)
{
    return fail(Error{ErrorCode::Unsupported,
                      u"%1 is known to this console only; its members do not know it"_s.arg(name),
                      {},
                      u"NAME"_s,
                      u"create the system of the same name and members: it takes its place"_s});
}

/// A wish without a name of the fleet's needs one that is free.
Result<void> checkNameIsFree(const Fleet &fleet, const QString &name, const QString &id)
{
    for (const FleetSystem &system : fleet.systems()) {
        if (!system.isOwn() && system.id() != id && system.plainName() == name)
            return fail(ErrorCode::Conflict, u"there is a system \"%1\" already"_s.arg(name), u"NAME"_s);
    }
    return {};
}

QSet<QString> answeringIn(const Fleet &fleet)
{
    QSet<QString> ids;
    for (const FleetNode &node : fleet.nodes()) {
        if (!node.isStale())
            ids.insert(node.nodeId);
    }
    return ids;
}

/// Those that stay or join by number, then those that leave.
QList<MemberChange> changesTo(const std::optional<Membership> &before, const Membership &next)
{
    QList<MemberChange> changes;
    const auto remaining = next.isDissolved ? QList<SystemMember>() : next.members;
    for (const SystemMember &member : remaining) {
        const SystemMember *old = before ? before->member(member.nodeId) : nullptr;
        changes.append({.nodeId = member.nodeId,
                        .name = member.name,
                        .fate = old ? MemberFate::Stays : MemberFate::Joins,
                        .numberBefore = old ? old->instance : 0,
                        .number = member.instance,
                        .isCoordinator = next.coordinator == member.nodeId,
                        .wasCoordinator = before && before->coordinator == member.nodeId,
                        .addressBefore = old ? old->address : QString(),
                        .address = member.address});
    }
    const auto earlier = before ? before->members : QList<SystemMember>();
    for (const SystemMember &old : earlier) {
        if (!next.isDissolved && next.member(old.nodeId))
            continue;
        changes.append({.nodeId = old.nodeId,
                        .name = old.name,
                        .fate = MemberFate::Leaves,
                        .numberBefore = old.instance,
                        .number = 0,
                        .isCoordinator = false,
                        .wasCoordinator = before->coordinator == old.nodeId,
                        .addressBefore = old.address});
    }
    return changes;
}

/// "Host=Majority, Chassis=Worst": the only setting that is a list.
QString rulesText(const QJsonArray &rules)
{
    QStringList texts;
    for (const QJsonValue &rule : rules)
        texts.append(u"%1=%2"_s.arg(rule["facet"_L1].toString(), rule["rule"_L1].toString()));
    return texts.isEmpty() ? u"-"_s : texts.join(u", "_s);
}

QList<SettingChange> settingChanges(const SystemSettings &before, const SystemSettings &after)
{
    const auto textOf = [](const QJsonValue &value) {
        if (value.isArray())
            return rulesText(value.toArray());
        return value.isString() ? value.toString() : QString::number(value.toInteger());
    };
    const QJsonObject old = QJsonDocument::fromJson(toJson(before)).object();
    const QJsonObject made = QJsonDocument::fromJson(toJson(after)).object();
    QList<SettingChange> changes;
    for (const QString &key : made.keys()) {
        if (old[key] != made[key])
            changes.append({key, textOf(old[key]), textOf(made[key])});
    }
    return changes;
}

bool isOfThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

bool isLoopback(const QString &address)
{
    const auto endpoint = Endpoint::parse(address);
    return endpoint && isOfThisMachine(endpoint->host);
}

/// What others would not reach: an address that means another machine there.
QStringList addressWarnings(const SystemDraft &draft)
{
    QStringList warnings;
    // Where all are on this machine it means the same to all.
    const bool areAllHere = std::ranges::all_of(
        draft.next.members, [](const SystemMember &member) { return isLoopback(member.address); });
    if (draft.next.isDissolved)
        return warnings;
    for (const MemberChange &change : draft.changes) {
        const bool isOther = change.fate == MemberFate::Joins || change.address != change.addressBefore;
        if (!isOther || change.fate == MemberFate::Leaves)
            continue;
        const auto endpoint = Endpoint::parse(change.address);
        if (change.address.isEmpty())
            warnings.append(u"%1 has no address by which other members could reach it"_s.arg(change.name));
        else if (isLoopback(change.address) && !areAllHere)
            warnings.append(u"%1 is known by %2, which other members take for themselves"_s.arg(
                change.name, change.address));
        else if (endpoint && endpoint->host.endsWith(".local"_L1))
            warnings.append(u"%1 is known by %2, which other members may not be able to look up"_s.arg(
                change.name, change.address));
    }
    return warnings;
}

void takeShownNames(const Fleet &fleet, SystemDraft &draft)
{
    for (MemberChange &change : draft.changes) {
        if (const FleetNode *node = fleet.node(change.nodeId))
            change.name = node->name;
        else if (change.name.isEmpty())
            change.name = change.nodeId.section(u'-', 0, 0);
        change.objection = objectionTo(fleet, change);
    }
}

/// Who may act at this moment hears of the change before anybody else does.
void chooseFirst(const Fleet &fleet, const FleetSystem &known, SystemDraft &draft)
{
    QStringList may{known.lead.acting, known.coordinator};
    if (draft.before->fence && !draft.next.fence) {
        const QString fenced = draft.before->fence->coordinator;
        may.append(fenced);
        const FleetNode *node = fleet.node(fenced);
        const bool isListed = std::ranges::contains(draft.changes, fenced, &MemberChange::nodeId);
        if (node && !node->isStale() && !isListed) {
            draft.changes.append({.nodeId = fenced, .name = node->name, .fate = MemberFate::Told});
        }
    }
    for (const QString &nodeId : std::as_const(may)) {
        const FleetNode *node = fleet.node(nodeId);
        if (node && !node->isStale() && !draft.first.contains(nodeId))
            draft.first.append(nodeId);
    }
}

Objection later(ErrorCode code, const QString &name, const QString &text, const QString &remedy)
{
    return {{code, text, name, {}, remedy}, false};
}

} // namespace

bool MemberChange::isSame() const
{
    return fate == MemberFate::Stays && numberBefore == number && isCoordinator == wasCoordinator
           && address == addressBefore;
}

bool SystemDraft::isBlocked() const
{
    return std::ranges::any_of(
        changes, [](const MemberChange &one) { return one.objection && one.objection->blocks; });
}

NewMember newMember(const FleetNode &node, int instance)
{
    return {node.nodeId, node.name, node.address, instance};
}

std::optional<Objection> objectionTo(const Fleet &fleet, const MemberChange &change)
{
    const FleetNode *node = fleet.node(change.nodeId);
    const bool isNew = change.fate == MemberFate::Joins;
    const QString name = change.name;
    const bool isReached = node && !node->isStale();
    if (!node || (!node->isPaired && (isNew || !isReached))) {
        if (!isNew)
            return later(ErrorCode::NotPaired, name, u"this console is not paired with it"_s,
                         u"it takes the change over from its coordinator"_s);
        return Objection{{ErrorCode::NotPaired,
                          u"this console is not paired with it"_s,
                          name,
                          {},
                          u"pair with it, with the role admin"_s}};
    }
    if (node->isStale()) {
        const QString why = node->linkError.text.isEmpty() ? u"it does not answer"_s : node->linkError.text;
        if (!isNew)
            return later(ErrorCode::Unavailable, name, why, u"it takes the change over when it is back"_s);
        return Objection{{ErrorCode::Unavailable, why, name, {}, u"a new member has to answer"_s}};
    }
    if (!node->capabilities.contains("system"_L1)) {
        const Error error{ErrorCode::Unsupported,
                          u"its agent is too old to be in a system"_s,
                          name,
                          {},
                          u"update the agent"_s};
        return Objection{error, isNew};
    }
    if (node->role < Role::Admin && !node->isPaired)
        return later(ErrorCode::Forbidden, name, u"this console is not an administrator there"_s,
                     u"it takes the change over from its coordinator"_s);
    if (node->role < Role::Admin) {
        return Objection{{ErrorCode::Forbidden,
                          u"this console is not an administrator there"_s,
                          name,
                          {},
                          u"pair again with the role admin"_s}};
    }
    return std::nullopt;
}

Result<SystemDraft> draftSystem(const Fleet &fleet, FleetActions &actions, const QString &system,
                                const MembershipWish &wish)
{
    const auto known = fleet.systems().constFind(system);
    const bool isNew = system.isEmpty();
    if (!isNew && known == fleet.systems().cend())
        return noSystem(system);
    if (!isNew && known->isOwn())
        return onlyHere(system);
    SystemDraft draft;
    MembershipGround ground{nullptr, {}, answeringIn(fleet)};
    if (!isNew) {
        draft.before = known->membership->terms;
        ground.before = &*draft.before;
        ground.acting = known->lead.acting;
    }
    auto next = nextMembership(ground, wish);
    if (!next)
        return fail(next.error());
    if (const auto free = checkNameIsFree(fleet, next->name, next->id);
        !free && !next->isDissolved && (isNew || wish.name))
        return fail(free.error());
    const auto text = actions.sign(*next);
    if (!text)
        return fail(text.error());
    draft.next = std::move(*next);
    draft.text = *text;
    draft.changes = changesTo(draft.before, draft.next);
    draft.settings =
        settingChanges(draft.before ? draft.before->settings : SystemSettings(), draft.next.settings);
    if (!isNew)
        chooseFirst(fleet, *known, draft);
    takeShownNames(fleet, draft);
    draft.warnings = addressWarnings(draft);
    return draft;
}

Result<SystemDraft> draftRepeat(const Fleet &fleet, const QString &system)
{
    const auto known = fleet.systems().constFind(system);
    if (known == fleet.systems().cend())
        return noSystem(system);
    if (known->isOwn())
        return onlyHere(system);
    SystemDraft draft;
    draft.before = draft.next = known->membership->terms;
    draft.text = known->membership->text;
    draft.changes = changesTo(draft.before, draft.next);
    draft.changes.removeIf([&](const MemberChange &change) {
        const FleetNode *node = fleet.node(change.nodeId);
        return node && node->membership && node->membership->text == draft.text;
    });
    if (draft.changes.isEmpty())
        return fail(ErrorCode::Invalid, u"nothing would change: all members have this membership"_s);
    takeShownNames(fleet, draft);
    return draft;
}

} // namespace muster::console
