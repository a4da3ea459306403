// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/staticleadership.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

StaticLeadership::StaticLeadership(const QString &ownId, QObject *parent)
    : Leadership(parent)
    , m_ownId(ownId)
{
    m_expiry.setSingleShot(true);
    m_expiry.setTimerType(Qt::PreciseTimer);
    connect(&m_expiry, &QTimer::timeout, this, &StaticLeadership::look);
}

void StaticLeadership::setMembership(const Membership &membership, BootClock::time_point freeFrom)
{
    if (m_named != membership.coordinator) {
        m_heard.reset();
        m_lost.clear();
    }
    m_named = membership.coordinator;
    m_generation = membership.generation;
    m_lease = std::chrono::seconds(membership.settings.leaseSeconds);
    m_standing.setMembership(membership, m_ownId, freeFrom, BootClock::now());
    look();
}

void StaticLeadership::confirm(const QString &nodeId, const BeatAnswer &answer, BootClock::time_point asked)
{
    if (answer.stands)
        m_standing.confirm(nodeId, asked, m_lease);
    else
        m_standing.withdraw(nodeId);
    seen(nodeId, answer.generation);
}

void StaticLeadership::seen(const QString &nodeId, qint64 generation)
{
    const auto &fence = m_standing.fence();
    if (fence && fence->coordinator == nodeId && generation >= m_generation)
        m_standing.liftFence();
    look();
}

void StaticLeadership::heard(const BeatParams &question)
{
    m_heard = question;
    m_lost.clear();
    look();
}

void StaticLeadership::lost(const Error &why)
{
    m_heard.reset();
    m_lost = why.text;
    look();
}

CoordinatorView StaticLeadership::view() const
{
    CoordinatorView view = present();
    // What expires is known to have expired before the timer says so.
    view.since = view.acting == m_told.acting && view.why == m_told.why ? m_told.since : now();
    return view;
}

CoordinatorView StaticLeadership::present() const
{
    CoordinatorView view;
    view.term = m_generation;
    if (m_named == m_ownId) {
        const auto at = BootClock::now();
        view.isSure = true;
        if (m_standing.mayAct(at))
            view.acting = m_ownId;
        else
            view.why = m_standing.why(at);
    } else if (m_heard) {
        view.isSure = true;
        if (m_heard->isActing)
            view.acting = m_named;
        else
            view.why = m_heard->why;
    } else {
        view.why = m_lost.isEmpty() ? u"the coordinator has not been reached yet"_s
                                    : u"the coordinator is not reached: "_s + m_lost;
    }
    return view;
}

/// Tells what has changed, and looks again when a right may end by itself.
void StaticLeadership::look()
{
    const auto at = BootClock::now();
    if (const auto next = m_standing.nextExpiry(at))
        m_expiry.start(std::chrono::ceil<std::chrono::milliseconds>(*next - at));
    else
        m_expiry.stop();
    const CoordinatorView seen = view();
    if (seen == m_told)
        return;
    m_told = seen;
    Q_EMIT changed();
}

QCoro::Task<Result<void>> StaticLeadership::handOver(QString)
{
    co_return fail(Error{ErrorCode::Unsupported,
                         u"the membership names the coordinator of this system"_s,
                         {},
                         u"method"_s,
                         u"change the coordinator with \"muster system set NAME --coordinator NODE\""_s});
}

} // namespace muster::agent
