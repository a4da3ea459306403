// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/beats.h"

#include "agent/server/session.h"

#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr int BeatsPerLease = 3;
constexpr qsizetype AskedAtOnce = 64;

qsizetype slicesOf(qsizetype members)
{
    return std::max<qsizetype>(1, (members + AskedAtOnce - 1) / AskedAtOnce);
}

} // namespace

Beats::Beats(Neighbours &neighbours, std::function<BeatParams()> question, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_question(std::move(question))
{
    connect(&m_timer, &QTimer::timeout, this, &Beats::tick);
    connect(&neighbours, &Neighbours::memberLinked, this, [this](const QString &nodeId) {
        follow();
        if (m_neighbours.isHub())
            ask(nodeId);
    });
    connect(&neighbours, &Neighbours::memberUnlinked, this, [this](const QString &nodeId) {
        m_pulses.remove(nodeId);
        follow();
    });
    connect(&neighbours, &Neighbours::membershipChanged, this, &Beats::follow);
    connect(&neighbours, &Neighbours::hubChanged, this, &Beats::follow);
}

Beats::~Beats()
{
    m_life.request_stop();
}

const Beats::Pulse *Beats::pulse(const QString &nodeId) const
{
    const auto found = m_pulses.constFind(nodeId);
    return found == m_pulses.cend() ? nullptr : &*found;
}

std::chrono::milliseconds Beats::lease() const
{
    const Membership *membership = m_neighbours.membership();
    return std::chrono::seconds(membership ? membership->settings.leaseSeconds : 10);
}

/// The pulse beats only where there is somebody to ask.
void Beats::follow()
{
    const qsizetype members = m_neighbours.isHub() ? m_neighbours.linked().size() : 0;
    if (members == 0) {
        m_timer.stop();
        return;
    }
    const auto interval = lease() / (BeatsPerLease * slicesOf(members));
    if (!m_timer.isActive() || m_timer.intervalAsDuration() != interval)
        m_timer.start(interval);
}

void Beats::tick()
{
    const QStringList members = m_neighbours.linked();
    const qsizetype slices = slicesOf(members.size());
    m_slice = (m_slice + 1) % slices;
    for (qsizetype i = m_slice; i < members.size(); i += slices)
        ask(members[i]);
}

void Beats::askNow()
{
    if (!m_neighbours.isHub())
        return;
    for (const QString &nodeId : m_neighbours.linked())
        ask(nodeId);
}

QCoro::Task<std::optional<ClockReading>> Beats::readClock(QString nodeId, std::chrono::milliseconds deadline)
{
    const QPointer<Session> session = m_neighbours.link(nodeId);
    if (!session)
        co_return std::nullopt;
    BeatParams question = m_question();
    const Timestamp asked = now();
    question.clock = asked;
    const auto answer = co_await session->rpc().call<api::SystemBeat>(question, deadline);
    if (!answer)
        co_return std::nullopt;
    ClockEstimate clock;
    clock.add(asked, now(), answer->clock);
    const auto offset = clock.offset();
    const auto roundTrip = clock.roundTrip();
    if (!offset || !roundTrip)
        co_return std::nullopt;
    co_return ClockReading{*offset, *roundTrip};
}

QCoro::Task<QHash<QString, ClockReading>> Beats::readClocks(std::chrono::milliseconds deadline)
{
    std::vector<std::pair<QString, QCoro::Task<std::optional<ClockReading>>>> asked;
    for (const QString &nodeId : m_neighbours.linked())
        asked.emplace_back(nodeId, readClock(nodeId, deadline));
    QHash<QString, ClockReading> readings;
    readings.insert(m_neighbours.ownId(), {});
    for (auto &[nodeId, reading] : asked) {
        const std::optional<ClockReading> read = co_await std::move(reading);
        if (read)
            readings.insert(nodeId, *read);
    }
    co_return readings;
}

QCoro::Task<> Beats::ask(QString nodeId)
{
    const auto life = m_life.get_token();
    const QPointer<Session> session = m_neighbours.link(nodeId);
    if (!session)
        co_return;
    BeatParams question = m_question();
    const auto asked = BootClock::now();
    const Timestamp askedAt = now();
    question.clock = askedAt;
    const auto answer = co_await session->rpc().call<api::SystemBeat>(question, lease());
    if (life.stop_requested() || !session || m_neighbours.link(nodeId) != session)
        co_return;
    if (answer) {
        Pulse &pulse = m_pulses[nodeId];
        pulse.clock.add(askedAt, now(), answer->clock);
        pulse.generation = answer->generation;
        pulse.freeIn = std::chrono::milliseconds(answer->freeIn);
        if (!answer->stands && answer->freeIn > 0 && pulse.freeIn < lease() / BeatsPerLease)
            QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(pulse.freeIn), this,
                               [this, nodeId] { ask(nodeId); });
        Q_EMIT answered(nodeId, *answer, asked);
    } else if (answer.error().code == ErrorCode::Timeout) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lease());
        session->abort({ErrorCode::Timeout,
                        u"the member did not answer for %1 s"_s.arg(seconds.count()),
                        session->peer().address,
                        {},
                        {}});
    }
}

} // namespace muster::agent
