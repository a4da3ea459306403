// SPDX-License-Identifier: Apache-2.0
#include "console/systems/membershipwish.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString nameOf(const SystemMember &member)
{
    return member.name.isEmpty() ? member.nodeId.section(u'-', 0, 0) : member.name;
}

int firstFree(const QList<SystemMember> &members)
{
    int number = 1;
    while (std::ranges::contains(members, number, &SystemMember::instance))
        ++number;
    return number;
}

class Drafting
{
public:
    Drafting(const MembershipGround &ground, const MembershipWish &wish)
        : m_ground(ground)
        , m_wish(wish)
    {
        if (ground.before)
            m_next = *ground.before;
        else
            m_next.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_next.generation = ground.before ? ground.before->generation + 1 : 1;
        m_next.isDissolved = wish.isDissolved;
        m_next.name = wish.name.value_or(m_next.name);
        m_next.settings = wish.settings.value_or(m_next.settings);
    }

    Result<Membership> next()
    {
        for (const auto step : {&Drafting::replace, &Drafting::remove, &Drafting::renumber, &Drafting::add,
                                &Drafting::chooseCoordinator, &Drafting::checkWhole,
                                &Drafting::checkCoordinator, &Drafting::fence}) {
            if (const auto done = (this->*step)(); !done)
                return fail(done.error());
        }
        return m_next;
    }

private:
    using Step = Result<void>;

    [[nodiscard]] SystemMember *memberOf(const QString &nodeId)
    {
        const auto found = std::ranges::find(m_next.members, nodeId, &SystemMember::nodeId);
        return found == m_next.members.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::unexpected<Error> noMember(const QString &nodeId) const
    {
        return fail(ErrorCode::NotFound, u"%1 is no member of %2"_s.arg(nodeId, m_next.name), u"members"_s);
    }

    Step replace()
    {
        for (const auto &[old, made] : m_wish.replaced.asKeyValueRange()) {
            SystemMember *member = memberOf(old);
            if (!member)
                return noMember(old);
            if (m_next.coordinator == old)
                m_next.coordinator = made.nodeId;
            *member = {member->instance, made.nodeId, made.name, made.address};
        }
        return {};
    }

    Step remove()
    {
        for (const QString &nodeId : m_wish.removed) {
            if (!memberOf(nodeId))
                return noMember(nodeId);
            m_next.members.removeIf([&](const SystemMember &one) { return one.nodeId == nodeId; });
        }
        return {};
    }

    Step renumber()
    {
        for (const auto &[nodeId, number] : m_wish.numbers.asKeyValueRange()) {
            SystemMember *member = memberOf(nodeId);
            if (!member)
                return noMember(nodeId);
            member->instance = number;
        }
        for (const auto &[nodeId, address] : m_wish.addresses.asKeyValueRange()) {
            SystemMember *member = memberOf(nodeId);
            if (!member)
                return noMember(nodeId);
            member->address = address;
        }
        return {};
    }

    Step add()
    {
        // Numbers that were asked for are not given away to those that take what is free.
        QList<NewMember> wanted = m_wish.added;
        std::ranges::stable_partition(wanted, [](const NewMember &one) { return one.instance != 0; });
        for (const NewMember &one : std::as_const(wanted)) {
            const int number = one.instance == 0 ? firstFree(m_next.members) : one.instance;
            m_next.members.append({number, one.nodeId, one.name, one.address});
        }
        std::ranges::stable_sort(m_next.members, {}, &SystemMember::instance);
        return {};
    }

    Step chooseCoordinator()
    {
        if (m_wish.coordinator)
            m_next.coordinator = *m_wish.coordinator;
        else if (!m_ground.before && !m_next.members.isEmpty())
            m_next.coordinator = m_next.members.first().nodeId;
        if (m_next.isDissolved || m_next.members.isEmpty() || memberOf(m_next.coordinator))
            return {};
        if (m_wish.coordinator)
            return noMember(*m_wish.coordinator);
        return fail(Error{ErrorCode::Invalid,
                          u"the coordinator is taken out"_s,
                          {},
                          u"coordinator"_s,
                          u"say which member coordinates instead"_s});
    }

    Step checkWhole()
    {
        if (const auto checked = checkMembership(m_next); !checked)
            return checked;
        if (!m_ground.before)
            return {};
        Membership same = *m_ground.before;
        same.generation = m_next.generation;
        if (same == m_next)
            return fail(ErrorCode::Invalid, u"nothing would change"_s);
        return {};
    }

    [[nodiscard]] bool isElected() const
    {
        return m_ground.before->settings.coordinatorMode == CoordinatorMode::Etcd;
    }
    [[nodiscard]] bool answers(const QString &nodeId) const
    {
        return !nodeId.isEmpty() && m_ground.answering.contains(nodeId);
    }
    /// Who has the word before the change, by whatever is known.
    [[nodiscard]] QString inForce() const
    {
        return isElected() ? m_ground.acting : m_ground.before->coordinator;
    }
    [[nodiscard]] bool isReplaced() const
    {
        return !isElected() && !m_next.isDissolved
               && (m_next.coordinator != m_ground.before->coordinator
                   || m_next.settings.coordinatorMode != CoordinatorMode::Static);
    }

    Step checkCoordinator()
    {
        if (!m_ground.before || m_wish.isForced || isReplaced() || answers(inForce()))
            return {};
        const SystemMember *member = m_ground.before->member(inForce());
        const QString who = member ? nameOf(*member) : u"no member"_s;
        return fail(Error{ErrorCode::Unavailable,
                          member ? u"%1 coordinates the system and does not answer this console"_s.arg(who)
                                 : u"no member is known to coordinate the system"_s,
                          {},
                          u"coordinator"_s,
                          u"try again when it answers, or make another member the coordinator; where it is "
                          "known to be switched off, force the change"_s});
    }

    Step fence()
    {
        if (!m_ground.before || m_next.isDissolved) {
            m_next.fence.reset();
            return {};
        }
        // One that was replaced before and answers is told of this change first.
        if (m_next.fence && (m_wish.isForced || answers(m_next.fence->coordinator)))
            m_next.fence.reset();
        if (m_wish.isForced || !isReplaced() || answers(m_ground.before->coordinator))
            return {};
        if (m_next.fence) {
            return fail(Error{
                ErrorCode::Conflict,
                u"the coordinator was replaced before while it did not answer, and may act still"_s,
                {},
                u"coordinator"_s,
                u"wait until it has been heard, or force the change where it is known to be switched off"_s});
        }
        m_next.fence = Fence{m_ground.before->coordinator, m_ground.before->memberIds()};
        return {};
    }

    const MembershipGround &m_ground;
    const MembershipWish &m_wish;
    Membership m_next;
};

} // namespace

bool MembershipWish::isEmpty() const
{
    return !name && added.isEmpty() && removed.isEmpty() && replaced.isEmpty() && numbers.isEmpty()
           && addresses.isEmpty() && !coordinator && !settings && !isDissolved;
}

Result<Membership> nextMembership(const MembershipGround &ground, const MembershipWish &wish)
{
    return Drafting(ground, wish).next();
}

} // namespace muster::console
