// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/joining.h"

#include "agent/trust/knownpeers.h"
#include "shared/api/hello.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::milliseconds NoStrangers{10'000}; // the far end is known before there is a session
constexpr int MaxRounds = 3; // two memberships that overtake each other are rare

std::unexpected<Error> joiningDropped()
{
    return fail(ErrorCode::Cancelled, u"the connection was given up"_s);
}

/// The other does not know this node: one of the two was taken out of the system.
QCoro::Task<Result<void>> hearLastWord(LinkParts parts, SystemMember member, QPointer<Session> session,
                                       std::stop_token life)
{
    const auto word = co_await session->rpc().call<api::SystemLastWord>();
    if (life.stop_requested())
        co_return joiningDropped();
    if (word)
        (void)parts.membership.takeFrom(member.nodeId, *word);
    co_return fail(Error{ErrorCode::NotPaired,
                         u"%1 does not know this node as a member"_s.arg(member.name),
                         {},
                         {},
                         u"set the membership anew from a console that is paired with both"_s});
}

QCoro::Task<Result<void>> introduce(LinkParts parts, SystemMember member, QPointer<Session> session,
                                    std::stop_token life)
{
    const HelloParams own{OldestProtocolVersion, ProtocolVersion, parts.ownName,
                          u"muster-agent "_s + QLatin1StringView(MUSTER_VERSION)};
    const auto hello = co_await session->rpc().call<api::Hello>(own);
    if (life.stop_requested() || !session)
        co_return joiningDropped();
    if (!hello)
        co_return fail(hello.error());
    if (hello->role == Role::Stranger)
        co_return co_await hearLastWord(parts, member, session, life);
    session->setVersion(hello->version);
    co_return Result<void>();
}

QCoro::Task<Result<void>> takeNewer(LinkParts parts, SystemMember member, QPointer<Session> session,
                                    std::stop_token life)
{
    const auto membership = co_await session->rpc().call<api::SystemMembership>();
    if (life.stop_requested())
        co_return joiningDropped();
    if (!membership)
        co_return fail(membership.error());
    co_return parts.membership.takeFrom(member.nodeId, *membership);
}

} // namespace

std::unique_ptr<Session> makeMemberSession(const LinkParts &parts, const SystemMember &member,
                                           std::unique_ptr<Transport> transport)
{
    Transport *stream = transport.get();
    auto session = std::make_unique<Session>(std::move(transport), parts.methods, NoStrangers);
    session->setTerms(parts.known.find(member.nodeId).value_or(Terms{}));
    stream->setReadingPaused(false);
    return session;
}

QCoro::Task<Result<JoinAnswer>> joinMember(LinkParts parts, SystemMember member, QPointer<Session> session,
                                           std::stop_token life)
{
    const auto introduced = co_await introduce(parts, member, session, life);
    if (!introduced)
        co_return fail(introduced.error());
    for (int round = 0; round < MaxRounds; ++round) {
        const Membership *own = parts.membership.current();
        if (!own || !session)
            co_return joiningDropped();
        const JoinParams params{own->id, own->generation, QStringLiteral(MUSTER_VERSION), parts.capabilities};
        const auto answer = co_await session->rpc().call<api::SystemJoin>(params);
        if (life.stop_requested() || !session)
            co_return joiningDropped();
        if (!answer)
            co_return fail(answer.error());
        if (answer->generation <= params.generation) {
            // The other asks for what it lacks before it answers: who hangs up now would keep it from it.
            if (answer->generation < params.generation)
                (void)co_await session->rpc().call<api::Ping>();
            if (life.stop_requested())
                co_return joiningDropped();
            co_return *answer;
        }
        const auto taken = co_await takeNewer(parts, member, session, life);
        if (life.stop_requested() || !taken)
            co_return taken ? joiningDropped() : fail(taken.error());
    }
    co_return fail(ErrorCode::Conflict, u"the membership changes faster than it can be taken over"_s);
}

} // namespace muster::agent
