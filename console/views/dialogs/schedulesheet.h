// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"

#include "shared/api/schedule.h"

class QComboBox;
class QDateTimeEdit;
class QListWidget;

namespace muster::console {

struct FleetSystem;
class Label;

/// Power of a system at a time: what, when, to which members. What is typed stays where it is refused; what
/// the system warns of is shown before this closes.
class ScheduleSheet : public Sheet
{
    Q_OBJECT
public:
    ScheduleSheet(const ViewParts &parts, const QString &system, QWidget *parent);

private:
    void buildContent(const FleetSystem &system);
    void showState();
    void set();
    void take(const Result<Schedule> &answer);
    [[nodiscard]] Timestamp at() const;
    [[nodiscard]] QList<int> members() const; ///< empty for all
    [[nodiscard]] int checkedCount() const;

    QString m_system;
    QComboBox *m_action;
    QDateTimeEdit *m_at;
    QListWidget *m_members;
    Label *m_meaning;
    QPushButton *m_close;
    QPushButton *m_do;
    bool m_isAsking = false;
    bool m_isSet = false; ///< with warnings to be read
};

} // namespace muster::console
