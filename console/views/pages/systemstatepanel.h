// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/memberstatemodel.h"
#include "console/views/models/systemstatemodel.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"

#include <QWidget>

namespace muster::console {

class Banner;
class HistoryCard;
class MachineView;
class TablePanel;

/// The state of a system as one: a picture of the machine, what it has as a whole, and what each member has.
class SystemStatePanel : public QWidget
{
    Q_OBJECT
public:
    explicit SystemStatePanel(const ViewParts &parts, QWidget *parent = nullptr);

    void setSystem(const QString &name);

Q_SIGNALS:
    void subjectChanged(const muster::console::Subject &subject);
    void nodeWanted(const QString &nodeId);

private:
    void build();
    void showState();
    void showFindings(const QStringList &findings);

    const ViewParts m_parts;
    QString m_name;
    SystemStateModel m_whole;
    MemberStateModel m_members;
    Banner *m_findings;
    MachineView *m_machine;
    HistoryCard *m_history;
    TablePanel *m_wholeTable;
    TablePanel *m_memberTable;
};

} // namespace muster::console
