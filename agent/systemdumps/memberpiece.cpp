// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/memberpiece.h"

#include "agent/dumps/dumpcatalogue.h"

#include <QCoroTimer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::seconds ReadPatience{60};

/// A while, or the word that it is over.
QCoro::Task<> whileOrTold(Completion<bool> told)
{
    QObject watch;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &watch, [told] { told.complete(true); });
    timer.start(MemberPiece::AskAgain);
    co_await told;
}

} // namespace

MemberPiece::MemberPiece(PieceParams params, PieceCalls calls)
    : m_params(std::move(params))
    , m_calls(std::move(calls))
{
}

void MemberPiece::start(const std::shared_ptr<MemberPiece> &piece)
{
    piece->m_self = piece;
    follow(piece);
}

void MemberPiece::take(const std::shared_ptr<MemberPiece> &piece, const QString &id)
{
    piece->m_self = piece;
    piece->m_id = id;
}

void MemberPiece::noteEnd(const DumpEntry &)
{
    m_told.complete(true);
}

QCoro::Task<> MemberPiece::follow(std::weak_ptr<MemberPiece> weak)
{
    auto self = weak.lock();
    const auto begun = co_await self->m_calls.make(self->m_params);
    if (!begun) {
        self->m_made.give(fail(begun.error()));
        co_return;
    }
    const QString id = begun->entry.id;
    for (bool isOver = isEnd(begun->entry.state); !isOver;) {
        const Completion<bool> told = self->m_told;
        self.reset();
        co_await whileOrTold(told);
        self = weak.lock();
        if (!self)
            co_return;
        self->m_told = Completion<bool>();
        const auto shown = co_await self->m_calls.show({id});
        // One that cannot be reached now may be back before the time is over.
        isOver = shown ? isEnd(shown->entry.state) : shown.error().code == ErrorCode::NotFound;
    }
    const auto end = co_await self->m_calls.show({id});
    self->m_id = id;
    if (end && !isWhole(end->entry.state))
        self->m_made.give(fail(ErrorCode::Unavailable, end->entry.why));
    else
        self->m_made.give(end);
}

Result<DumpDetails> MemberPiece::made(std::chrono::milliseconds deadline, std::stop_token stop)
{
    auto details = m_made.take(deadline, stop);
    if (!details && details.error().code == ErrorCode::Timeout)
        return fail(ErrorCode::Timeout, u"its piece was not made in time"_s);
    return details;
}

Result<QByteArray> MemberPiece::read(const QString &member, qint64 offset, std::stop_token stop)
{
    const auto answer = std::make_shared<Handover<QByteArray>>();
    const DumpReadParams params{m_id, member, offset};
    const auto self = m_self.lock();
    if (!self)
        return fail(ErrorCode::Cancelled, u"nobody wants it any more"_s);
    QMetaObject::invokeMethod(
        this, [self, params, answer] { fetch(self, params, answer); }, Qt::QueuedConnection);
    return answer->take(ReadPatience, stop);
}

QCoro::Task<> MemberPiece::fetch(std::shared_ptr<MemberPiece> self, DumpReadParams params,
                                 std::shared_ptr<Handover<QByteArray>> answer)
{
    const auto chunk = co_await self->m_calls.read(params);
    if (!chunk) {
        answer->give(fail(chunk.error()));
        co_return;
    }
    const auto bytes =
        QByteArray::fromBase64Encoding(chunk->data.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (bytes)
        answer->give(*bytes);
    else
        answer->give(fail(ErrorCode::Invalid, u"its bytes are no base64"_s));
}

} // namespace muster::agent
