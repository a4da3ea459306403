// SPDX-License-Identifier: Apache-2.0
#include "tests/support/systemdwatch.h"

#include <QCoroTest>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Watch = test::SystemdWatch;

} // namespace

class TestUnitOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QSKIP("there is no dbus-daemon here");
    }

    void aRestartIsNotRefusedForItsStartLimit()
    {
        Watch watch;
        watch.begin();
        QVERIFY(QCoro::waitFor(watch.units.restart(Watch::Fan)));
        QCOMPARE(watch.systemd->orders(), QStringList({u"ResetFailedUnit fan-control.service"_s,
                                                       u"RestartUnit fan-control.service replace"_s}));
    }

    void aRebootStopsUnitsFirst()
    {
        Watch watch;
        watch.begin();
        watch.systemd->setUnit(u"reboot.target"_s, test::unitCommon(u"inactive"_s, u"dead"_s), {});
        QVERIFY(QCoro::waitFor(watch.units.reboot()));
        QCOMPARE(watch.systemd->orders(), QStringList{u"StartUnit reboot.target replace-irreversibly"_s});
    }

    void whatIsRefusedIsToldAsSuch_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no rights") << u"org.freedesktop.DBus.Error.AccessDenied"_s << ErrorCode::Forbidden;
        QTest::newRow("no such unit") << u"org.freedesktop.systemd1.NoSuchUnit"_s << ErrorCode::NotFound;
        QTest::newRow("not to be started by hand")
            << u"org.freedesktop.systemd1.OnlyByDependency"_s << ErrorCode::Unavailable;
        QTest::newRow("no answer") << u"org.freedesktop.DBus.Error.NoReply"_s << ErrorCode::Timeout;
    }
    void whatIsRefusedIsToldAsSuch()
    {
        QFETCH(QString, error);
        QFETCH(ErrorCode, code);
        Watch watch;
        watch.begin();
        watch.systemd->refuse(u"RestartUnit"_s, error);
        watch.systemd->refuse(u"StartUnit"_s, error);
        QCOMPARE(QCoro::waitFor(watch.units.restart(Watch::Fan)).error().code, code);
        QCOMPARE(QCoro::waitFor(watch.units.reboot()).error().code, code);
    }

    void withoutSystemdNothingIsOrdered()
    {
        Watch watch;
        QCOMPARE(QCoro::waitFor(watch.units.restart(Watch::Fan)).error().code, ErrorCode::Unavailable);
        QCOMPARE(QCoro::waitFor(watch.units.reboot()).error().code, ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestUnitOrders)
#include "tst_unitorders.moc"
