// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/dumpbook.h"

namespace muster::console {

const DumpEntry *DumpBook::entry(const QString &nodeId, const QString &dumpId) const
{
    const auto node = m_nodes.constFind(nodeId);
    if (node == m_nodes.cend())
        return nullptr;
    const auto found = node->entries.constFind(dumpId);
    return found == node->entries.cend() ? nullptr : &*found;
}

qsizetype DumpBook::count() const
{
    qsizetype all = 0;
    for (const NodeDumps &node : m_nodes)
        all += node.entries.size();
    return all;
}

void DumpBook::setAll(const QString &nodeId, const QList<DumpEntry> &entries)
{
    NodeDumps &node = m_nodes[nodeId];
    node.entries.clear();
    node.entries.reserve(entries.size());
    for (const DumpEntry &entry : entries)
        node.entries.insert(entry.id, entry);
    node.isListed = true;
    node.error = {};
    Q_EMIT listed(nodeId);
}

void DumpBook::setError(const QString &nodeId, const Error &error)
{
    NodeDumps &node = m_nodes[nodeId];
    node.isListed = false;
    node.error = error;
    Q_EMIT listed(nodeId);
}

void DumpBook::set(const QString &nodeId, const DumpEntry &entry)
{
    m_nodes[nodeId].entries.insert(entry.id, entry);
    Q_EMIT changed(nodeId, entry.id);
}

void DumpBook::remove(const QString &nodeId, const QString &dumpId)
{
    const auto node = m_nodes.find(nodeId);
    if (node != m_nodes.end() && node->entries.remove(dumpId))
        Q_EMIT removed(nodeId, dumpId);
}

void DumpBook::removeNode(const QString &nodeId)
{
    if (m_nodes.remove(nodeId))
        Q_EMIT nodeRemoved(nodeId);
}

} // namespace muster::console
