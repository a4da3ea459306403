// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/roster.h"

#include "agent/server/session.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::milliseconds JudgingTogether{200};

} // namespace

QSet<QString> skewedMembers(const QHash<QString, ClockReading> &readings, std::chrono::milliseconds allowed,
                            const QSet<QString> &before)
{
    std::vector<std::chrono::milliseconds> offsets;
    for (const ClockReading &reading : readings)
        offsets.push_back(reading.offset);
    if (offsets.size() < 2)
        return {};
    // Of two in the middle the one nearer to the coordinator's own: between two members it is the right one.
    const auto middle = offsets.begin() + std::ptrdiff_t((offsets.size() - 1) / 2);
    std::ranges::sort(offsets);
    auto right = *middle;
    if (offsets.size() % 2 == 0 && abs(*std::next(middle)) < abs(right))
        right = *std::next(middle);
    QSet<QString> skewed;
    for (auto one = readings.cbegin(); one != readings.cend(); ++one) {
        const auto surelyOff = abs(one->offset - right) - one->roundTrip / 2;
        if (surelyOff > (before.contains(one.key()) ? allowed * 4 / 5 : allowed))
            skewed.insert(one.key());
    }
    return skewed;
}

Roster::Roster(Links &links, Beats &beats, QObject *parent)
    : QObject(parent)
    , m_links(links)
    , m_beats(beats)
{
    m_judge.setSingleShot(true);
    connect(&m_judge, &QTimer::timeout, this, &Roster::judgeClocks);
    const auto note = [this](const QString &nodeId, bool isLinked) {
        if (!m_links.isHub())
            return;
        const JoinParams *joined = m_links.joined(nodeId);
        m_seen.insert(nodeId, {isLinked, joined ? joined->generation : 0, now()});
        judgeSoon();
        Q_EMIT changed(nodeId);
    };
    connect(&links, &Neighbours::memberLinked, this, [note](const QString &nodeId) { note(nodeId, true); });
    connect(&links, &Neighbours::memberUnlinked, this,
            [note](const QString &nodeId) { note(nodeId, false); });
    connect(&links, &Neighbours::membershipChanged, this, &Roster::follow);
    connect(&links, &Neighbours::hubChanged, this, &Roster::follow);
    connect(&beats, &Beats::answered, this, &Roster::noteAnswer);
}

void Roster::follow()
{
    const Membership *system = m_links.membership();
    if (!m_links.isHub())
        m_seen.clear();
    m_seen.removeIf([system](const std::pair<const QString &, Seen &> &one) {
        return !system || !system->member(one.first);
    });
    judgeClocks();
}

void Roster::noteAnswer(const QString &nodeId, const BeatAnswer &answer)
{
    const auto seen = m_seen.find(nodeId);
    if (seen == m_seen.end())
        return;
    judgeSoon();
    if (std::exchange(seen->generation, answer.generation) != answer.generation)
        Q_EMIT changed(nodeId);
}

void Roster::judgeSoon()
{
    if (!m_judge.isActive())
        m_judge.start(JudgingTogether);
}

void Roster::judgeClocks()
{
    const Membership *system = m_links.membership();
    QHash<QString, ClockReading> readings;
    if (system && m_links.isHub()) {
        readings.insert(m_links.ownId(), {});
        for (const QString &nodeId : m_links.linked()) {
            const Beats::Pulse *pulse = m_beats.pulse(nodeId);
            if (pulse && pulse->clock.offset())
                readings.insert(nodeId, {*pulse->clock.offset(), *pulse->clock.roundTrip()});
        }
    }
    const auto allowed = std::chrono::milliseconds(system ? system->settings.maxSkewMilliseconds : 0);
    const auto before = std::exchange(m_skewed, skewedMembers(readings, allowed, m_skewed));
    for (const QString &nodeId : m_skewed - before)
        Q_EMIT skewChanged(nodeId, true);
    for (const QString &nodeId : before - m_skewed)
        Q_EMIT skewChanged(nodeId, false);
}

MemberView Roster::view(const QString &nodeId) const
{
    MemberView view;
    view.nodeId = nodeId;
    view.isSkewed = m_skewed.contains(nodeId);
    const Membership *system = m_links.membership();
    if (nodeId == m_links.ownId()) {
        view.presence = MemberPresence::Self;
        view.generation = system ? system->generation : 0;
        view.agentVersion = QStringLiteral(MUSTER_VERSION);
        return view;
    }
    const Seen seen = m_seen.value(nodeId);
    view.presence = seen.isLinked ? MemberPresence::Connected : MemberPresence::Silent;
    view.since = seen.since;
    view.generation = seen.generation;
    if (const JoinParams *joined = m_links.joined(nodeId)) {
        view.agentVersion = joined->agentVersion;
        view.capabilities = joined->capabilities;
    }
    if (const Beats::Pulse *pulse = m_beats.pulse(nodeId); pulse && pulse->clock.offset()) {
        view.clockOffset = pulse->clock.offset()->count();
        view.roundTrip = pulse->clock.roundTrip()->count();
    }
    if (!seen.isLinked && seen.since)
        view.why = u"its connection to the coordinator has ended"_s;
    else if (!seen.isLinked)
        view.why = u"it has not connected to this coordinator yet"_s;
    return view;
}

QList<MemberView> Roster::views() const
{
    QList<MemberView> views;
    if (const Membership *system = m_links.membership(); system && m_links.isHub()) {
        for (const SystemMember &member : system->members)
            views.append(view(member.nodeId));
    }
    return views;
}

} // namespace muster::agent
