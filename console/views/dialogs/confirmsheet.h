// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"
#include "shared/error.h"

#include <QCoroTask>

#include <functional>

namespace muster::console {

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
void openDissolveSheet(const ViewParts &parts, const QString &system, QWidget *parent);

} // namespace muster::console
