// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/nodestatemodel.h"
#include "console/views/models/unittablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;
class QTabWidget;

namespace muster::console {

class Banner;
class BootsPanel;
class Card;
class EventPanel;
class FactList;
class HistoryCard;
class FailureList;
class PowerMenu;
class ProblemList;
class TablePanel;

/// One node: what is wrong, its watched units, its failures and events, and what it is.
class NodePage : public Page
{
    Q_OBJECT
public:
    explicit NodePage(const ViewParts &parts, QWidget *parent = nullptr);

    void setNode(const QString &nodeId);

private:
    void buildActions();
    [[nodiscard]] QWidget *buildOverview();
    [[nodiscard]] QWidget *buildFacts();
    [[nodiscard]] QWidget *buildState();
    void showState();
    void showPairing(const struct FleetNode &node);
    void showBanner(const struct FleetNode &node);
    void showTabs(const struct FleetNode &node);

    QString m_nodeId;
    UnitTableModel m_units;
    NodeStateModel m_stateRows;
    FailureList *m_failures;
    QPushButton *m_power;
    PowerMenu *m_powerMenu;
    QPushButton *m_reconnect;
    QPushButton *m_pair;
    QPushButton *m_unpair;
    QPushButton *m_watchList;
    Banner *m_banner;
    QTabWidget *m_tabs;
    ProblemList *m_problems;
    Card *m_problemCard;
    TablePanel *m_unitTable;
    TablePanel *m_stateTable;
    HistoryCard *m_history;
    BootsPanel *m_boots;
    FactList *m_facts;
    EventPanel *m_events;
};

} // namespace muster::console
