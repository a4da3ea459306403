// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace muster::agent {

/// Tells systemd how the service is (sd_notify(3)), and that it is alive where a watchdog waits for it.
/// Without systemd all of it does nothing.
class ServiceNotifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void ready(const QString &status);
    void status(const QString &status);
    void reloading();
    void stopping();

private:
    static void tell(const QString &state);
    void startWatchdog();

    QTimer m_watchdog;
};

} // namespace muster::agent
