// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"

class QComboBox;

namespace muster::console {

/// How the window looks. What is chosen shows at once.
class SettingsDialog : public Sheet
{
    Q_OBJECT
public:
    SettingsDialog(const ViewParts &parts, QWidget *parent);

private:
    QComboBox *m_theme;
    QComboBox *m_density;
};

} // namespace muster::console
