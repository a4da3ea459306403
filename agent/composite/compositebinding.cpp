// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/compositebinding.h"

#include "agent/composite/composite.h"
#include "agent/composite/replica/replicabinding.h"
#include "agent/server/session.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QCoro::Task<Result<AskAnswer>> askMembers(Composite &composite, CallContext context, AskParams params)
{
    Fanout::Told told;
    if (!params.tag.isEmpty()) {
        told = [session = context.session, tag = params.tag](const MemberAnswer &answer) {
            if (session)
                session->rpc().notify(api::SystemAsk::Notification, toJson(MemberAnswerTold{tag, answer}));
        };
    }
    const Fanout::Wish wish{params.method, params.params, params.members,
                            std::chrono::milliseconds(params.deadline)};
    const auto answers = co_await composite.fanout().ask(std::move(context), wish, told);
    co_return answers.transform([](const QList<MemberAnswer> &list) { return AskAnswer{list}; });
}

void bindMembership(MethodTable &methods, Composite &composite)
{
    methods.add<api::SystemShow>([&composite](const CallContext &, const Nothing &) -> Result<SystemView> {
        return composite.view();
    });
    methods.add<api::SystemCheck>([&composite](const CallContext &, const MembershipParams &params) {
        return composite.membership().check(params.membership);
    });
    methods.add<api::SystemSet>([&composite](const CallContext &, const MembershipParams &params) {
        return composite.membership().set(params.membership);
    });
    methods.add<api::SystemMembership>(
        [&composite](const CallContext &, const Nothing &) { return composite.membership().inForce(); });
    methods.add<api::SystemLastWord>([&composite](const CallContext &context, const Nothing &) {
        return composite.membership().lastWordFor(context.peer.nodeId);
    });
}

void bindLinks(MethodTable &methods, Composite &composite)
{
    methods.add<api::SystemJoin>([&composite](const CallContext &context, const JoinParams &params) {
        return composite.links().join(context, params);
    });
    methods.add<api::SystemBeat>([&composite](const CallContext &context, const BeatParams &params) {
        return composite.answerBeat(context, params);
    });
    methods.add<api::SystemRelease>(
        [&composite](const CallContext &context, const Nothing &) -> Result<Nothing> {
            composite.release(context);
            return Nothing();
        });
    methods.addAsync<api::SystemForward>([&composite](CallContext context, ForwardParams params) {
        return composite.forwarding().call(std::move(context), std::move(params));
    });
}

} // namespace

void bindComposite(MethodTable &methods, Composite &composite)
{
    bindMembership(methods, composite);
    bindLinks(methods, composite);
    bindReplication(methods, composite.replication());
    bindFileReplicas(methods, composite.files());
    methods.addAsync<api::SystemAsk>([&composite](CallContext context, AskParams params) {
        return askMembers(composite, std::move(context), std::move(params));
    });
    methods.addAsync<api::SystemNoteSet>([&composite](CallContext context, NoteParams params) {
        return composite.notes().set(std::move(context), params.text.left(int(SystemNote::MaxText)));
    });
    methods.addAsync<api::SystemHandOver>(
        [&composite](CallContext, HandOverParams params) { return composite.handOver(params.member); });
}

} // namespace muster::agent
