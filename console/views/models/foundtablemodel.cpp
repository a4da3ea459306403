// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/foundtablemodel.h"

namespace muster::console {

namespace {

QList<Column> foundColumns()
{
    return {
        //: column of a table: the name that a found node claims to have
        {"name", FoundTableModel::tr("Name, as it claims"), 200},
        //: column of a table
        {"address", FoundTableModel::tr("Address"), 200},
        //: column of a table: how a node was found
        {"via", FoundTableModel::tr("Found by"), 160},
        //: column of a table: the id that a found node claims to have
        {"id", FoundTableModel::tr("Id, as it claims"), 260},
    };
}

Row foundRow(const FoundNode &found)
{
    return {.key = found.address,
            .objectId = found.address,
            .cells = {{.text = found.name.isEmpty() ? found.address : found.name, .mark = Mark::Unknown},
                      {.text = found.address, .isFixed = true},
                      {.text = found.via, .tone = Tone::Dim},
                      {.text = found.nodeId, .tone = Tone::Dim, .isFixed = true}}};
}

} // namespace

FoundTableModel::FoundTableModel(const Fleet &fleet, QObject *parent)
    : RowModel(foundColumns(), parent)
    , m_fleet(fleet)
{
    connect(&fleet, &Fleet::foundChanged, this, &FoundTableModel::refresh);
    refresh();
}

void FoundTableModel::refresh()
{
    const QStringList before = std::exchange(m_addresses, m_fleet.found().keys());
    for (const QString &address : before) {
        if (!m_fleet.found().contains(address))
            removeGroup(address);
    }
    for (const FoundNode &found : m_fleet.found())
        setGroup(found.address, {foundRow(found)});
}

} // namespace muster::console
