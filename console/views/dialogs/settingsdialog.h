// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"

class QCheckBox;
class QComboBox;

namespace muster::console {

/// How the window looks, and what the desktop is told. What is chosen shows at once.
class SettingsDialog : public Sheet
{
    Q_OBJECT
public:
    SettingsDialog(const ViewParts &parts, QWidget *parent);

Q_SIGNALS:
    void desktopChanged(); ///< notices, or the icon in the tray

private:
    void buildDesktop();
    [[nodiscard]] QCheckBox *flagBox(const QString &text, const QString &flag, bool otherwise);

    QComboBox *m_theme;
    QComboBox *m_density;
};

} // namespace muster::console
