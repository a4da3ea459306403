// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/memberaction.h"

#include "agent/composite/fanout.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

MemberAction::MemberAction(ControlAction action, MemberAct member, Calls calls, QObject *parent)
    : QObject(parent)
    , m_action(action)
    , m_act(std::move(member))
    , m_calls(std::move(calls))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &MemberAction::endLate);
    m_showing.setSingleShot(true);
    connect(&m_showing, &QTimer::timeout, this, &MemberAction::endLate);
}

void MemberAction::begin(CallContext caller, std::chrono::milliseconds patience)
{
    const auto glance = m_calls.look(m_act.nodeId);
    if (!glance || glance->isSilent) {
        m_act.seen = glance ? seenText(m_action, *glance) : QString();
        end(ActStep::Unreachable, u"it is not connected to the coordinator, and was not asked"_s,
            u"see whether it has power and network, then ask it again"_s);
        return;
    }
    m_before = *glance;
    m_act.seen = seenText(m_action, m_before);
    m_patience.start(patience);
    ask(this, std::move(caller));
}

QCoro::Task<> MemberAction::ask(QPointer<MemberAction> self, CallContext caller)
{
    const auto call = self->m_calls.ask;
    const QString nodeId = self->m_act.nodeId;
    const ControlAction action = self->m_action;
    const Result<Nothing> answer = co_await call(caller, nodeId, action);
    if (self && !self->isOver())
        self->takeAnswer(answer);
}

/// Only what the member itself refuses ends it here: the rest its facets tell.
void MemberAction::takeAnswer(const Result<Nothing> &answer)
{
    if (!answer) {
        const Error &error = answer.error();
        const CallOutcome outcome = outcomeOf(error);
        if (outcome == CallOutcome::Refused || outcome == CallOutcome::TooOld)
            return end(ActStep::Refused, error.text, error.remedy);
        if (outcome != CallOutcome::Unreachable)
            return end(ActStep::Failed, error.text, error.remedy);
        m_isUnanswered = true;
        m_saidNothing = error.text;
        // Who is ended by it cannot answer; who is there and does not is stuck.
        if (error.code == ErrorCode::Timeout)
            m_showing.start(ShowTime);
    }
    m_act.step = ActStep::Awaited;
    const QPointer<MemberAction> self(this);
    Q_EMIT changed();
    if (self)
        look();
}

void MemberAction::look()
{
    if (isOver() || !m_patience.isActive())
        return;
    const auto glance = m_calls.look(m_act.nodeId);
    if (!glance)
        return breakOff(
            u"this node does not follow it any more: it does not coordinate, or it is no member"_s);
    takeGlance(*glance);
}

void MemberAction::takeGlance(const MemberGlance &glance)
{
    const Confirmation shown = confirmationOf(m_action, m_before, m_hasLeft, glance);
    m_hasLeft = shown.hasLeft;
    const QString seen = seenText(m_action, glance);
    const bool isOther = std::exchange(m_act.seen, seen) != seen;
    if (isOther)
        m_showing.stop(); // something comes of it
    // Before it is asked it may show already what is wanted: it is asked all the same.
    if (shown.isReached && isAnswered())
        return end(ActStep::Done, {});
    if (isOther)
        Q_EMIT changed();
}

void MemberAction::breakOff(const QString &why)
{
    if (!isOver())
        end(ActStep::BrokenOff, why, u"see its state; what was asked of it may go on"_s);
}

void MemberAction::endLate()
{
    const auto glance = m_calls.look(m_act.nodeId);
    const QString wanted = wantedText(m_action, m_before);
    const QString shows = m_act.seen.isEmpty() ? u"nothing"_s : m_act.seen;
    if (!glance || glance->isSilent) {
        end(ActStep::Unreachable, u"it does not answer any more; it showed %1, not %2"_s.arg(shows, wanted),
            u"see whether it has power and network; ask it again once it is back"_s);
        return;
    }
    if (m_isUnanswered || !isAnswered()) {
        end(ActStep::Failed,
            u"it did not answer the request%1, and shows %2, not %3"_s.arg(
                m_saidNothing.isEmpty() ? QString() : u" ("_s + m_saidNothing + u')', shows, wanted),
            u"look at the services that drive its power; then ask it again"_s);
        return;
    }
    end(ActStep::Failed, u"it took the request, and shows %1, not %2"_s.arg(shows, wanted),
        u"see its events and error log for why; then ask it again"_s);
}

void MemberAction::end(ActStep step, const QString &why, const QString &remedy)
{
    m_patience.stop();
    m_showing.stop();
    m_act.step = step;
    m_act.why = why;
    m_act.remedy = remedy;
    m_act.endedAt = now();
    Q_EMIT changed();
}

} // namespace muster::agent
