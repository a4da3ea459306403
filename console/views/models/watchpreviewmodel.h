// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/rowmodel.h"
#include "shared/model/unitconfig.h"

namespace muster::console {

/// What nodes would watch with another watch list, one unit of a node a row: what is dropped, new or watched
/// otherwise comes first.
class WatchPreviewModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Change, Unit, Node, Presence, How };

    explicit WatchPreviewModel(QObject *parent = nullptr);

    void setNode(const QString &nodeId, const QString &name, const QList<WatchPreview> &units);
    /// Keeps only these.
    void keepNodes(const QStringList &nodeIds);

private:
    QStringList m_nodeIds;
};

} // namespace muster::console
