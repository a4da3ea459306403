// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitjournal.h"

#include "tests/support/systemdwatch.h"

#include <QCoroTest>
#include <QDBusArgument>
#include <QDBusMetaType>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Watch = test::SystemdWatch;

/// A property that is an array of structures, as systemd has several.
struct Condition
{
    QString type;
    QString parameter;
    int state = 0;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Condition &condition)
{
    argument.beginStructure();
    argument << condition.type << condition.parameter << condition.state;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Condition &condition)
{
    argument.beginStructure();
    argument >> condition.type >> condition.parameter >> condition.state;
    argument.endStructure();
    return argument;
}

const QString Fan = Watch::Fan;

} // namespace

class TestSystemdUnits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QSKIP("there is no dbus-daemon here");
        qDBusRegisterMetaType<Condition>();
        qDBusRegisterMetaType<QList<Condition>>();
    }

    void readsAUnitOnce()
    {
        Watch watch;
        watch.begin();
        QCOMPARE(watch.changed.size(), 1);
        const UnitSnapshot unit = watch.latest();
        QCOMPARE(unit.status.unit, Fan);
        QCOMPARE(unit.status.loadState, u"loaded"_s);
        QCOMPARE(unit.status.activeState, u"active"_s);
        QCOMPARE(unit.status.result, u"success"_s);
        QCOMPARE(unit.status.invocationId, QString(u"01"_s).repeated(16));
        QCOMPARE(unit.status.since, fromMicrosecondsSinceEpoch(1795235840404173));
        QVERIFY(watch.lost.isEmpty());
    }

    void aChangeComesWholeAndWithoutAsking()
    {
        Watch watch;
        watch.begin();
        const int asked = watch.systemd->calls(u"GetAll"_s);
        watch.systemd->change(Fan, test::unitCommon(u"failed"_s, u"failed"_s),
                              test::unitOfType(u"signal"_s, 2, CLD_KILLED, SIGSEGV));
        QTRY_COMPARE(watch.changed.size(), 2);
        const UnitSnapshot unit = watch.latest();
        QCOMPARE(unit.status.activeState, u"failed"_s);
        QCOMPARE(unit.status.result, u"signal"_s);
        QCOMPARE(unit.status.restarts, 2);
        QCOMPARE(unit.mainCode, CLD_KILLED);
        QCOMPARE(unit.mainStatus, SIGSEGV);
        QCOMPARE(watch.systemd->calls(u"GetAll"_s), asked);
    }

    void otherUnitsDoNotWakeUs()
    {
        Watch watch;
        watch.begin();
        watch.systemd->setUnit(u"other.service"_s, test::unitCommon(u"active"_s, u"running"_s), {});
        watch.systemd->change(u"other.service"_s, test::unitCommon(u"failed"_s, u"failed"_s), {});
        watch.systemd->change(Fan, test::unitCommon(u"inactive"_s, u"dead"_s), {});
        QTRY_COMPARE(watch.changed.size(), 2);
        QCOMPARE(watch.latest().status.unit, Fan);
    }

    void doesNotBelieveOthersThanSystemd()
    {
        Watch watch;
        watch.begin();
        const QString name = u"stranger"_s;
        {
            auto stranger = QDBusConnection::connectToBus(watch.daemon.address(), name);
            auto lie = QDBusMessage::createTargetedSignal(
                watch.bus.connection().baseService(), test::FakeSystemd::pathOf(Fan),
                u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
            lie.setArguments({u"org.freedesktop.systemd1.Unit"_s, test::unitCommon(u"failed"_s, u"failed"_s),
                              QStringList()});
            QVERIFY(stranger.send(lie));
            auto owner = QDBusMessage::createTargetedSignal(watch.bus.connection().baseService(),
                                                            u"/org/freedesktop/DBus"_s,
                                                            u"org.freedesktop.DBus"_s, u"NameOwnerChanged"_s);
            owner.setArguments({u"org.freedesktop.systemd1"_s, watch.bus.owner(), stranger.baseService()});
            QVERIFY(stranger.send(owner));
        }
        watch.systemd->change(Fan, test::unitCommon(u"reloading"_s, u"reload"_s), {});
        QTRY_COMPARE(watch.changed.size(), 2);
        QCOMPARE(watch.latest().status.activeState, u"reloading"_s);
        QDBusConnection::disconnectFromBus(name);
    }

    void asksForAValueThatWasNotSent()
    {
        Watch watch;
        watch.begin();
        watch.systemd->invalidate(Fan, test::unitOfType(u"watchdog"_s));
        QTRY_COMPARE(watch.latest().status.result, u"watchdog"_s);
    }

    void aUnitThatDoesNotExistIsToldAndFoundAfterAReload()
    {
        Watch watch;
        watch.begin();
        watch.units.watch({Fan, u"fan-contrl.service"_s});
        QTRY_COMPARE(watch.latest().status.loadState, u"not-found"_s);
        QCOMPARE(watch.latest().status.unit, u"fan-contrl.service"_s);
        watch.systemd->setUnit(u"fan-contrl.service"_s, test::unitCommon(u"inactive"_s, u"dead"_s), {});
        watch.systemd->reload();
        QTRY_COMPARE(watch.latest().status.loadState, u"loaded"_s);
    }

    void aUnitThatStartsToExistIsFoundWithoutAReload()
    {
        Watch watch;
        watch.begin();
        watch.units.watch({Fan, u"late.service"_s});
        QTRY_COMPARE(watch.latest().status.loadState, u"not-found"_s);
        watch.systemd->setUnit(u"late.service"_s, {}, {});
        watch.systemd->change(u"late.service"_s, test::unitCommon(u"active"_s, u"running"_s),
                              test::unitOfType(u"success"_s));
        QTRY_COMPARE(watch.latest().status.loadState, u"loaded"_s);
        QCOMPARE(watch.latest().status.activeState, u"active"_s);
    }

    void readsAgainWhenSystemdComesBack()
    {
        Watch watch;
        watch.begin();
        watch.systemd->vanish();
        QTRY_COMPARE(watch.lost.size(), 1);
        watch.systemd->setUnit(Fan, test::unitCommon(u"failed"_s, u"failed"_s),
                               test::unitOfType(u"signal"_s, 0, CLD_KILLED, SIGKILL));
        QVERIFY(watch.systemd->appear());
        QTRY_COMPARE(watch.started.size(), 2);
        QCOMPARE(watch.latest().status.activeState, u"failed"_s);
        watch.systemd->change(Fan, test::unitCommon(u"active"_s, u"running"_s, 2),
                              test::unitOfType(u"success"_s));
        QTRY_COMPARE(watch.latest().status.activeState, u"active"_s);
    }

    void comesBackAfterTheBusWasGone()
    {
        Watch watch;
        watch.begin();
        watch.daemon.stop();
        QTRY_COMPARE(watch.lost.size(), 1);
        const Error reason = watch.lost.first().first().value<Error>();
        QCOMPARE(reason.code, ErrorCode::Unavailable);
        QVERIFY(!reason.text.isEmpty());
        QVERIFY(watch.daemon.start());
        watch.makeSystemd();
        QVERIFY(watch.systemd->appear());
        QTRY_COMPARE(watch.started.size(), 2);
        watch.systemd->change(Fan, test::unitCommon(u"failed"_s, u"failed"_s),
                              test::unitOfType(u"exit-code"_s, 0, CLD_EXITED, 3));
        QTRY_COMPARE(watch.latest().status.activeState, u"failed"_s);
    }

    void saysWhyThereIsNoWatch()
    {
        Watch watch;
        watch.systemd->refuse(u"Subscribe"_s, u"org.freedesktop.DBus.Error.AccessDenied"_s);
        QVERIFY(watch.systemd->appear());
        watch.units.watch({Fan});
        watch.bus.start();
        QTRY_COMPARE(watch.lost.size(), 1);
        QCOMPARE(watch.lost.first().first().value<Error>().code, ErrorCode::Forbidden);
        QVERIFY(watch.started.isEmpty());
        watch.systemd->refuse(u"Subscribe"_s, {});
        QTRY_COMPARE(watch.started.size(), 1);
    }

    void asksAgainWhenSystemdDidNotAnswer()
    {
        Watch watch;
        watch.begin();
        watch.systemd->refuse(u"GetAll"_s, u"org.freedesktop.DBus.Error.NoReply"_s);
        watch.systemd->reload();
        QTRY_COMPARE(watch.lost.size(), 1);
        QCOMPARE(watch.lost.first().first().value<Error>().code, ErrorCode::Timeout);
        watch.systemd->setUnit(Fan, test::unitCommon(u"failed"_s, u"failed"_s),
                               test::unitOfType(u"signal"_s));
        watch.systemd->refuse(u"GetAll"_s, {});
        QTRY_COMPARE(watch.started.size(), 2);
        QCOMPARE(watch.latest().status.activeState, u"failed"_s);
    }

    void aRestartThatSkipsTheFailedStateIsCounted()
    {
        Watch watch;
        watch.begin();
        watch.systemd->change(Fan, test::unitCommon(u"activating"_s, u"auto-restart"_s),
                              test::unitOfType(u"exit-code"_s, 0, CLD_EXITED, 7));
        watch.systemd->change(Fan, test::unitCommon(u"active"_s, u"running"_s, 2),
                              test::unitOfType(u"success"_s, 1));
        QTRY_COMPARE(watch.changed.size(), 3);
        QCOMPARE(watch.latest().status.restarts, 1);
    }

    void propertiesOfUnusualTypesHideNothing()
    {
        Watch watch;
        watch.begin();
        const auto conditions = QVariant::fromValue(QList{Condition{u"ConditionPathExists"_s, u"/run"_s, 1}});
        QVariantMap ofType = test::unitOfType(u"watchdog"_s);
        ofType.insert(u"ExecCondition"_s, conditions);
        QVariantMap common = test::unitCommon(u"failed"_s, u"failed"_s);
        common.insert(u"Conditions"_s, conditions);
        watch.systemd->change(Fan, common, ofType);
        QTRY_COMPARE(watch.latest().status.activeState, u"failed"_s);
        QCOMPARE(watch.latest().status.result, u"watchdog"_s);
    }

    void saysThatThereIsNoSystemd()
    {
        Watch watch;
        watch.units.watch({Fan});
        watch.bus.start();
        QTRY_COMPARE(watch.lost.size(), 1);
        QVERIFY(watch.systemd->appear());
        QTRY_COMPARE(watch.started.size(), 1);
    }

    void watchesExactlyWhatItIsTold()
    {
        Watch watch;
        watch.begin();
        watch.systemd->setUnit(u"b.service"_s, test::unitCommon(u"active"_s, u"running"_s), {});
        watch.units.watch({u"b.service"_s, u"../no/name"_s});
        QTRY_COMPARE(watch.changed.size(), 2);
        watch.systemd->change(Fan, test::unitCommon(u"failed"_s, u"failed"_s), {});
        watch.systemd->change(u"b.service"_s, test::unitCommon(u"inactive"_s, u"dead"_s), {});
        QTRY_COMPARE(watch.changed.size(), 3);
        QCOMPARE(watch.latest().status.unit, u"b.service"_s);
        QCOMPARE(watch.systemd->calls(u"LoadUnit"_s), 2);
    }

    void watchesMoreUnitsThanTheBusAllowsRules()
    {
        Watch watch;
        QStringList names;
        for (qsizetype i = 0; i <= SystemdUnits::MaxRules; ++i)
            names.append(u"s%1.service"_s.arg(i));
        for (const QString &name : names)
            watch.systemd->setUnit(name, test::unitCommon(u"active"_s, u"running"_s),
                                   test::unitOfType(u"success"_s));
        watch.begin();
        watch.units.watch(names);
        QVERIFY(watch.started.wait()); // an event loop that does not sleep, for there are many round trips
        for (const QString &name : {names.first(), names.last()}) {
            watch.systemd->change(name, test::unitCommon(u"failed"_s, u"failed"_s),
                                  test::unitOfType(u"signal"_s));
            QTRY_COMPARE(watch.latest().status.unit, name);
            QCOMPARE(watch.latest().status.activeState, u"failed"_s);
        }
    }

    void tellsSelectedProperties()
    {
        Watch watch;
        watch.begin();
        const auto properties = QCoro::waitFor(watch.units.properties(Fan));
        QVERIFY(properties);
        QVERIFY(properties->contains(UnitProperty{u"ActiveState"_s, u"active"_s}));
        QVERIFY(properties->contains(UnitProperty{u"InvocationID"_s, QString(u"01"_s).repeated(16)}));
        QVERIFY(properties->contains(UnitProperty{u"StateChangeTimestamp"_s, u"2026-11-21T04:37:20.404Z"_s}));
        watch.systemd->vanish();
        QTRY_COMPARE(watch.lost.size(), 1);
        QCOMPARE(QCoro::waitFor(watch.units.properties(Fan)).error().code, ErrorCode::Unavailable);
    }

    /// systemd may be silent for long: who waits for it must not hold the agent's end, nor be left behind.
    void whoWaitsWhenTheAgentEndsIsLetGo()
    {
        QStringList ends;
        const auto note = [&](const auto &answer) {
            ends.append(answer ? u"done"_s : describe(answer.error()));
        };
        {
            Watch watch;
            watch.begin();
            watch.units.properties(Fan).then(note);
            watch.units.known({Fan}).then(note);
            watch.units.restart(Fan).then(note);
            watch.units.dependencies(Fan).then(note);
            watch.units.reboot().then(note);
            QVERIFY(ends.isEmpty());
        }
        QCOMPARE(ends.size(), 5);
        QVERIFY2(!ends.contains(u"done"_s), qPrintable(ends.join(u'\n')));
    }

    void tellsWhichUnitsThereAre()
    {
        Watch watch;
        watch.begin();
        const auto known = QCoro::waitFor(watch.units.known({Fan, u"none.service"_s}));
        QVERIFY(known);
        QCOMPARE(*known, QStringList(Fan));
        QCOMPARE(watch.changed.size(), 1); // To ask is not to watch.
        watch.systemd->vanish();
        QTRY_COMPARE(watch.lost.size(), 1);
        QCOMPARE(QCoro::waitFor(watch.units.known({Fan})).error().code, ErrorCode::Unavailable);
    }

    void keepsJournalTextWithinItsLimit_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << "rotor 2 is blocked"_ba << u"rotor 2 is blocked"_s;
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("at the limit") << QByteArray(4096, 'x') << QString(4096, u'x');
        QTest::newRow("past the limit") << QByteArray(4097, 'x') << QString(4096, u'x');
        QTest::newRow("cut within a character") << QByteArray(4095, 'x') + "\xC3\xA4" << QString(4095, u'x');
        QTest::newRow("not UTF-8") << "a\xFFz"_ba << u"a\uFFFDz"_s;
        QTest::newRow("nothing is UTF-8") << QByteArray(4096, '\xFF') << QString(1365, u'\uFFFD');
    }
    void keepsJournalTextWithinItsLimit()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, text);
        QCOMPARE(journalText(raw), text);
        QVERIFY(journalText(raw).toUtf8().size() <= MaxJournalLineBytes);
    }
};

QTEST_GUILESS_MAIN(TestSystemdUnits)
#include "tst_systemdunits.moc"
