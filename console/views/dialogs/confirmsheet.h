// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"
#include "shared/error.h"

#include <QCoroTask>

#include <functional>

namespace muster::console {

struct FleetNode;
struct FleetSystem;

/// Before something is changed: what will happen, what speaks against it, what can be undone, and a button
/// named by the verb. Stays open, with the reason, when it fails.
class ConfirmSheet : public Sheet
{
    Q_OBJECT
public:
    struct Plan
    {
        QString title;
        QStringList whatHappens; ///< one line each
        QString verb; ///< of the button: "Unpair drawer-d"
        std::function<QCoro::Task<Result<void>>()> run;
    };

    ConfirmSheet(const ViewParts &parts, const Plan &plan, QWidget *parent);

private:
    void run();

    Plan m_plan;
    QPushButton *m_do;
};

void openUnpairSheet(const ViewParts &parts, const QString &nodeId, QWidget *parent);
/// For a group that only this console knows.
void openForgetSheet(const ViewParts &parts, const QString &group, QWidget *parent);
/// For a system that elects its coordinator: the one that acts lets another act.
void openHandOverSheet(const ViewParts &parts, const FleetSystem &system, const FleetNode &node,
                       QWidget *parent);

} // namespace muster::console
