// SPDX-License-Identifier: Apache-2.0
#include "console/offload/offload.h"

#include "shared/wire/rpcpeer.h"

#include <QPointer>
#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// A dump that has no hashes yet is read by the node before it answers.
constexpr std::chrono::minutes TicketDeadline{3};
constexpr std::chrono::milliseconds ProgressInterval{500};

std::unexpected<Error> stopped()
{
    return fail(ErrorCode::Cancelled, u"offloading was stopped; what was fetched is kept"_s);
}

/// Whether the same may do later.
bool mayPass(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::Timeout:
    case ErrorCode::Busy:
    case ErrorCode::QuotaExceeded:
        return true;
    case ErrorCode::NotFound: // the ticket, or the dump
        return error.field == DumpReceiver::EndedTicketField;
    default:
        return false;
    }
}

} // namespace

Offload::Offload(OffloadNodes &nodes, Identity own, Order order, BytePace &pace, Settings settings,
                 QObject *parent)
    : QObject(parent)
    , m_nodes(nodes)
    , m_own(std::move(own))
    , m_order(std::move(order))
    , m_pace(pace)
    , m_settings(std::move(settings))
    , m_backoff(m_settings.firstRetry, m_settings.longestRetry)
{
    m_retry.setSingleShot(true);
    m_progress.setInterval(ProgressInterval);
    connect(&m_progress, &QTimer::timeout, this, [this] {
        m_rate.add(std::chrono::steady_clock::now(), received());
        Q_EMIT progressed();
    });
    connect(&m_retry, &QTimer::timeout, this, [this] { m_wake.complete(true); });
}

Offload::~Offload()
{
    m_stop.request_stop();
    m_wake.complete(false); // whoever waits for the end gets it
}

void Offload::stop()
{
    m_stop.request_stop();
    tryNow();
}

void Offload::tryNow()
{
    if (m_retry.isActive()) {
        m_retry.stop();
        m_wake.complete(true);
    }
}

QCoro::Task<Result<OffloadRecord>> Offload::run()
{
    const QPointer<Offload> self(this);
    for (;;) {
        const qint64 before = received();
        const Result<OffloadRecord> outcome = co_await tryOnce();
        if (!self || (!outcome && m_stop.stop_requested()))
            co_return stopped();
        if (!outcome && noteDamage(outcome.error()))
            continue;
        if (outcome || !mayPass(outcome.error()))
            co_return outcome;
        if (received() > before)
            m_backoff.reset();
        m_wake = {};
        m_retry.start(m_backoff.next(QRandomGenerator::global()->generateDouble()));
        Q_EMIT waiting(outcome.error());
        const Completion<bool> wake = m_wake;
        co_await wake;
        if (!self || m_stop.stop_requested())
            co_return stopped();
    }
}

/// @return whether the node is to be asked to mend it: once for each block
bool Offload::noteDamage(const Error &error)
{
    if (error.code != ErrorCode::Io || error.field != DumpReceiver::DamagedField || received() == m_damagedAt)
        return false;
    m_damage = error;
    m_damagedAt = received();
    return true;
}

/// The receiver keeps what it has from one try to the next, unless the node has moved.
Result<void> Offload::aim()
{
    const OffloadNodes::Route route = m_nodes.route(m_order.nodeId);
    if (m_receiver && route == m_route)
        return {};
    auto endpoint = Endpoint::parse(route.address);
    if (!endpoint)
        return fail(endpoint.error());
    auto nodeId = NodeId::parse(m_order.nodeId);
    if (!nodeId)
        return fail(nodeId.error());
    OffloadPlace place{*endpoint, *nodeId, m_order.node, m_order.folder};
    if (!route.via.isEmpty()) {
        const auto via = NodeId::parse(route.via);
        if (!via)
            return fail(via.error());
        place.via = *via;
    }
    m_receiver.reset(); // it holds the file
    m_receiver = std::make_shared<DumpReceiver>(m_own, place, m_pace, m_settings.receiver);
    m_route = route;
    return {};
}

QCoro::Task<Result<OffloadRecord>> Offload::tryOnce()
{
    const QPointer<Offload> self(this);
    const QPointer<RpcPeer> peer(m_nodes.peer(m_order.nodeId));
    if (!peer)
        co_return fail({ErrorCode::Unavailable, u"the node is not connected"_s, m_order.node, {}, {}});
    if (const auto aimed = aim(); !aimed)
        co_return fail(aimed.error());
    const QString to =
        m_settings.ownName.isEmpty() ? m_order.folder : m_settings.ownName + u':' + m_order.folder;
    const DumpOffloadParams wish{m_order.dumpId, to.left(400), m_damage.has_value()};
    const auto ticket = co_await peer->call<api::DumpsOffload>(wish, TicketDeadline);
    if (!self)
        co_return stopped();
    if (!ticket && m_damage && !mayPass(ticket.error())) {
        Error error = *std::exchange(m_damage, std::nullopt);
        error.text += u"; "_s + ticket.error().text;
        co_return fail(error);
    }
    if (!ticket)
        co_return fail(ticket.error());
    m_damage.reset();
    m_size = ticket->size;
    m_rate = {};
    m_progress.start();
    Q_EMIT fetching();
    auto record = co_await m_thread.run([receiver = m_receiver, ticket = *ticket,
                                         wanted = m_stop.get_token()](const std::stop_token &ending) {
        std::stop_source stop;
        const std::stop_callback unwanted(wanted, [&stop] { stop.request_stop(); });
        const std::stop_callback ended(ending, [&stop] { stop.request_stop(); });
        return receiver->fetch(ticket, stop.get_token());
    });
    if (self)
        m_progress.stop();
    if (!peer) {
        if (record)
            record = fail({ErrorCode::Unavailable,
                           u"the dump is whole, and the node could not be told yet"_s,
                           m_order.node,
                           {},
                           {}});
        co_return record;
    }
    if (!record) {
        // A ticket that is given back does not keep the dump from being deleted; it ends by itself otherwise.
        peer->call(api::DumpsRelease::Name, toJson(DumpReleaseParams{ticket->ticket}), DefaultDeadline,
                   [](const Result<JsonValue> &) { });
        co_return record;
    }
    const auto told =
        co_await peer->call<api::DumpsAcknowledge>({m_order.dumpId, ticket->ticket, ticket->digest});
    if (!told)
        co_return fail(told.error());
    co_return record;
}

} // namespace muster::console
