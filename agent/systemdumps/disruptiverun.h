// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/barrier.h"
#include "agent/dumps/handover.h"
#include "agent/systemdumps/memberpiece.h"

#include <QCoroTask>
#include <QObject>

#include <atomic>
#include <memory>
#include <stop_token>
#include <vector>

namespace muster::agent {

/// One dump for which all hosts of a system are stopped, on its coordinator: the barrier comes before the
/// pieces are asked for. Begins when the thread that puts the dump together comes to it, not while the dump
/// waits for its turn. Shared by that thread and the agent's own.
class DisruptiveRun : public QObject
{
    Q_OBJECT
public:
    /// Until a member has said whether it could, and until it has done it.
    static constexpr std::chrono::milliseconds PrepareTime{6'000};
    static constexpr std::chrono::milliseconds EnterTime{15'000};
    /// What a member holds itself ready for; more than all answers take.
    static constexpr std::chrono::seconds HoldTime{20};

    /// @param calls mayEnter is asked only while the dump is still wanted
    DisruptiveRun(QList<SystemMember> members, BarrierCalls calls);

    /// A piece, which is begun once its member has entered; on the agent's own thread.
    void add(const QString &nodeId, const std::shared_ptr<MemberPiece> &piece);

    /// In the thread of the collection: has all members enter, or none. Errors: those of passBarrier();
    /// Timeout, Cancelled.
    [[nodiscard]] static Result<void> pass(const std::shared_ptr<DisruptiveRun> &run,
                                           std::chrono::milliseconds deadline, std::stop_token stop);
    /// After it: who did not enter although all were ready, one sentence; empty when all did.
    [[nodiscard]] QString notEntered() const { return m_notEntered; }

private:
    static QCoro::Task<> go(std::shared_ptr<DisruptiveRun> self, std::stop_token stop);
    void beginPieces(const QMap<QString, Error> &notEntered);

    QList<SystemMember> m_members;
    BarrierCalls m_calls;
    std::vector<std::pair<QString, std::weak_ptr<MemberPiece>>> m_pieces; ///< by node id
    Handover<bool> m_passed;
    QString m_notEntered; ///< written before m_passed is given
};

} // namespace muster::agent
