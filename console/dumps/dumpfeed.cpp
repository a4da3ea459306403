// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/dumpfeed.h"

#include "console/dumps/listdumps.h"

#include "shared/model/codec.h"

namespace muster::console {

DumpFeed::DumpFeed(Fleet &fleet, FleetActions &actions, DumpBook &book, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
    , m_book(book)
{
    connect(&fleet, &Fleet::nodeAdded, this, &DumpFeed::look);
    connect(&fleet, &Fleet::nodeRemoved, this, [this](const QString &nodeId) {
        m_waiting.removeAll(nodeId);
        m_known.remove(nodeId);
        m_book.removeNode(nodeId);
    });
    connect(&fleet, &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
            if (aspects & (NodeAspect::Link | NodeAspect::Facts))
                look(nodeId);
        }
    });
    connect(&fleet, &Fleet::eventsAppended, this, &DumpFeed::follow);
    for (const FleetNode &node : fleet.nodes())
        look(node.nodeId);
}

void DumpFeed::look(const QString &nodeId)
{
    const FleetNode *node = m_fleet.node(nodeId);
    if (!node || node->isStale()) {
        m_known.remove(nodeId);
        m_waiting.removeAll(nodeId);
        return;
    }
    if (!node->capabilities.contains(DumpsCapability) || m_known.contains(nodeId))
        return;
    m_known.insert(nodeId);
    refresh(nodeId);
}

void DumpFeed::refresh(const QString &nodeId)
{
    if (!m_waiting.contains(nodeId) && !m_listing.contains(nodeId))
        m_waiting.append(nodeId);
    listNext();
}

void DumpFeed::listNext()
{
    while (!m_waiting.isEmpty() && m_listing.size() < ListedAtOnce) {
        const QString nodeId = m_waiting.takeFirst();
        m_listing.insert(nodeId, {});
        QCoro::connect(listDumps(m_actions, nodeId), this,
                       [this, nodeId](const Result<QList<DumpEntry>> &entries) { take(nodeId, entries); });
    }
}

void DumpFeed::take(const QString &nodeId, const Result<QList<DumpEntry>> &entries)
{
    const QList<FleetEvent> meanwhile = m_listing.take(nodeId);
    if (m_fleet.node(nodeId)) {
        if (entries)
            m_book.setAll(nodeId, *entries);
        else
            m_book.setError(nodeId, entries.error());
        // A page may be older or newer than an event; an event says how the dump was then, and later ones
        // come after it, so that all of them together end where the node is.
        for (const FleetEvent &event : meanwhile)
            apply(event);
    }
    listNext();
}

void DumpFeed::follow(const QList<FleetEvent> &events)
{
    for (const FleetEvent &event : events) {
        if (event.event.topic != Topic::Dumps)
            continue;
        const auto listing = m_listing.find(event.nodeId);
        if (listing != m_listing.end())
            listing->append(event);
        else
            apply(event);
    }
}

void DumpFeed::apply(const FleetEvent &event)
{
    if (event.event.kind == events::DumpChanged) {
        if (const auto entry = fromJson<DumpEntry>(event.event.data.text))
            m_book.set(event.nodeId, *entry);
    } else if (event.event.kind == events::DumpDeleted) {
        if (const auto gone = fromJson<DumpIdParams>(event.event.data.text))
            m_book.remove(event.nodeId, gone->id);
    }
}

} // namespace muster::console
