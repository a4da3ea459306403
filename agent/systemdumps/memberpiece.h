// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/pieces.h"
#include "shared/wire/completion.h"

#include "agent/systemdumps/piecesource.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <functional>

namespace muster::agent {

/// How pieces of one member are asked for: over its link, or on this node itself.
struct PieceCalls
{
    std::function<QCoro::Task<Result<PieceAnswer>>(PieceParams)> make;
    std::function<QCoro::Task<Result<DumpDetails>>(DumpIdParams)> show;
    std::function<QCoro::Task<Result<DumpChunk>>(DumpReadParams)> read;
};

/// One member's piece, asked for on the agent's own thread and read by the one that puts the dump together.
/// Shared by both: the thread may outlive the wish.
class MemberPiece : public QObject, public PieceSource
{
    Q_OBJECT
public:
    /// How often a member is asked that does not tell by itself.
    static constexpr std::chrono::milliseconds AskAgain{2'000};

    /// @param calls what they use outlives this, or fails by itself
    MemberPiece(PieceParams params, PieceCalls calls);

    /// Begins; on the agent's own thread.
    static void start(const std::shared_ptr<MemberPiece> &piece);
    /// Instead of start(): there will be none.
    void cannot(const Error &why) { m_made.give(fail(why)); }
    /// One that is made already, to be read only.
    static void take(const std::shared_ptr<MemberPiece> &piece, const QString &id);
    /// The member has told that its piece has an end.
    void noteEnd(const DumpEntry &entry);

    [[nodiscard]] Result<DumpDetails> made(std::chrono::milliseconds deadline, std::stop_token stop) override;
    [[nodiscard]] Result<QByteArray> read(const QString &member, qint64 offset,
                                          std::stop_token stop) override;

private:
    static QCoro::Task<> follow(std::weak_ptr<MemberPiece> weak);
    static QCoro::Task<> fetch(std::shared_ptr<MemberPiece> self, DumpReadParams params,
                               std::shared_ptr<Handover<QByteArray>> answer);

    PieceParams m_params;
    PieceCalls m_calls;
    Completion<bool> m_told; ///< the member has said that it is over
    Handover<DumpDetails> m_made;
    QString m_id; ///< of the piece; for the thread, valid once made() has answered
    std::weak_ptr<MemberPiece> m_self;
};

} // namespace muster::agent
