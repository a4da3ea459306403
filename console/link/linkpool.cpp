// SPDX-License-Identifier: Apache-2.0
#include "console/link/linkpool.h"

#include "shared/wire/completion.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

namespace muster::console {

namespace {

/// Many links do not all start in one moment: 5 ms each on average, a second at most.
constexpr qsizetype SpreadPerLink = 5;
constexpr qsizetype LongestSpread = 1000;

} // namespace

LinkPool::LinkPool(Fleet &fleet, std::unique_ptr<Dialer> dialer, const LinkSettings &settings,
                   ViaDialer::HubOf hubOf, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_dialer(std::move(dialer))
    , m_viaDialer(fleet, *m_dialer, std::move(hubOf),
                  [this](const QString &nodeId) {
                      const NodeLink *one = link(nodeId);
                      return one ? one->peer() : nullptr;
                  })
    , m_settings(settings)
    , m_gate(settings.handshakes)
{
    connect(&m_fleet, &Fleet::nodeAdded, this, [this](const QString &nodeId) {
        if (m_takesAll)
            open(nodeId, {});
    });
    connect(&m_fleet, &Fleet::nodeRemoved, this, [this](const QString &nodeId) {
        drop(nodeId);
        m_viaDialer.forget(nodeId);
        Q_EMIT linkSettled();
    });
}

LinkPool::~LinkPool() = default;

void LinkPool::connectAll()
{
    m_takesAll = true;
    connectOnly(m_fleet.nodes().keys());
}

void LinkPool::connectOnly(const QStringList &nodeIds)
{
    const qsizetype spread = std::min(nodeIds.size() * SpreadPerLink, LongestSpread);
    for (const QString &nodeId : nodeIds)
        open(nodeId, std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(spread + 1))));
}

void LinkPool::open(const QString &nodeId, std::chrono::milliseconds after)
{
    if (!m_fleet.node(nodeId) || m_links.contains(nodeId))
        return;
    m_links.emplace(nodeId, std::make_unique<NodeLink>(m_fleet, m_viaDialer, m_gate, m_settings, nodeId));
    NodeLink &added = *m_links.at(nodeId);
    connect(&added, &NodeLink::connected, this, [this, nodeId] { tryBehind(nodeId, &NodeLink::tryAnew); });
    connect(&added, &NodeLink::settled, this, [this, nodeId, &added] {
        if (!added.peer()) // those that wait for it wait for nothing
            tryBehind(nodeId, &NodeLink::tryNow);
        Q_EMIT linkSettled();
    });
    const QString hub = m_viaDialer.neededHub(nodeId);
    if (!hub.isEmpty())
        open(hub, after);
    const NodeLink *first = link(hub);
    if (!first || first->isSettled())
        return added.start(after);
    // At the latest, should the coordinator be slow: without it, there is no use in trying.
    added.start(m_settings.dialDeadline);
    m_viaDialer.noteBehind(nodeId, hub);
}

void LinkPool::tryBehind(const QString &hub, void (NodeLink::*again)())
{
    for (const auto behind = m_viaDialer.behind(hub); const QString &nodeId : behind) {
        if (NodeLink *one = link(nodeId))
            (one->*again)();
    }
}

void LinkPool::restart(const QString &nodeId)
{
    if (drop(nodeId))
        open(nodeId, {});
}

bool LinkPool::drop(const QString &nodeId)
{
    auto found = m_links.extract(nodeId);
    if (!found)
        return false;
    found.mapped()->leave();
    // Later: the answer of a call over this link may be what brought us here.
    found.mapped().release()->deleteLater();
    return true;
}

NodeLink *LinkPool::link(const QString &nodeId) const
{
    const auto found = m_links.find(nodeId);
    return found == m_links.end() ? nullptr : found->second.get();
}

bool LinkPool::areSettled(const QStringList &nodeIds) const
{
    return std::ranges::all_of(nodeIds, [this](const QString &nodeId) {
        const NodeLink *one = link(nodeId);
        return !one || one->isSettled();
    });
}

QCoro::Task<> LinkPool::settled(QStringList nodeIds, std::chrono::milliseconds deadline)
{
    if (areSettled(nodeIds))
        co_return;
    const Completion<bool> done;
    QObject watch; // its connections and its timer end with this coroutine
    connect(this, &LinkPool::linkSettled, &watch, [this, nodeIds, done] {
        if (areSettled(nodeIds))
            done.complete(true);
    });
    connect(this, &QObject::destroyed, &watch, [done] { done.complete(false); });
    QTimer::singleShot(deadline, &watch, [done] { done.complete(false); });
    co_await done;
}

} // namespace muster::console
