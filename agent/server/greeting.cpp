// SPDX-License-Identifier: Apache-2.0
#include "agent/server/greeting.h"

#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/trust/peerstore.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

HelloAnswer answerTo(const CallContext &context, const Greeting &greeting, int version)
{
    HelloAnswer answer;
    answer.version = version;
    answer.nodeId = greeting.nodeId;
    answer.name = greeting.name;
    answer.clock = now();
    answer.role = context.role;
    if (context.role > Role::Stranger) {
        answer.agentVersion = QStringLiteral(MUSTER_VERSION);
        answer.platforms = greeting.platforms();
        answer.capabilities = greeting.capabilities;
    }
    return answer;
}

Result<HelloAnswer> greet(PeerStore &peers, const Greeting &greeting, const CallContext &context,
                          const HelloParams &params)
{
    const auto version = commonVersion(params);
    if (!version)
        return fail(version.error());
    // A coordinator's word must not lock out whom it speaks for.
    if (context.via.isEmpty()) {
        if (const auto noted = peers.noteVersion(context.peer.nodeId, params.maxVersion); !noted)
            return fail(noted.error());
    }
    if (context.session)
        context.session->setVersion(*version);
    return answerTo(context, greeting, *version);
}

} // namespace

Result<int> commonVersion(const HelloParams &caller)
{
    const int version = std::min(caller.maxVersion, ProtocolVersion);
    if (version >= std::max(caller.minVersion, OldestProtocolVersion))
        return version;
    return fail({ErrorCode::Unsupported,
                 u"the caller speaks protocol versions %1 to %2, this agent %3 to %4"_s.arg(caller.minVersion)
                     .arg(caller.maxVersion)
                     .arg(OldestProtocolVersion)
                     .arg(ProtocolVersion),
                 {},
                 u"params.maxVersion"_s,
                 u"update the older of the two programs"_s});
}

void bindGreeting(MethodTable &methods, PeerStore &peers, const Greeting &greeting)
{
    methods.add<api::Hello>([&peers, greeting](const CallContext &context, const HelloParams &params) {
        return greet(peers, greeting, context, params);
    });
    methods.add<api::Ping>(
        [](const CallContext &, const Nothing &) -> Result<PingAnswer> { return PingAnswer{now()}; });
    methods.add<api::Discover>([&methods](const CallContext &, const Nothing &) -> Result<RawJson> {
        return RawJson{QJsonDocument(methods.openRpc()).toJson(QJsonDocument::Compact)};
    });
}

} // namespace muster::agent
