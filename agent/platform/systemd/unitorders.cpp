// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitorders.h"

#include "shared/log.h"

#include "agent/platform/systemd/systemdbus.h"

#include <QDBusObjectPath>
#include <QDBusReply>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Completion<QDBusMessage> order(const SystemdBus &bus, const QString &method, const QVariantList &arguments)
{
    return bus.ask(systemd::ManagerPath, systemd::Manager, method, arguments);
}

} // namespace

QCoro::Task<Result<void>> orderRestart(QPointer<SystemdBus> bus, QString unit)
{
    Result<void> done = fail(notOnTheBus());
    if (!bus || !bus->isAvailable())
        co_return done;
    // An error of this one is told by the next: the unit does not exist, or it is not allowed.
    co_await order(*bus, u"ResetFailedUnit"_s, {unit});
    if (!bus || !bus->isAvailable())
        co_return done;
    const QDBusReply<QDBusObjectPath> ordered = co_await order(*bus, u"RestartUnit"_s, {unit, u"replace"_s});
    if (!ordered.isValid())
        done = fail(errorOf(ordered.error(), u"systemd does not restart %1"_s.arg(unit)));
    else
        done = {};
    qCInfo(logPlatform) << "event=restartOrdered unit=" << unit << "ok=" << done.has_value();
    co_return done;
}

QCoro::Task<Result<void>> orderReboot(QPointer<SystemdBus> bus)
{
    Result<void> done = fail(notOnTheBus());
    if (!bus || !bus->isAvailable())
        co_return done;
    const QDBusReply<QDBusObjectPath> ordered =
        co_await order(*bus, u"StartUnit"_s, {u"reboot.target"_s, u"replace-irreversibly"_s});
    if (!ordered.isValid())
        done = fail(errorOf(ordered.error(), u"systemd does not reboot the machine"_s));
    else
        done = {};
    qCWarning(logPlatform) << "event=rebootOrdered ok=" << done.has_value();
    co_return done;
}

} // namespace muster::agent
