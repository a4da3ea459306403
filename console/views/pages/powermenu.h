// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QMap>
#include <QMenu>

namespace muster::console {

/// What can be done to the power of a system or a node, and to its management.
class PowerMenu : public QMenu
{
    Q_OBJECT
public:
    explicit PowerMenu(QWidget *parent = nullptr);

    /// Only these can be chosen.
    void setPossible(const QList<ControlAction> &actions);

Q_SIGNALS:
    void wanted(muster::ControlAction action);

private:
    QMap<ControlAction, QAction *> m_entries;
};

} // namespace muster::console
