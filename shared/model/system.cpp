// SPDX-License-Identifier: Apache-2.0
#include "shared/model/system.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

QString shownName(const SystemMember &member)
{
    return member.name.isEmpty() ? member.nodeId.section(u'-', 0, 0) : member.name;
}

Result<void> checkName(const QString &name)
{
    const bool isPlain = std::ranges::all_of(name, [](QChar c) { return c.isPrint() && c != u'/'; });
    if (!name.isEmpty() && name.size() <= 64 && isPlain && name == name.trimmed())
        return {};
    return fail(ErrorCode::Invalid,
                u"a system's name has 1 to 64 printable characters, no \"/\", and no space at its ends"_s,
                u"name"_s);
}

Result<void> checkMembers(const QList<SystemMember> &members)
{
    QSet<int> numbers;
    QSet<QString> ids;
    for (const SystemMember &member : members) {
        if (member.instance < 1 || member.instance > MaxMembers) {
            return fail(ErrorCode::Invalid,
                        u"%1 has the number %2; members are numbered 1 to %3"_s.arg(shownName(member))
                            .arg(member.instance)
                            .arg(MaxMembers),
                        u"members"_s);
        }
        if (ids.contains(member.nodeId))
            return fail(ErrorCode::Conflict, u"%1 is named twice"_s.arg(shownName(member)), u"members"_s);
        if (numbers.contains(member.instance))
            return fail(ErrorCode::Conflict, u"two members have the number %1"_s.arg(member.instance),
                        u"members"_s);
        ids.insert(member.nodeId);
        numbers.insert(member.instance);
    }
    return {};
}

} // namespace

const SystemMember *Membership::member(QStringView nodeId) const
{
    const auto found = std::ranges::find(members, nodeId, &SystemMember::nodeId);
    return found == members.end() ? nullptr : &*found;
}

const SystemMember *Membership::member(int instance) const
{
    const auto found = std::ranges::find(members, instance, &SystemMember::instance);
    return found == members.end() ? nullptr : &*found;
}

QStringList Membership::memberIds() const
{
    QStringList ids;
    for (const SystemMember &one : members)
        ids.append(one.nodeId);
    return ids;
}

Result<void> checkMembership(const Membership &membership)
{
    if (auto checked = checkName(membership.name); !checked)
        return checked;
    if (membership.settings.forwardedRole > Role::Admin)
        return fail(ErrorCode::Invalid, u"the coordinator's word cannot give the role Local"_s,
                    u"settings.forwardedRole"_s);
    if (membership.isDissolved)
        return {};
    if (membership.members.isEmpty())
        return fail(ErrorCode::Invalid, u"a system needs at least one member"_s, u"members"_s);
    if (auto checked = checkMembers(membership.members); !checked)
        return checked;
    if (!membership.member(membership.coordinator))
        return fail(ErrorCode::Invalid, u"the coordinator must be a member"_s, u"coordinator"_s);
    return {};
}

} // namespace muster
