// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/systemfindings.h"
#include "console/views/models/membertablemodel.h"
#include "console/views/pages/page.h"

class QAction;
class QPushButton;
class QTabWidget;

namespace muster::console {

class Banner;
class Card;
class EventPanel;
class FactList;
class FailureList;
class PowerMenu;
class ProblemList;
class SchedulePanel;
class SystemStatePanel;
class TablePanel;

/// One system as a whole: what is wrong, how its members are, their failures and events.
class SystemPage : public Page
{
    Q_OBJECT
public:
    explicit SystemPage(const ViewParts &parts, QWidget *parent = nullptr);

    void setSystem(const QString &name);

private:
    void buildActions();
    [[nodiscard]] QWidget *buildOverview();
    [[nodiscard]] QWidget *buildFacts();
    void buildMemberActions();
    void buildBanners();
    void showState();
    void showFindings(const FleetSystem &system);
    void showMemberActions();
    void act(int banner);
    [[nodiscard]] const FleetNode *currentMember() const; ///< null when none is selected
    [[nodiscard]] QStringList memberIds() const;

    QString m_name;
    MemberTableModel m_members;
    FailureList *m_failures;
    SystemStatePanel *m_state;
    SchedulePanel *m_schedule;
    QTabWidget *m_tabs;
    ProblemList *m_problems;
    Card *m_problemCard;
    TablePanel *m_memberTable;
    FactList *m_facts;
    QList<Banner *> m_banners; ///< one for each of the first findings
    QList<SystemFinding> m_findings;
    QPushButton *m_power;
    PowerMenu *m_powerMenu;
    QAction *m_handOver;
    QAction *m_pair;
    EventPanel *m_events;
};

} // namespace muster::console
