// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/membertablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;
class QTabWidget;

namespace muster::console {

class Card;
class EventPanel;
class FailureList;
class ProblemList;
class TablePanel;

/// One system as a whole: what is wrong, how its members are, their failures and events.
class SystemPage : public Page
{
    Q_OBJECT
public:
    explicit SystemPage(const ViewParts &parts, QWidget *parent = nullptr);

    void setSystem(const QString &name);

Q_SIGNALS:
    void dissolveWanted(const QString &name);

private:
    void buildActions();
    [[nodiscard]] QWidget *buildOverview();
    void showState();
    [[nodiscard]] QStringList memberIds() const;

    QString m_name;
    MemberTableModel m_members;
    FailureList *m_failures;
    QTabWidget *m_tabs;
    ProblemList *m_problems;
    Card *m_problemCard;
    TablePanel *m_memberTable;
    EventPanel *m_events;
};

} // namespace muster::console
