// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/disruptiverun.h"

#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

DisruptiveRun::DisruptiveRun(QList<SystemMember> members, BarrierCalls calls)
    : m_members(std::move(members))
    , m_calls(std::move(calls))
{
}

void DisruptiveRun::add(const QString &nodeId, const std::shared_ptr<MemberPiece> &piece)
{
    m_pieces.emplace_back(nodeId, piece);
}

Result<void> DisruptiveRun::pass(const std::shared_ptr<DisruptiveRun> &run,
                                 std::chrono::milliseconds deadline, std::stop_token stop)
{
    QMetaObject::invokeMethod(run.get(), [run, stop] { go(run, stop); }, Qt::QueuedConnection);
    return run->m_passed.take(deadline, stop).transform([](bool) { });
}

QCoro::Task<> DisruptiveRun::go(std::shared_ptr<DisruptiveRun> self, std::stop_token stop)
{
    BarrierCalls calls = self->m_calls;
    calls.mayEnter = [may = self->m_calls.mayEnter, stop]() -> Result<void> {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"nothing was disturbed: it was cancelled"_s);
        return may();
    };
    const auto passed = co_await passBarrier(self->m_members, calls);
    if (!passed) {
        qCWarning(logDumps).noquote() << "event=barrierNotPassed" << describe(passed.error());
        self->m_passed.give(fail(passed.error()));
        co_return;
    }
    self->beginPieces(passed->notEntered);
    self->m_passed.give(true);
}

/// A member whose answer did not come may have entered all the same; if not, it has no piece, and says so.
void DisruptiveRun::beginPieces(const QMap<QString, Error> &notEntered)
{
    QStringList reasons;
    for (const SystemMember &member : std::as_const(m_members)) {
        const auto why = notEntered.constFind(member.nodeId);
        if (why != notEntered.cend())
            reasons.append(u"%1: %2"_s.arg(member.name, why->text));
    }
    if (!reasons.isEmpty()) {
        m_notEntered = u"the hosts of the others were stopped, but not all: %1"_s.arg(reasons.join(u"; "_s));
        qCCritical(logDumps).noquote() << "event=notAllEntered" << m_notEntered;
    }
    for (const auto &[nodeId, weak] : m_pieces) {
        const auto piece = weak.lock();
        const auto why = notEntered.constFind(nodeId);
        const bool isKnown = why != notEntered.cend() && why->code != ErrorCode::Timeout
                             && why->code != ErrorCode::Unavailable;
        if (!piece)
            continue;
        if (isKnown)
            piece->cannot({why->code, u"its host was not stopped: %1"_s.arg(why->text), {}, {}, why->remedy});
        else
            MemberPiece::start(piece);
    }
}

} // namespace muster::agent
