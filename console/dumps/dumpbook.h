// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace muster::console {

/// The dumps of one node as far as they are known.
struct NodeDumps
{
    QHash<QString, DumpEntry> entries; ///< by id
    bool isListed = false; ///< all of them were told since the node was connected last
    Error error; ///< why they could not be listed; empty text when they could
};

/// All dumps of the fleet, by node: what a node said last stays when it falls silent. UI thread.
class DumpBook : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const QHash<QString, NodeDumps> &nodes() const { return m_nodes; } ///< by node id
    /// Null when there is none. Valid until the book changes.
    [[nodiscard]] const DumpEntry *entry(const QString &nodeId, const QString &dumpId) const;
    [[nodiscard]] qsizetype count() const;

    /// All dumps of a node, just listed: others that were known are there no more.
    void setAll(const QString &nodeId, const QList<DumpEntry> &entries);
    void setError(const QString &nodeId, const Error &error); ///< they could not be listed; known ones stay
    void set(const QString &nodeId, const DumpEntry &entry);
    void remove(const QString &nodeId, const QString &dumpId);
    void removeNode(const QString &nodeId);

Q_SIGNALS:
    void listed(const QString &nodeId); ///< any of the node's may be others
    void changed(const QString &nodeId, const QString &dumpId); ///< it is new or another
    void removed(const QString &nodeId, const QString &dumpId);
    void nodeRemoved(const QString &nodeId);

private:
    QHash<QString, NodeDumps> m_nodes;
};

} // namespace muster::console
