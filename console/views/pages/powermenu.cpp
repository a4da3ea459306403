// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/powermenu.h"

#include "console/views/text/actphrases.h"

namespace muster::console {

PowerMenu::PowerMenu(QWidget *parent)
    : QMenu(parent)
{
    using enum ControlAction;
    for (const ControlAction action : {PowerOn, SoftOff, PowerOff, Reboot, PowerCycle, BmcReboot}) {
        if (action == PowerOff || action == Reboot || action == BmcReboot)
            addSeparator();
        QAction *entry = addAction(ActPhrases::menu(action));
        connect(entry, &QAction::triggered, this, [this, action] { Q_EMIT wanted(action); });
        m_entries.insert(action, entry);
    }
}

void PowerMenu::setPossible(const QList<ControlAction> &actions)
{
    for (const auto &[action, entry] : m_entries.asKeyValueRange())
        entry->setEnabled(actions.contains(action));
}

} // namespace muster::console
