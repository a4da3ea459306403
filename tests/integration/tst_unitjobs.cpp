// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitaddress.h"

#include "tests/support/systemdwatch.h"

#include <QDBusMetaType>
#include <QDBusReply>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Watch = test::SystemdWatch;

const QString Boot = u"boot.target"_s;

/// The match rules that we have on the bus; nothing when this bus daemon does not tell.
std::optional<QStringList> rulesOf(const Watch &watch)
{
    auto ask = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                              u"org.freedesktop.DBus.Debug.Stats"_s, u"GetAllMatchRules"_s);
    const QDBusMessage answer = watch.systemd->connection().call(ask);
    if (answer.type() != QDBusMessage::ReplyMessage)
        return std::nullopt;
    const auto all = qdbus_cast<QMap<QString, QStringList>>(answer.arguments().first());
    return all.value(watch.bus.connection().baseService());
}

void setTarget(Watch &watch, const QString &target)
{
    watch.systemd->setUnit(target, test::unitCommon(u"active"_s, u"active"_s), {});
}

} // namespace

class TestUnitJobs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QSKIP("there is no dbus-daemon here");
        qDBusRegisterMetaType<QMap<QString, QStringList>>();
    }

    void tellsEachResultOfATargetsJobs()
    {
        Watch watch;
        setTarget(watch, Boot);
        watch.begin({Boot, Watch::Fan});
        QStringList expected;
        for (const QString &result : {u"done"_s, u"canceled"_s, u"timeout"_s, u"failed"_s, u"dependency"_s,
                                      u"skipped"_s, u"a-later-word"_s}) {
            watch.systemd->endJob(Boot, result);
            expected.append(Boot + u' ' + result);
        }
        QTRY_COMPARE(watch.endedJobs(), expected);
        const auto job = watch.jobs.first().first().value<UnitJobEnd>();
        QCOMPARE(job.id, jobId(thisBoot(), u"1"_s));
        QVERIFY(now() - job.at < std::chrono::minutes(1));
    }

    void jobsOfOtherUnitsDoNotWakeUs()
    {
        Watch watch;
        setTarget(watch, Boot);
        watch.begin({Boot, Watch::Fan});
        for (const QString &other : {u"other.target"_s, Watch::Fan, u"boot.target.service"_s})
            watch.systemd->endJob(other, u"failed"_s);
        watch.systemd->endJob(Boot, u"done"_s);
        QTRY_COMPARE(watch.endedJobs(), QStringList{u"boot.target done"_s});
        const auto rules = rulesOf(watch);
        if (!rules)
            QSKIP("this bus daemon does not tell its rules");
        const QStringList ofJobs = rules->filter(u"JobRemoved"_s);
        QCOMPARE(ofJobs.size(), 1);
        QVERIFY2(ofJobs.first().contains(u"arg2='boot.target'"_s), qPrintable(ofJobs.first()));
    }

    void aTargetThatIsNoLongerWatchedIsUnhooked()
    {
        Watch watch;
        setTarget(watch, Boot);
        setTarget(watch, u"power.target"_s);
        watch.begin({Boot, u"power.target"_s});
        watch.units.watch({u"power.target"_s});
        watch.systemd->endJob(Boot, u"failed"_s);
        watch.systemd->endJob(u"power.target"_s, u"failed"_s);
        QTRY_COMPARE(watch.endedJobs(), QStringList{u"power.target failed"_s});
        const auto rules = rulesOf(watch);
        if (!rules)
            QSKIP("this bus daemon does not tell its rules");
        QVERIFY(rules->filter(u"boot"_s).isEmpty());
    }

    void aTargetMayBeWatchedByAnAlias()
    {
        Watch watch;
        setTarget(watch, Boot);
        watch.systemd->setAlias(u"default.target"_s, Boot);
        watch.begin({u"default.target"_s});
        watch.systemd->endJob(Boot, u"dependency"_s);
        QTRY_COMPARE(watch.endedJobs(), QStringList{u"default.target dependency"_s});
    }

    void anAliasThatIsOfAnotherTargetNowIsFollowed()
    {
        Watch watch;
        setTarget(watch, Boot);
        setTarget(watch, u"rescue.target"_s);
        watch.systemd->setAlias(u"default.target"_s, Boot);
        watch.begin({u"default.target"_s});
        watch.systemd->setAlias(u"default.target"_s, u"rescue.target"_s);
        watch.systemd->reload();
        QTRY_COMPARE(watch.changed.size(), 2);
        watch.systemd->endJob(Boot, u"failed"_s);
        watch.systemd->endJob(u"rescue.target"_s, u"failed"_s);
        QTRY_COMPARE(watch.endedJobs(), QStringList{u"default.target failed"_s});
    }

    void hearsOfJobsAgainWhenSystemdComesBack()
    {
        Watch watch;
        setTarget(watch, Boot);
        watch.begin({Boot});
        watch.systemd->vanish();
        QTRY_COMPARE(watch.lost.size(), 1);
        QVERIFY(watch.systemd->appear());
        QTRY_COMPARE(watch.started.size(), 2);
        watch.systemd->endJob(Boot, u"timeout"_s);
        QTRY_COMPARE(watch.endedJobs(), QStringList{u"boot.target timeout"_s});
    }

    void watchesMoreTargetsThanTheBusAllowsRules_data()
    {
        QTest::addColumn<qsizetype>("targets");
        QTest::addColumn<bool>("takesAll");
        QTest::newRow("at the limit") << SystemdUnits::MaxRules / 2 << false;
        QTest::newRow("past the limit") << SystemdUnits::MaxRules / 2 + 1 << true;
    }
    void watchesMoreTargetsThanTheBusAllowsRules()
    {
        QFETCH(qsizetype, targets);
        QFETCH(bool, takesAll);
        Watch watch;
        QStringList names;
        for (qsizetype i = 0; i < targets; ++i) {
            names.append(u"t%1.target"_s.arg(i));
            setTarget(watch, names.last());
        }
        QVERIFY(watch.systemd->appear());
        watch.units.watch(names);
        watch.bus.start();
        QVERIFY(watch.started.wait()); // an event loop that does not sleep, for there are many round trips
        for (const QString &name : {u"other.target"_s, Watch::Fan, names.first(), names.last()})
            watch.systemd->endJob(name, u"failed"_s);
        QTRY_COMPARE(watch.endedJobs(),
                     QStringList({names.first() + u" failed"_s, names.last() + u" failed"_s}));
        const auto rules = rulesOf(watch);
        if (!rules)
            QSKIP("this bus daemon does not tell its rules");
        QCOMPARE(rules->filter(u"JobRemoved"_s).size(), takesAll ? 1 : targets);
        QCOMPARE_LT(rules->size(), 512);
    }

    void knowsWhereUnitsAre_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("label");
        QTest::newRow("plain") << u"boot.target"_s << u"boot_2etarget"_s;
        QTest::newRow("instance") << u"obmc-host-start@0.target"_s << u"obmc_2dhost_2dstart_400_2etarget"_s;
        QTest::newRow("begins with a digit") << u"9pm.service"_s << u"_39pm_2eservice"_s;
        QTest::newRow("underscore and escape") << u"a_b\\x2d.mount"_s << u"a_5fb_5cx2d_2emount"_s;
        QTest::newRow("root") << u"-.mount"_s << u"_2d_2emount"_s;
    }
    void knowsWhereUnitsAre()
    {
        QFETCH(QString, unit);
        QFETCH(QString, label);
        QCOMPARE(unitPath(unit), u"/org/freedesktop/systemd1/unit/"_s + label);
        QCOMPARE(unitAt(unitPath(unit)), unit);
    }

    void otherPathsAreNoUnits()
    {
        QCOMPARE(unitAt(u"/org/freedesktop/systemd1/job/5"_s), QString());
        QCOMPARE(unitAt(QString()), QString());
        QCOMPARE(unitAt(u"/org/freedesktop/systemd1/unit/a_"_s), u"a"_s);
        QCOMPARE(unitAt(u"/org/freedesktop/systemd1/unit/a_2"_s).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestUnitJobs)
#include "tst_unitjobs.moc"
