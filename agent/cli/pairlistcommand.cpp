// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/pairlistcommand.h"

#include "agent/cli/words.h"
#include "shared/api/pairing.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

struct TrustOverview
{
    QList<PairingRequest> requests;
    QList<Peer> peers;

    static constexpr auto fields()
    {
        return std::tuple(field("requests", &TrustOverview::requests, "Who waits to be accepted"),
                          field("peers", &TrustOverview::peers, "Who is trusted"));
    }
};

QString shown(Timestamp time)
{
    return toDateTime(time).toLocalTime().toString(Qt::ISODate);
}

QString asTables(const TrustOverview &overview)
{
    QString text;
    if (overview.requests.isEmpty()) {
        text += u"Nobody waits to be paired.\n"_s;
    } else {
        QList<QStringList> rows{{u"CODE"_s, u"NAME"_s, u"FROM"_s, u"ASKS FOR"_s, u"UNTIL"_s}};
        for (const PairingRequest &request : overview.requests)
            rows.append({request.code, request.name, request.address, roleWord(request.role),
                         shown(request.expiresAt)});
        text += aligned(rows)
                + u"\nCompare the code with the console's, then run: muster-agent pair accept CODE\n"_s;
    }
    if (overview.peers.isEmpty())
        return text + u"\nNobody is trusted yet.\n"_s;
    QList<QStringList> rows{{u"TRUSTED"_s, u"ROLE"_s, u"SINCE"_s, u"BY"_s, u"ID"_s}};
    for (const Peer &peer : overview.peers)
        rows.append({peer.name, roleWord(peer.role), shown(peer.pairedAt), peer.pairedBy, peer.nodeId});
    return text + u'\n' + aligned(rows);
}

} // namespace

void PairListCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("list", "Who waits to be accepted, and who is trusted");
    m_app->add_flag("--json", m_json, "One JSON document");
}

bool PairListCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> PairListCommand::ask(RpcPeer &agent)
{
    const auto requests = co_await agent.call<api::PairList>();
    if (!requests)
        co_return fail(requests.error());
    const auto peers = co_await agent.call<api::PeersList>();
    if (!peers)
        co_return fail(peers.error());
    const TrustOverview overview{requests->requests, peers->peers};
    print(m_json ? QString::fromUtf8(toJson(overview)) + u'\n' : asTables(overview));
    co_return exitcode::Done;
}

} // namespace muster::agent
