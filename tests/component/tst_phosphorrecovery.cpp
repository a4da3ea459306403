// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorrecovery.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/recovery/recoveryservice.h"

#include "tests/support/fakesettings.h"
#include "tests/support/fakesystemd.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

const QString TimeoutTarget = u"obmc-host-timeout@0.target"_s;
const QString CrashTarget = u"obmc-host-crash@0.target"_s;

struct Bmc
{
    QTemporaryDir folder;
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    test::FakeSystemd systemd{daemon.address()};
    test::FakeSettings settings;
    SystemdBus bus{daemon.address()};
    PhosphorRecovery platform{bus, folder.path()};
    RecoveryService service{&platform};

    explicit Bmc(bool hasOneTime = true)
        : settings(daemon.address(), hasOneTime)
    {
        systemd.setFileState(TimeoutTarget, u"static"_s);
        systemd.setFileState(CrashTarget, u"static"_s);
        bus.start();
    }
    void appear()
    {
        QVERIFY(systemd.appear());
        QVERIFY(settings.appear());
        QTRY_VERIFY(bus.isAvailable());
        QTRY_COMPARE(state(RecoveryPart::HostReboot), RecoverySwitch::On);
    }
    RecoveryState part(RecoveryPart part)
    {
        const auto view = QCoro::waitFor(service.show());
        for (const RecoveryState &one : view.value_or(RecoveryView()).parts) {
            if (one.part == part)
                return one;
        }
        return {part, RecoverySwitch::Unknown, u"(none)"_s, {}};
    }
    RecoverySwitch state(RecoveryPart which) { return part(which).state; }
    Result<RecoveryView> set(const QList<RecoveryPart> &parts, RecoverySwitch wanted)
    {
        return QCoro::waitFor(service.set({parts, wanted}));
    }
    void guard()
    {
        QDir(folder.path()).mkpath(u"reboot.target.d"_s);
        QFile file(folder.filePath(u"reboot.target.d/reboot-guard.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
};

} // namespace

class TestPhosphorRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNothingWithoutOpenBmc()
    {
        Bmc bmc;
        QVERIFY(bmc.systemd.appear());
        QTRY_VERIFY(bmc.bus.isAvailable());
        const auto view = QCoro::waitFor(bmc.service.show());
        QCOMPARE(view.error().code, ErrorCode::Unsupported);
        QCOMPARE(bmc.set({}, RecoverySwitch::On).error().code, ErrorCode::Unsupported);
    }

    void readsEachWhereObmcutilDoes()
    {
        Bmc bmc;
        bmc.appear();
        for (const RecoveryPart part : {RecoveryPart::HostReboot, RecoveryPart::BmcReboot,
                                        RecoveryPart::HostTimeout, RecoveryPart::HostCrash})
            QCOMPARE(bmc.state(part), RecoverySwitch::On);
        bmc.settings.setReboot(test::FakeSettings::RebootOnce, false);
        QTRY_COMPARE(bmc.state(RecoveryPart::HostReboot), RecoverySwitch::OffOnce);
        bmc.settings.setReboot(test::FakeSettings::Reboot, false);
        QTRY_COMPARE(bmc.state(RecoveryPart::HostReboot), RecoverySwitch::Off);
        bmc.systemd.setFileState(CrashTarget, u"masked-runtime"_s);
        QCOMPARE(bmc.state(RecoveryPart::HostCrash), RecoverySwitch::Off);
        bmc.guard();
        QCOMPARE(bmc.state(RecoveryPart::BmcReboot), RecoverySwitch::Off);
    }

    void switchesTheHostsRestart()
    {
        Bmc bmc;
        bmc.appear();
        QVERIFY(bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::OffOnce));
        QVERIFY(bmc.settings.isRebooting(test::FakeSettings::Reboot));
        QVERIFY(!bmc.settings.isRebooting(test::FakeSettings::RebootOnce));
        QVERIFY(bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::On));
        QVERIFY(bmc.settings.isRebooting(test::FakeSettings::RebootOnce));
        QVERIFY(bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::Off));
        QVERIFY(!bmc.settings.isRebooting(test::FakeSettings::Reboot));
    }

    void allIsWhatIsDoneAboutHosts()
    {
        Bmc bmc;
        bmc.appear();
        const auto off = bmc.set({}, RecoverySwitch::Off);
        QVERIFY2(off, off ? "" : qPrintable(describe(off.error())));
        QCOMPARE(bmc.systemd.fileState(TimeoutTarget), u"masked"_s);
        QCOMPARE(bmc.systemd.fileState(CrashTarget), u"masked"_s);
        QVERIFY(!bmc.settings.isRebooting(test::FakeSettings::Reboot));
        QCOMPARE(bmc.state(RecoveryPart::BmcReboot), RecoverySwitch::On); // not from afar
        QVERIFY(bmc.set({}, RecoverySwitch::On));
        QCOMPARE(bmc.systemd.fileState(TimeoutTarget), u"static"_s);
        QVERIFY(bmc.systemd.calls(u"Reload"_s) >= 4);
    }

    void restartsOfTheBmcAreNotSwitchedFromAfar()
    {
        Bmc bmc;
        bmc.appear();
        const auto off = bmc.set({RecoveryPart::BmcReboot}, RecoverySwitch::Off);
        QCOMPARE(off.error().code, ErrorCode::Unsupported);
        QVERIFY(off.error().text.contains(u"bmcrebootoff"_s));
        QVERIFY(QDir(bmc.folder.path()).isEmpty());
    }

    void isDoneByWhatItIsAndNotByTheReply()
    {
        Bmc bmc;
        bmc.appear();
        bmc.settings.isIdle = true;
        const auto off = bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::Off);
        QCOMPARE(off.error().code, ErrorCode::Conflict);
        QVERIFY2(off.error().text.contains(u"asked to be Off, and is not: On"), qPrintable(off.error().text));
    }

    void aRefusalIsTold()
    {
        Bmc bmc;
        bmc.appear();
        bmc.settings.refusal = u"org.freedesktop.DBus.Error.AccessDenied"_s;
        QCOMPARE(bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::Off).error().code, ErrorCode::Forbidden);
    }

    void someImagesHaveNothingForOneTime()
    {
        Bmc bmc(false);
        bmc.appear();
        QVERIFY(!bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::OffOnce));
        QVERIFY(bmc.set({RecoveryPart::HostReboot}, RecoverySwitch::On));
    }

    void whatCannotBeReadIsUnknownWithWhy()
    {
        Bmc bmc;
        bmc.appear();
        bmc.settings.vanish();
        QTRY_COMPARE(bmc.state(RecoveryPart::HostReboot), RecoverySwitch::Unknown);
        QVERIFY(bmc.part(RecoveryPart::HostReboot).why.contains(u"not on the system bus"));
        bmc.systemd.setFileState(CrashTarget, {});
        QCOMPARE(bmc.state(RecoveryPart::HostCrash), RecoverySwitch::Unknown);
        QVERIFY(bmc.part(RecoveryPart::HostCrash).why.contains(u"No such file"));
        QCOMPARE(bmc.state(RecoveryPart::HostTimeout), RecoverySwitch::On);
    }

    void onlyTheHostsRestartCanBeOffOnce()
    {
        Bmc bmc;
        bmc.appear();
        QCOMPARE(bmc.set({RecoveryPart::HostCrash}, RecoverySwitch::OffOnce).error().code,
                 ErrorCode::Invalid);
        QCOMPARE(bmc.set({}, RecoverySwitch::OffOnce).error().code, ErrorCode::Invalid);
        QCOMPARE(bmc.set({}, RecoverySwitch::Unknown).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestPhosphorRecovery)
#include "tst_phosphorrecovery.moc"
