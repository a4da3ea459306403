// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/visits.h"

#include "shared/log.h"

namespace muster::agent {

namespace {

constexpr std::chrono::milliseconds VisitDeadline{5'000};

} // namespace

Visits::Visits(const LinkParts &parts, const Neighbours &neighbours, std::function<bool()> isNeeded,
               QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_neighbours(neighbours)
    , m_isNeeded(std::move(isNeeded))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Visits::turn);
}

Visits::~Visits()
{
    m_life.request_stop();
}

void Visits::begin()
{
    if (!m_timer.isActive() && m_isNeeded())
        m_timer.start(First);
}

void Visits::turn()
{
    const Membership *system = m_neighbours.membership();
    if (!system || !m_isNeeded())
        return;
    const qsizetype count = system->members.size();
    for (qsizetype i = 0; i < count && m_visited.size() < AtOnce; ++i) {
        m_next = (m_next + 1) % count;
        const SystemMember &member = system->members[m_next];
        if (member.nodeId != d.ownId && !m_neighbours.link(member.nodeId)
            && !m_visited.contains(member.nodeId))
            visit(member);
    }
    m_timer.start(std::chrono::seconds(system->settings.leaseSeconds));
}

QCoro::Task<> Visits::visit(SystemMember member)
{
    const auto life = m_life.get_token();
    m_visited.insert(member.nodeId);
    auto transport = co_await d.dialer.dial(member.address, member.nodeId, VisitDeadline);
    if (life.stop_requested())
        co_return;
    std::unique_ptr<Session> session;
    std::optional<JoinAnswer> answer;
    if (transport) {
        session = makeMemberSession(d, member, std::move(*transport));
        const auto joined = co_await joinMember(d, member, session.get(), life);
        if (joined)
            answer = *joined;
        // Later: the answer to its last call is what brought us here.
        session.release()->deleteLater();
    }
    if (life.stop_requested())
        co_return;
    m_visited.remove(member.nodeId);
    if (answer) {
        qCInfo(logNet).noquote() << "member=visited node=" << member.nodeId
                                 << "generation=" << answer->generation;
        const Membership *system = m_neighbours.membership();
        Q_EMIT seen(member.nodeId, system ? std::max(answer->generation, system->generation) : 0);
    }
}

} // namespace muster::agent
