// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/systemdunits.h"

#include "tests/support/fakesystemd.h"
#include "tests/support/privatebus.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace muster::test {

inline QVariantMap unitCommon(const QString &activeState, const QString &subState, char run = 1)
{
    return {{QStringLiteral("ActiveState"), activeState},
            {QStringLiteral("SubState"), subState},
            {QStringLiteral("InvocationID"), QByteArray(16, run)},
            {QStringLiteral("StateChangeTimestamp"), quint64(1795235840404173)}};
}

inline QVariantMap unitOfType(const QString &result, uint restarts = 0, int code = 0, int status = 0)
{
    return {{QStringLiteral("Result"), result},
            {QStringLiteral("NRestarts"), restarts},
            {QStringLiteral("ExecMainCode"), code},
            {QStringLiteral("ExecMainStatus"), status}};
}

/// systemd with one running unit on a bus of its own, and us who watch it.
struct SystemdWatch
{
    inline static const QString Fan = QStringLiteral("fan-control.service");

    PrivateBus daemon;
    bool hasDaemon = daemon.start();
    std::unique_ptr<FakeSystemd> systemd;
    agent::SystemdBus bus{daemon.address()};
    agent::SystemdUnits units{bus};
    QSignalSpy changed{&units, &agent::UnitPlatform::unitChanged};
    QSignalSpy jobs{&units, &agent::UnitPlatform::jobEnded};
    QSignalSpy started{&units, &agent::UnitPlatform::watchStarted};
    QSignalSpy lost{&units, &agent::UnitPlatform::watchLost};

    SystemdWatch() { makeSystemd(); }
    void makeSystemd()
    {
        systemd = std::make_unique<FakeSystemd>(daemon.address());
        systemd->setUnit(Fan, unitCommon(QStringLiteral("active"), QStringLiteral("running")),
                         unitOfType(QStringLiteral("success")));
    }
    void begin(const QStringList &names = {Fan})
    {
        QVERIFY(systemd->appear());
        units.watch(names);
        bus.start();
        QTRY_COMPARE(started.size(), 1);
    }
    [[nodiscard]] agent::UnitSnapshot latest() const
    {
        return changed.isEmpty() ? agent::UnitSnapshot()
                                 : changed.last().first().value<agent::UnitSnapshot>();
    }
    /// "boot.target failed", in order.
    [[nodiscard]] QStringList endedJobs() const
    {
        QStringList ended;
        for (const auto &signal : jobs) {
            const auto job = signal.first().value<agent::UnitJobEnd>();
            ended.append(job.unit + QLatin1Char(' ') + job.result);
        }
        return ended;
    }
};

} // namespace muster::test
