// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace muster::console {

/// Notices of the desktop (org.freedesktop.Notifications), for desktops that have no tray to show them from.
/// Each replaces the one before. Where nobody shows them nothing happens.
class DesktopNotices : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotices(const QDBusConnection &bus, QObject *parent = nullptr);

    void show(const QString &title, const QString &text);

Q_SIGNALS:
    void clicked(); ///< on the notice that was shown last

private Q_SLOTS:
    void takeAction(uint id, const QString &action);

private:
    QDBusConnection m_bus;
    uint m_shown = 0; ///< id of the last one; 0: none
};

} // namespace muster::console
