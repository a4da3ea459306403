// SPDX-License-Identifier: Apache-2.0
#include "console/link/nodesession.h"

#include "console/fleet/journalgap.h"
#include "console/link/eventapply.h"

#include "shared/api/jobs.h"
#include "shared/api/node.h"
#include "shared/api/state.h"
#include "shared/api/system.h"
#include "shared/api/units.h"
#include "shared/log.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> dropped()
{
    return fail(ErrorCode::Cancelled, u"the connection was given up"_s);
}

template <typename... Value>
std::optional<Error> firstError(const Result<Value> &...results)
{
    std::optional<Error> first;
    ((first = first || results ? std::move(first) : std::optional(results.error())), ...);
    return first;
}

/// For methods that a node without the capability does not have.
template <Method M>
QCoro::Task<Result<typename M::Answer>> callIf(bool offered, RpcPeer &peer)
{
    if (!offered)
        co_return typename M::Answer{};
    co_return co_await peer.call<M>();
}

void takeWhole(FleetNode &node, std::optional<SystemFacets> whole)
{
    node.systemFacetsAt = whole ? std::optional(now()) : std::nullopt;
    node.systemFacets = std::move(whole);
}

} // namespace

NodeSession::NodeSession(Fleet &fleet, const QString &nodeId, std::unique_ptr<Transport> transport,
                         const LinkSettings &settings, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_nodeId(nodeId)
    , m_settings(settings)
    , m_peer(std::move(transport))
{
    m_sinceHeard.start();
    m_heartbeat.setSingleShot(true);
    connect(&m_heartbeat, &QTimer::timeout, this, &NodeSession::heartbeat);
    connect(&m_peer, &RpcPeer::heard, this, [this] { m_sinceHeard.start(); });
    connect(&m_peer, &RpcPeer::notified, this, &NodeSession::takeNotification);
    connect(&m_peer, &RpcPeer::closed, this, &NodeSession::ended);
    m_heartbeat.start(m_settings.heartbeat);
}

NodeSession::~NodeSession()
{
    m_life.request_stop();
}

Timestamp NodeSession::heardAt() const
{
    return now() - std::chrono::milliseconds(m_sinceHeard.elapsed());
}

QCoro::Task<Result<void>> NodeSession::begin()
{
    const auto life = m_life.get_token();
    const Timestamp asked = now();
    const auto hello = co_await m_peer.call<api::Hello>(ownHello());
    if (life.stop_requested())
        co_return dropped();
    if (!hello)
        co_return fail(hello.error());
    if (const auto taken = takeHello(*hello, asked, now()); !taken)
        co_return fail(taken.error());
    if (m_settings.followsEvents) {
        const auto subscribed = co_await subscribe();
        if (life.stop_requested())
            co_return dropped();
        if (!subscribed)
            co_return fail(subscribed.error());
    }
    co_return co_await takeSnapshot();
}

HelloParams NodeSession::ownHello() const
{
    return {OldestProtocolVersion, ProtocolVersion, m_settings.ownName,
            u"muster "_s + QLatin1StringView(MUSTER_VERSION)};
}

Result<void> NodeSession::takeHello(const HelloAnswer &hello, Timestamp asked, Timestamp answered)
{
    const FleetNode *node = m_fleet.node(m_nodeId);
    if (!node)
        return dropped();
    if (hello.role == Role::Stranger) {
        return fail(Error{ErrorCode::NotPaired,
                          u"the node does not know this console any more"_s,
                          node->name,
                          {},
                          u"pair with it again"_s});
    }
    if (hello.version < node->highestVersion || hello.version < OldestProtocolVersion
        || hello.version > ProtocolVersion) {
        return fail(Error{
            ErrorCode::Unsupported,
            u"the node speaks protocol version %1; it spoke %2 before, and this console speaks %3 to %4"_s
                .arg(hello.version)
                .arg(node->highestVersion)
                .arg(OldestProtocolVersion)
                .arg(ProtocolVersion),
            node->name, u"version"_s, u"an agent that was set back on purpose must be paired again"_s});
    }
    const bool isAnother =
        hello.name != node->name || hello.role != node->role || hello.version != node->highestVersion;
    m_fleet.update(m_nodeId, isAnother ? NodeAspect::Identity | NodeAspect::Link : NodeAspect::Link,
                   [&](FleetNode &known) {
                       known.name = hello.name;
                       known.role = hello.role;
                       known.highestVersion = hello.version;
                       known.platforms = hello.platforms;
                       known.capabilities = hello.capabilities;
                       takeClock(known, asked, answered, hello.clock);
                       known.heardAt = answered;
                   });
    return {};
}

QCoro::Task<Result<void>> NodeSession::subscribe()
{
    const auto life = m_life.get_token();
    const FleetNode *node = m_fleet.node(m_nodeId);
    if (!node)
        co_return dropped();
    SubscribeParams wish{node->eventEpoch, node->lastSequence + 1, {}};
    if (wish.epoch.isEmpty()) {
        const auto latest = co_await m_peer.call<api::EventsList>({{}, {}, 1});
        if (life.stop_requested())
            co_return dropped();
        if (!latest)
            co_return fail(latest.error());
        wish.epoch = latest->epoch;
        wish.from = std::max({qint64(1), latest->oldest, latest->newest - m_settings.firstEvents + 1});
    }
    const auto answer = co_await m_peer.call<api::EventsSubscribe>(wish);
    if (life.stop_requested())
        co_return dropped();
    if (!answer)
        co_return fail(answer.error());
    takeSubscription(*answer);
    co_return Result<void>();
}

void NodeSession::takeSubscription(const SubscribeAnswer &answer)
{
    m_isSubscribed = true;
    m_fleet.update(m_nodeId, {}, [&](FleetNode &node) {
        // The journal of a node that is new here may begin anywhere.
        if (!answer.complete && !node.eventEpoch.isEmpty())
            noteGap(node, answer);
        node.eventEpoch = answer.epoch;
        node.lastSequence = answer.next - 1;
    });
}

QCoro::Task<Result<void>> NodeSession::takeSnapshot()
{
    const auto life = m_life.get_token();
    const FleetNode *known = m_fleet.node(m_nodeId);
    if (!known)
        co_return dropped();
    const bool hasUnits = known->capabilities.contains("units"_L1);
    const bool hasJobs = known->capabilities.contains("jobs"_L1);
    const bool hasState = m_settings.followsEvents && known->capabilities.contains("state"_L1);
    const bool hasSystem = known->capabilities.contains("system"_L1);
    m_isTakingSnapshot = true;
    // All are asked at once, for the time of one round trip.
    auto factsTask = m_peer.call<api::NodeFactsGet>();
    auto stateTask = m_peer.call<api::NodeStateGet>();
    auto unitsTask = callIf<api::UnitsList>(hasUnits, m_peer);
    auto failuresTask = callIf<api::UnitsFailures>(hasUnits, m_peer);
    auto jobsTask = callIf<api::JobsList>(hasJobs, m_peer);
    auto systemTask = callIf<api::SystemShow>(hasSystem, m_peer);
    auto facetsTask = callIf<api::StateFacetsGet>(hasState, m_peer);
    auto wholeTask = callIf<api::StateSystemGet>(hasState && hasSystem, m_peer);
    auto facts = co_await factsTask;
    auto state = co_await stateTask;
    auto units = co_await unitsTask;
    auto failures = co_await failuresTask;
    auto jobs = co_await jobsTask;
    auto system = co_await systemTask;
    // A node may be unable to tell its state, and only a coordinator knows that of the whole.
    auto facets = co_await facetsTask;
    auto whole = co_await wholeTask;
    if (life.stop_requested())
        co_return dropped();
    m_isTakingSnapshot = false;
    if (const auto error = firstError(facts, state, units, failures, jobs, system))
        co_return fail(*error);
    m_hasSnapshot = true;
    m_fleet.update(m_nodeId, NodeAspect::All, [&](FleetNode &node) {
        node.facts = std::move(*facts);
        node.state = std::move(*state);
        node.units = hasUnits ? std::optional(std::move(*units)) : std::nullopt;
        node.failures = std::move(failures->failures);
        node.failuresSequence = failures->sequence;
        node.jobs = std::move(jobs->jobs);
        node.system = hasSystem ? std::optional(std::move(*system)) : std::nullopt;
        node.facets = hasState && facets ? std::optional(std::move(*facets)) : std::nullopt;
        takeWhole(node, hasState && hasSystem && whole ? std::optional(std::move(*whole)) : std::nullopt);
        node.heardAt = now();
    });
    checkCaughtUp();
    co_return Result<void>();
}

/// One question at a time, however often the whole changes meanwhile.
QCoro::Task<> NodeSession::takeSystemFacets()
{
    const auto life = m_life.get_token();
    m_needsSystemFacets = true;
    while (m_needsSystemFacets && !m_isTakingSystemFacets) {
        m_needsSystemFacets = false;
        m_isTakingSystemFacets = true;
        auto whole = co_await m_peer.call<api::StateSystemGet>();
        if (life.stop_requested())
            co_return;
        m_isTakingSystemFacets = false;
        // Without an answer the last word stands, and is stale once the connection is lost.
        if (!whole && whole.error().code != ErrorCode::Conflict)
            co_return;
        m_fleet.update(m_nodeId, NodeAspect::Facets, [&](FleetNode &node) {
            takeWhole(node, whole ? std::optional(std::move(*whole)) : std::nullopt);
        });
    }
}

QCoro::Task<> NodeSession::takeSnapshotAgain()
{
    const auto life = m_life.get_token();
    m_needsSnapshot = true;
    while (m_needsSnapshot && !m_isTakingSnapshot) {
        m_needsSnapshot = false;
        const auto taken = co_await takeSnapshot();
        if (life.stop_requested())
            co_return;
        if (!taken) {
            m_peer.abort(taken.error());
            co_return;
        }
    }
}

void NodeSession::takeNotification(QByteArrayView method, const JsonValue &params)
{
    if (!m_isSubscribed || method != QByteArrayView(api::EventsSubscribe::Notification))
        return;
    const auto event = decode<Event>(params);
    if (!event)
        takeUnreadable(params, event.error());
    else if (event->kind == JournalGap::Kind) // it would have the console drop what it kept
        takeUnreadable(params,
                       {ErrorCode::Invalid, u"a gap is for the console to tell of"_s, {}, u"kind"_s, {}});
    else
        takeEvent(*event, params.find("data"));
}

void NodeSession::takeEvent(const Event &event, const std::optional<JsonValue> &data)
{
    const FleetNode *known = m_fleet.node(m_nodeId);
    if (!known || event.sequence <= known->lastSequence)
        return;
    const QString epoch = known->eventEpoch;
    // Numbers that are jumped over are no gap to tell of: for a reader that is far behind, a node leaves out
    // states that a later event replaces. When its journal no longer reaches back it ends the connection.
    bool needsSnapshot = event.sequence > known->lastSequence + 1;
    bool needsSystemFacets = false;
    m_fleet.update(m_nodeId, [&](FleetNode &node) {
        node.lastSequence = event.sequence;
        node.heardAt = now();
        const Applied applied = applyEvent(node, event, data);
        needsSnapshot |= applied.needsSnapshot;
        needsSystemFacets |= applied.needsSystemFacets && node.capabilities.contains("state"_L1);
        return applied.changed;
    });
    m_fleet.appendEvents({{m_nodeId, epoch, event}});
    checkCaughtUp();
    if (needsSnapshot && m_hasSnapshot)
        takeSnapshotAgain();
    else if (needsSystemFacets && m_hasSnapshot)
        takeSystemFacets();
}

void NodeSession::takeUnreadable(const JsonValue &params, const Error &why)
{
    qCWarning(logEvents) << "event=unreadable node=" << m_nodeId << describe(why);
    const auto number = params.find("sequence");
    const qint64 sequence = number ? number->toInteger().value_or(0) : 0;
    // It counts as heard, so that what follows it is not taken for a gap.
    m_fleet.update(m_nodeId, {}, [&](FleetNode &node) {
        if (sequence == node.lastSequence + 1)
            node.lastSequence = sequence;
    });
}

/// A line in the list of events where the node does not go on from the last one that it told.
void NodeSession::noteGap(const FleetNode &node, const SubscribeAnswer &answer)
{
    FleetEvent gap{m_nodeId, node.eventEpoch, {}};
    gap.event.sequence = node.lastSequence + 1;
    gap.event.at = now();
    gap.event.topic = Topic::Node;
    gap.event.kind = JournalGap::Kind;
    gap.event.severity = Health::Warning;
    gap.event.data.text = toJson(JournalGap{answer.epoch, answer.next});
    if (node.eventEpoch != answer.epoch) {
        gap.event.text = u"the node has another journal, which goes on with event %1; events after %2 of the"
                         " one before may be missing"_s.arg(answer.next)
                             .arg(node.lastSequence);
    } else if (answer.next > node.lastSequence + 1) {
        gap.event.text =
            u"events %1 to %2 are no longer on the node"_s.arg(node.lastSequence + 1).arg(answer.next - 1);
    } else {
        // Every number of this journal is, or will be, that of an event.
        gap.epoch = QUuid::createUuid().toString(QUuid::WithoutBraces);
        gap.event.text = u"the node's journal was set back: it told events up to %1, and goes on with %2"_s
                             .arg(node.lastSequence)
                             .arg(answer.next);
    }
    m_fleet.appendEvents({gap});
}

void NodeSession::checkCaughtUp()
{
    if (m_isCaughtUp || !m_hasSnapshot)
        return;
    const FleetNode *node = m_fleet.node(m_nodeId);
    if (!node || (m_settings.followsEvents && node->state && node->lastSequence < node->state->sequence))
        return;
    m_isCaughtUp = true;
    Q_EMIT caughtUp();
}

void NodeSession::takeClock(FleetNode &node, Timestamp asked, Timestamp answered, Timestamp byNode)
{
    m_clock.add(asked, answered, byNode);
    const auto count = [](std::chrono::milliseconds time) { return qint64(time.count()); };
    node.clockOffset = m_clock.offset().transform(count);
    node.roundTrip = m_clock.roundTrip().transform(count);
}

void NodeSession::heartbeat()
{
    const auto silence = std::chrono::milliseconds(m_sinceHeard.elapsed());
    if (silence < m_settings.heartbeat)
        m_heartbeat.start(m_settings.heartbeat - silence);
    else
        ping();
}

QCoro::Task<> NodeSession::ping()
{
    const auto life = m_life.get_token();
    const Timestamp asked = now();
    const auto answer = co_await m_peer.call<api::Ping>({}, m_settings.heartbeatAnswer);
    if (life.stop_requested() || m_peer.isClosed())
        co_return;
    if (!answer && answer.error().code == ErrorCode::Timeout) {
        const auto silence = std::chrono::duration_cast<std::chrono::seconds>(m_settings.heartbeat
                                                                              + m_settings.heartbeatAnswer);
        m_peer.abort({ErrorCode::Timeout,
                      u"nothing was heard of it for %1 s"_s.arg(silence.count()),
                      m_peer.identity().address,
                      {},
                      {}});
        co_return;
    }
    m_fleet.update(m_nodeId, NodeAspect::Link, [&](FleetNode &node) {
        node.heardAt = now();
        if (answer && answer->clock)
            takeClock(node, asked, *node.heardAt, *answer->clock);
    });
    m_heartbeat.start(m_settings.heartbeat);
}

} // namespace muster::console
