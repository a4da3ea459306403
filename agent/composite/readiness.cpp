// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/readiness.h"

#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

Readiness::Readiness(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        qCWarning(logNet).noquote() << "event=readyTooLong run=" << run();
        let();
    });
}

Result<void> Readiness::hold(const Hold &hold, std::chrono::milliseconds longest)
{
    if (m_hold && (m_isEntering || m_hold->holder != hold.holder)) {
        return fail({ErrorCode::Busy,
                     u"it is held ready for another run of %1 (%2)"_s.arg(m_hold->what, m_hold->run),
                     {},
                     u"params.run"_s,
                     u"try again when that has ended"_s});
    }
    m_hold = hold;
    m_until = BootClock::now() + longest;
    m_deadline.start(longest);
    Q_EMIT changed();
    return {};
}

Result<void> Readiness::enter(const Hold &hold)
{
    if (m_hold != hold || BootClock::now() >= m_until) {
        return fail({ErrorCode::Conflict,
                     u"it is not held ready for %1 (any more): it was released, or that took too long"_s.arg(
                         hold.run),
                     {},
                     u"params.run"_s,
                     u"begin a new run"_s});
    }
    if (m_isEntering)
        return fail(ErrorCode::Busy, u"it is at it already"_s, u"params.run"_s);
    m_isEntering = true;
    m_deadline.stop();
    return {};
}

void Readiness::release(const QString &run)
{
    if (m_hold && m_hold->run == run)
        let();
}

void Readiness::releaseUnlessOf(const QString &coordinator)
{
    if (m_hold && !m_isEntering && m_hold->holder != coordinator)
        let();
}

void Readiness::let()
{
    m_hold.reset();
    m_isEntering = false;
    m_deadline.stop();
    Q_EMIT changed();
}

} // namespace muster::agent
