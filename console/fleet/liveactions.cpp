// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/liveactions.h"

#include "console/discovery/addressrange.h"
#include "console/discovery/servicesearch.h"
#include "console/discovery/sweep.h"
#include "shared/link/peerhandle.h"

#include "shared/api/pairing.h"
#include "shared/api/units.h"
#include "shared/log.h"
#include "shared/systems/signedmembership.h"
#include "shared/tls/endpoint.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds PairingDialDeadline{10'000};
constexpr qsizetype AcknowledgeAtOnce = 1000; ///< as many as the method takes

std::unexpected<Error> notConnected(const Fleet &fleet, const QString &nodeId)
{
    const FleetNode *node = fleet.node(nodeId);
    if (!node)
        return fail(ErrorCode::NotFound, u"%1 is not a paired node"_s.arg(nodeId));
    if (!node->linkError.text.isEmpty())
        return fail(node->linkError);
    return fail(Error{ErrorCode::Unavailable, u"the node is not connected"_s, node->name, {}, {}});
}

std::unexpected<Error> consoleClosed()
{
    return fail(ErrorCode::Cancelled, u"the console was closed"_s);
}

std::unexpected<Error> locked()
{
    return fail(ErrorCode::Unavailable, u"this console has not got its private key yet"_s);
}

/// Asks to stop as soon as one of two asks.
class EitherStop
{
public:
    EitherStop(const std::stop_token &one, const std::stop_token &other)
        : m_one(one, [this] { m_source.request_stop(); })
        , m_other(other, [this] { m_source.request_stop(); })
    {
    }
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::stop_callback<std::function<void()>> m_one;
    std::stop_callback<std::function<void()>> m_other;
};

void putNode(FleetDocument &document, const PairedNode &node)
{
    const auto known = std::ranges::find(document.nodes, node.nodeId, &PairedNode::nodeId);
    if (known != document.nodes.end())
        *known = node;
    else
        document.nodes.append(node);
}

void takeOutNode(FleetDocument &document, const QString &nodeId)
{
    document.nodes.removeIf([&](const PairedNode &node) { return node.nodeId == nodeId; });
    for (FleetSystem &system : document.systems) {
        if (system.signedTerms) // what its members have agreed on is not ours to change
            continue;
        system.members.removeIf([&](const SystemMember &member) { return member.nodeId == nodeId; });
        if (system.coordinator == nodeId)
            system.coordinator.clear();
    }
    document.systems.removeIf([](const FleetSystem &system) { return system.members.isEmpty(); });
}

} // namespace

LiveActions::LiveActions(const LiveParts &parts, QObject *parent)
    : FleetActions(parent)
    , d(parts)
{
}

LiveActions::~LiveActions()
{
    m_life.request_stop();
}

void LiveActions::begin(LinkPool &links, const PairingSelf &self, const Identity &signer)
{
    m_links = &links;
    m_self = self;
    m_signer = signer;
}

RpcPeer *LiveActions::peerOf(const QString &nodeId) const
{
    NodeLink *link = m_links ? m_links->link(nodeId) : nullptr;
    return link ? link->peer() : nullptr;
}

QCoro::Task<Result<void>> LiveActions::change(Edit edit)
{
    const auto changed =
        co_await d.storage.run([path = d.fleetFile, edit] { return changeFleetFile(path, edit); });
    co_return changed ? Result<void>() : fail(changed.error());
}

QCoro::Task<Result<QString>> LiveActions::pair(PairingWish wish, PairingDialogue dialogue,
                                               std::stop_token stop)
{
    if (!m_links)
        co_return locked();
    const auto life = m_life.get_token();
    const EitherStop either(stop, life);
    auto transport = co_await m_links->dialer().dial(wish.address, {}, PairingDialDeadline);
    if (!transport)
        co_return fail(transport.error());
    if (either.token().stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the pairing was cancelled"_s);
    const auto peer = makePeer(std::move(*transport), PeerLimits::stranger());
    const auto paired = co_await pairWith(peer, m_self, wish, dialogue, either.token());
    if (!paired)
        co_return fail(paired.error());
    if (life.stop_requested())
        co_return consoleClosed();
    FleetNode node;
    if (const FleetNode *known = d.fleet.node(paired->nodeId))
        node = *known;
    node.nodeId = paired->nodeId;
    node.isPaired = true;
    node.name = paired->name;
    node.address = Endpoint::parse(wish.address)
                       .transform([](const Endpoint &e) { return e.toString(); })
                       .value_or(wish.address);
    node.role = paired->role;
    node.pairedAt = now();
    node.highestVersion = paired->version;
    if (const auto kept = co_await keep(node); !kept) {
        // Not kept means not paired; the node is told so, as far as it listens.
        co_await peer->call<api::PeersLeave>();
        co_return fail(kept.error());
    }
    if (life.stop_requested())
        co_return consoleClosed();
    qCInfo(logPairing) << "pairing=done node=" << node.nodeId;
    const bool isKnown = d.fleet.node(node.nodeId) != nullptr;
    d.fleet.addNode(node);
    if (isKnown)
        m_links->restart(node.nodeId);
    co_return Result<QString>(node.nodeId);
}

QCoro::Task<Result<void>> LiveActions::keep(FleetNode node)
{
    return change([node = pairedNodeOf(node), self = m_self.id.toString()](FleetDocument &document) {
        putNode(document, node);
        document.identity = self;
        return Result<void>();
    });
}

QCoro::Task<Result<void>> LiveActions::unpair(QString nodeId)
{
    if (const FleetNode *node = d.fleet.node(nodeId); !node || !node->isPaired)
        co_return fail(ErrorCode::NotFound, u"%1 is not a paired node"_s.arg(node ? node->name : nodeId));
    const auto life = m_life.get_token();
    const auto told = co_await tellToForget(nodeId);
    if (life.stop_requested())
        co_return consoleClosed();
    const auto kept = co_await change([nodeId](FleetDocument &document) {
        takeOutNode(document, nodeId);
        return Result<void>();
    });
    if (!kept || life.stop_requested())
        co_return kept;
    d.fleet.removeNode(nodeId);
    d.history.forget(nodeId);
    co_return told;
}

QCoro::Task<Result<void>> LiveActions::tellToForget(QString nodeId)
{
    const QString remedy = u"on the node, run \"muster-agent pair remove %1\""_s.arg(m_self.id.toString());
    RpcPeer *peer = peerOf(nodeId);
    if (!peer) {
        Error error = notConnected(d.fleet, nodeId).error();
        error.text = u"the node was not told that it is unpaired: "_s + error.text;
        error.remedy = remedy;
        co_return fail(error);
    }
    const auto left = co_await peer->call<api::PeersLeave>();
    // The node may hang up before its answer is through: it has done what it was asked.
    if (!left && left.error().code != ErrorCode::Unavailable) {
        Error error = left.error();
        error.remedy = remedy;
        co_return fail(error);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> LiveActions::setAddress(QString nodeId, QString address)
{
    const auto endpoint = Endpoint::parse(address);
    if (!endpoint)
        co_return fail(endpoint.error());
    const auto life = m_life.get_token();
    const QString canonical = endpoint->toString();
    const auto kept = co_await change([nodeId, canonical](FleetDocument &document) -> Result<void> {
        const auto node = std::ranges::find(document.nodes, nodeId, &PairedNode::nodeId);
        if (node == document.nodes.end())
            return fail(ErrorCode::NotFound, u"%1 is not a paired node"_s.arg(nodeId));
        node->address = canonical;
        return {};
    });
    if (!kept || life.stop_requested())
        co_return kept;
    d.fleet.update(nodeId, NodeAspect::Identity, [&](FleetNode &node) { node.address = canonical; });
    if (m_links)
        m_links->restart(nodeId);
    co_return Result<void>();
}

Result<SignedMembership> LiveActions::sign(Membership membership)
{
    if (!m_signer)
        return locked();
    membership.changedByName = m_self.name;
    membership.changedAt = now();
    return signMembership(std::move(membership), *m_signer);
}

QCoro::Task<Result<void>> LiveActions::keepSystem(SignedMembership membership)
{
    const auto read = openMembership(membership);
    if (!read)
        co_return fail(read.error());
    const auto life = m_life.get_token();
    const auto kept = co_await change([membership, terms = *read](FleetDocument &document) {
        if (terms.isDissolved)
            takeOutSystem(document, terms.id);
        else
            putSystem(document, {terms.name, terms.members, terms.coordinator, membership});
        return Result<void>();
    });
    if (!kept || life.stop_requested())
        co_return kept;
    if (!read->isDissolved)
        d.fleet.removeSystem(read->name);
    co_return d.fleet.keepMembership(membership);
}

QCoro::Task<Result<void>> LiveActions::forgetSystem(QString name)
{
    const auto known = d.fleet.systems().constFind(name);
    if (known == d.fleet.systems().cend())
        co_return fail(ErrorCode::NotFound, u"there is no system \"%1\""_s.arg(name));
    const QString id = known->id();
    const auto life = m_life.get_token();
    const auto kept = co_await change([name, id](FleetDocument &document) {
        if (!id.isEmpty())
            takeOutSystem(document, id);
        else
            document.systems.removeIf(
                [&](const FleetSystem &one) { return !one.signedTerms && one.name == name; });
        return Result<void>();
    });
    if (!kept || life.stop_requested())
        co_return kept;
    if (id.isEmpty())
        d.fleet.removeSystem(name);
    else
        d.fleet.forgetMembership(id);
    co_return kept;
}

QCoro::Task<Result<QByteArray>> LiveActions::call(QString nodeId, QByteArray method, QByteArray params,
                                                  std::chrono::milliseconds deadline)
{
    RpcPeer *peer = peerOf(nodeId);
    if (!peer)
        co_return notConnected(d.fleet, nodeId);
    const Completion<Result<QByteArray>> answer;
    peer->call(method, params, deadline, [answer](const Result<JsonValue> &json) {
        answer.complete(json.transform([](const JsonValue &value) { return value.toJson(); }));
    });
    const auto life = m_life.get_token();
    auto result = co_await answer;
    if (life.stop_requested())
        co_return consoleClosed();
    if (const FleetNode *node = d.fleet.node(nodeId); !result && node && result.error().source.isEmpty())
        result.error().source = node->name;
    co_return result;
}

QCoro::Task<Result<UnitEvidence>> LiveActions::evidence(QString nodeId, QString failureId)
{
    const auto life = m_life.get_token();
    const auto answer =
        co_await call(nodeId, api::UnitsEvidence::Name, toJson(EvidenceParams{failureId}), DefaultDeadline);
    if (life.stop_requested())
        co_return consoleClosed();
    if (!answer) {
        // A node that does not answer may have told us before.
        auto kept = co_await d.history.evidence(nodeId, failureId);
        co_return kept ? kept : fail(answer.error());
    }
    auto evidence = fromJson<UnitEvidence>(*answer);
    if (evidence)
        d.history.keep(nodeId, *evidence);
    co_return evidence;
}

QCoro::Task<Result<AcknowledgeAnswer>> LiveActions::acknowledge(QString nodeId, QStringList failures,
                                                                QString reason)
{
    const auto life = m_life.get_token();
    AcknowledgeAnswer whole;
    for (qsizetype first = 0; first < failures.size(); first += AcknowledgeAtOnce) {
        const AcknowledgeParams params{failures.mid(first, AcknowledgeAtOnce), reason};
        const auto answer =
            co_await call(nodeId, api::UnitsAcknowledge::Name, toJson(params), DefaultDeadline);
        if (life.stop_requested())
            co_return consoleClosed();
        const auto part =
            answer.and_then([](const QByteArray &json) { return fromJson<AcknowledgeAnswer>(json); });
        if (!part)
            co_return fail(part.error());
        whole.acknowledged += part->acknowledged;
        whole.unknown += part->unknown;
    }
    co_return whole;
}

QCoro::Task<Result<QList<FleetEvent>>> LiveActions::keptEvents(EventQuery query)
{
    return d.history.events(query);
}

void LiveActions::reconnect(const QString &nodeId)
{
    if (NodeLink *link = m_links ? m_links->link(nodeId) : nullptr)
        link->tryNow();
}

QCoro::Task<Result<int>> LiveActions::discover(QString range, std::chrono::seconds time,
                                               SweepProgress progress, std::stop_token stop)
{
    if (!m_links)
        co_return locked();
    const auto addresses = range.isEmpty() ? Result<QStringList>() : addressesOf(range);
    if (!addresses)
        co_return fail(addresses.error());
    const auto life = m_life.get_token();
    const EitherStop either(stop, life);
    auto searching = searchServices(d.fleet, time, either.token());
    auto sweeping =
        sweep(m_links->dialer(), d.fleet, *addresses, {.via = u"sweep "_s + range}, progress, either.token());
    const auto announced = co_await searching;
    const auto swept = co_await sweeping;
    if (life.stop_requested())
        co_return consoleClosed();
    if (!swept)
        co_return swept;
    if (!announced && (range.isEmpty() || announced.error().code == ErrorCode::Cancelled))
        co_return announced;
    if (!announced)
        Q_EMIT noted(announced.error());
    co_return Result<int>(announced.value_or(0) + *swept);
}

QCoro::Task<Result<int>> LiveActions::probe(QStringList addresses, SweepProgress progress,
                                            std::stop_token stop)
{
    if (!m_links)
        co_return locked();
    for (const QString &address : std::as_const(addresses)) {
        if (const auto endpoint = Endpoint::parse(address); !endpoint)
            co_return fail(endpoint.error());
    }
    const EitherStop either(stop, m_life.get_token());
    co_return co_await sweep(m_links->dialer(), d.fleet, addresses, {.via = u"list"_s}, progress,
                             either.token());
}

} // namespace muster::console
