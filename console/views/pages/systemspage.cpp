// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/systemspage.h"

#include "console/fleet/fleethealth.h"
#include "console/views/pages/pageheader.h"
#include "console/views/text/phrases.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/systemtiles.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString TiledSetting = u"systemsAsTiles"_s;

} // namespace

SystemsPage::SystemsPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet)
    , m_table(new TablePanel(parts, u"systems"_s, m_model))
    , m_tiles(new SystemTiles(parts.theme, m_table->proxy()))
    //: a switch: systems are shown as tiles, not in rows
    , m_tiled(new QPushButton(tr("&Tiles")))
{
    header().setTitle(tr("All systems"));
    connect(header().addAction(tr("&Create system\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT systemWanted({}, {}); });
    connect(header().addAction(tr("&Add nodes\u2026")), &QPushButton::clicked, this, &Page::addNodesWanted);
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    content().addWidget(card, 1);
    m_table->view().sortByColumn(SystemTableModel::Wellness, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("Systems"));
    m_table->setEmptyText(
        Mark::Unknown, tr("No systems yet"),
        tr("A system is several nodes that act as one machine. Nodes that are in one bring it "
           "along when they are added; or have nodes that you know act together."),
        tr("Create system\u2026"));
    connect(m_table, &TablePanel::emptyActionWanted, this, [this] { Q_EMIT systemWanted({}, {}); });
    connect(m_table, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject({row.data(NodeIdRole).toString(), {}, {}}); });
    connect(m_table, &TablePanel::activated, this, &SystemsPage::open);
    buildTiles();
    connect(&parts.fleet, &Fleet::systemsChanged, this, &SystemsPage::showState);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &SystemsPage::showState);
    showState();
}

void SystemsPage::buildTiles()
{
    // One selection for both, so that it stays when the person looks the other way.
    m_tiles->setSelectionModel(m_table->view().selectionModel());
    m_table->setOtherView(m_tiles);
    connect(m_tiles, &QListView::activated, this,
            [this](const QModelIndex &index) { open(m_table->proxy().mapToSource(index)); });
    m_tiled->setCheckable(true);
    m_tiled->setAutoDefault(false);
    m_table->addTool(m_tiled);
    connect(m_tiled, &QPushButton::toggled, this, &SystemsPage::setTiled);
    m_tiled->setChecked(parts().settings.flag(TiledSetting, true));
}

void SystemsPage::setTiled(bool isTiled)
{
    m_table->showOtherView(isTiled);
    parts().settings.setFlag(TiledSetting, isTiled);
}

void SystemsPage::open(const QModelIndex &source)
{
    if (source.isValid())
        Q_EMIT placeWanted({Place::Page::System, source.data(ObjectIdRole).toString()});
}

void SystemsPage::showState()
{
    const QMap<QString, FleetSystem> &systems = parts().fleet.systems();
    const auto unwell = std::ranges::count_if(systems, [this](const FleetSystem &system) {
        const ShownHealth shown = healthOf(parts().fleet, system);
        return shown.health != Health::OK || shown.stale;
    });
    header().setSentence(systems.isEmpty() ? QString()
                         : unwell == 0
                             ? tr("All %n systems are well", nullptr, int(systems.size()))
                             : tr("%1 of %n systems need a look", nullptr, int(systems.size())).arg(unwell));
}

} // namespace muster::console
