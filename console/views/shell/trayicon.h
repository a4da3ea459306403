// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/shell/desktopnotices.h"
#include "console/views/shell/failurewatch.h"
#include "console/views/viewparts.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace muster::console {

/// Muster in the desktop's tray: how many failures nobody has acknowledged, and a notice when there are new
/// ones. Each can be switched off; a desktop without a tray shows the notices only.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    static constexpr int MostShown = 99; ///< in the icon; more is "99+"

    TrayIcon(const ViewParts &parts, FailureWatch &watch, QObject *parent = nullptr);

    void applySettings();
    /// Whether the window may be closed while the program goes on, and be found again.
    [[nodiscard]] bool canHoldWindow() const;
    /// The icon with a count; without, when it is 0.
    [[nodiscard]] QIcon icon(int count) const;

Q_SIGNALS:
    void windowWanted();
    void failureWanted(const muster::console::Subject &subject); ///< all of them, when it is of none
    void quitWanted();

private:
    void showCounts();
    void notify(const FailureWatch::Notice &notice);
    [[nodiscard]] bool isShown() const; ///< there is a tray, and it is in it

    const ViewParts m_parts;
    FailureWatch &m_watch;
    QMenu m_menu;
    QAction *m_failures;
    QSystemTrayIcon m_icon;
    DesktopNotices m_notices;
    Subject m_noticed; ///< what the last notice was about
};

} // namespace muster::console
