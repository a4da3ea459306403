// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/trustbinding.h"

#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/trust/enrolment.h"
#include "agent/trust/pairing.h"
#include "agent/trust/peerstore.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Only who has proven a key to this node over TLS can be trusted: the local socket has none, and a
/// coordinator's word is none.
Result<Caller> callerOf(const CallContext &context)
{
    if (!context.via.isEmpty()) {
        return fail({ErrorCode::Unsupported,
                     u"this cannot be asked through a coordinator"_s,
                     {},
                     u"method"_s,
                     u"connect to the node itself"_s});
    }
    const auto id = NodeId::parse(context.peer.nodeId);
    if (!id)
        return fail(ErrorCode::Unsupported, u"this can only be asked over TLS"_s, u"method"_s);
    return Caller{*id, context.peer.address};
}

/// A stranger may stay while a person looks for the code; when it goes, its attempt is over.
Result<PairBeginAnswer> begin(Pairing &pairing, const CallContext &context, const PairBeginParams &params)
{
    auto answer =
        callerOf(context).and_then([&](const Caller &caller) { return pairing.begin(caller, params); });
    if (answer && context.session) {
        context.session->allowStrangerFor(Pairing::Lifetime);
        QObject::connect(context.session, &Session::ended, &pairing,
                         [&pairing, request = answer->request] { pairing.cancel(request); });
    }
    return answer;
}

QCoro::Task<Result<PairedAnswer>> wait(Pairing &pairing, CallContext context, PairWaitParams params)
{
    const auto caller = callerOf(context);
    if (!caller)
        co_return fail(caller.error());
    co_return co_await pairing.wait(*caller, params.request);
}

void bindPairing(MethodTable &methods, Pairing &pairing)
{
    methods.add<api::PairBegin>([&pairing](const CallContext &context, const PairBeginParams &params) {
        return begin(pairing, context, params);
    });
    methods.add<api::PairReveal>([&pairing](const CallContext &context, const PairRevealParams &params) {
        return callerOf(context).and_then(
            [&](const Caller &caller) { return pairing.reveal(caller, params); });
    });
    methods.addAsync<api::PairWait>([&pairing](CallContext context, PairWaitParams params) {
        return wait(pairing, std::move(context), std::move(params));
    });
    methods.add<api::PairList>(
        [&pairing](const CallContext &, const Nothing &) -> Result<PairingRequestList> {
            return pairing.list();
        });
    methods.add<api::PairAccept>([&pairing](const CallContext &, const PairAcceptParams &params) {
        return pairing.accept(params.code, params.role);
    });
}

void bindEnrolment(MethodTable &methods, Enrolment &enrolment)
{
    methods.add<api::TokenCreate>([&enrolment](const CallContext &, const TokenParams &params) {
        return enrolment.createToken(params);
    });
    methods.add<api::EnrollBegin>([&enrolment](const CallContext &context, const Nothing &) {
        return callerOf(context).and_then([&](const Caller &caller) { return enrolment.begin(caller); });
    });
    methods.add<api::EnrollProve>([&enrolment](const CallContext &context, const EnrollProveParams &params) {
        return callerOf(context).and_then(
            [&](const Caller &caller) { return enrolment.prove(caller, params); });
    });
}

void bindPeers(MethodTable &methods, PeerStore &peers)
{
    methods.add<api::PeersList>(
        [&peers](const CallContext &, const Nothing &) -> Result<PeerList> { return peers.list(); });
    methods.add<api::PeersRemove>([&peers](const CallContext &, const PeerParams &params) {
        return peers.resolve(params.id).and_then([&](const Peer &peer) { return peers.remove(peer.nodeId); });
    });
    methods.add<api::PeersLeave>([&peers](const CallContext &context, const Nothing &) {
        return peers.remove(context.peer.nodeId).transform([](const Peer &) { return Nothing(); });
    });
}

} // namespace

void bindTrust(MethodTable &methods, PeerStore &peers, Pairing &pairing, Enrolment &enrolment)
{
    bindPairing(methods, pairing);
    bindEnrolment(methods, enrolment);
    bindPeers(methods, peers);
}

} // namespace muster::agent
