// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitdependencies.h"

#include "tests/support/systemdwatch.h"

#include <QCoroTest>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Watch = test::SystemdWatch;
using Needs = QList<std::pair<QString, QStringList>>;

const QString Boot = u"boot.target"_s;

void setUnit(Watch &watch, const QString &unit, const Needs &needs, const QVariantMap &ofType = {})
{
    QVariantMap common = test::unitCommon(u"active"_s, u"running"_s);
    common.insert(u"Id"_s, unit);
    for (const auto &[relation, units] : needs)
        common.insert(relation, units);
    watch.systemd->setUnit(unit, common, ofType);
}

/// "a.service Requires boot.target", in order.
QStringList linesOf(const QList<UnitDependency> &dependencies)
{
    QStringList lines;
    for (const UnitDependency &d : dependencies)
        lines.append(u"%1 %2 %3"_s.arg(d.unit, d.relation, d.neededBy));
    return lines;
}

Result<QList<UnitDependency>> dependenciesOf(Watch &watch, const QString &unit)
{
    return QCoro::waitFor(watch.units.dependencies(unit));
}

} // namespace

class TestUnitDependencies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QSKIP("there is no dbus-daemon here");
    }

    void nearestFirstAndEachOnce()
    {
        Watch watch;
        watch.begin();
        setUnit(watch, Boot,
                {{u"Wants"_s, {u"b.service"_s, u"a.service"_s}}, {u"Requires"_s, {u"a.service"_s}}});
        setUnit(watch, u"a.service"_s, {{u"BindsTo"_s, {u"c.mount"_s, Boot}}});
        setUnit(watch, u"b.service"_s, {{u"Upholds"_s, {u"d.service"_s}}, {u"Requisite"_s, {u"c.mount"_s}}});
        setUnit(watch, u"c.mount"_s, {});
        setUnit(watch, u"d.service"_s, {{u"Requires"_s, {u"a.service"_s}}});
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        QCOMPARE(linesOf(*found),
                 QStringList({u"a.service Requires boot.target"_s, u"b.service Wants boot.target"_s,
                              u"c.mount BindsTo a.service"_s, u"d.service Upholds b.service"_s}));
    }

    void tellsTheStateOfEach()
    {
        Watch watch;
        watch.begin();
        setUnit(watch, Boot, {{u"Requires"_s, {Watch::Fan}}});
        watch.systemd->setUnit(Watch::Fan, test::unitCommon(u"failed"_s, u"failed"_s, 3),
                               test::unitOfType(u"watchdog"_s));
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        const UnitDependency expected{Watch::Fan,
                                      Boot,
                                      u"Requires"_s,
                                      u"failed"_s,
                                      u"failed"_s,
                                      u"watchdog"_s,
                                      QString(u"03"_s).repeated(16),
                                      fromMicrosecondsSinceEpoch(1795235840404173)};
        QCOMPARE(*found, QList{expected});
    }

    void unitsThatAreNotLoadedArePassedOverAndNotLoaded()
    {
        Watch watch;
        watch.begin();
        setUnit(watch, Boot, {{u"Wants"_s, {u"absent.service"_s, u"a.service"_s}}});
        setUnit(watch, u"a.service"_s, {});
        const int loaded = watch.systemd->calls(u"LoadUnit"_s);
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        QCOMPARE(linesOf(*found), QStringList{u"a.service Wants boot.target"_s});
        QCOMPARE(watch.systemd->calls(u"LoadUnit"_s), loaded + 1);
    }

    void aUnitThatDoesNotExistIsToldIfItIsRequired()
    {
        Watch watch;
        watch.begin();
        setUnit(watch, Boot, {{u"Wants"_s, {u"a.service"_s}}, {u"Requires"_s, {u"b.service"_s}}});
        for (const QString &absent : {u"a.service"_s, u"b.service"_s})
            watch.systemd->setUnit(absent, {{u"LoadState"_s, u"not-found"_s}}, {});
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        QCOMPARE(linesOf(*found), QStringList{u"b.service Requires boot.target"_s});
        QCOMPARE(found->first().result, u"not-found"_s);
    }

    void endsWhereItIsDeepEnough()
    {
        Watch watch;
        watch.begin();
        for (int i = 0; i <= UnitPlatform::MaxDependencyDepth + 1; ++i)
            setUnit(watch, u"d%1.service"_s.arg(i), {{u"Requires"_s, {u"d%1.service"_s.arg(i + 1)}}});
        const auto found = dependenciesOf(watch, u"d0.service"_s);
        QVERIFY(found);
        QCOMPARE(found->size(), UnitPlatform::MaxDependencyDepth);
        QCOMPARE(found->last().unit, u"d%1.service"_s.arg(UnitPlatform::MaxDependencyDepth));
    }

    void endsWhereThereAreEnough_data()
    {
        QTest::addColumn<int>("units");
        QTest::newRow("at the limit") << UnitPlatform::MaxDependencies;
        QTest::newRow("past the limit") << UnitPlatform::MaxDependencies + 1;
    }
    void endsWhereThereAreEnough()
    {
        QFETCH(int, units);
        Watch watch;
        watch.begin();
        QStringList names;
        for (int i = 0; i < units; ++i) {
            names.append(u"u%1.service"_s.arg(i));
            setUnit(watch, names.last(), {});
        }
        setUnit(watch, Boot, {{u"Wants"_s, names}});
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        QCOMPARE(found->size(), UnitPlatform::MaxDependencies);
        QCOMPARE(found->last().unit, names[UnitPlatform::MaxDependencies - 1]);
    }

    void aListOfUnitsThatAreNotLoadedDoesNotGoOnForEver()
    {
        Watch watch;
        watch.begin();
        QStringList names;
        for (int i = 0; i < 3 * MaxNeeds; ++i)
            names.append(u"absent%1.service"_s.arg(i));
        setUnit(watch, Boot, {{u"Wants"_s, names}});
        const auto found = dependenciesOf(watch, Boot);
        QVERIFY(found);
        QVERIFY(found->isEmpty());
        QCOMPARE_LE(watch.systemd->calls(u"GetUnit"_s), MaxNeeds);
    }

    void saysWhyItCannotTell()
    {
        Watch watch;
        watch.begin();
        QCOMPARE(dependenciesOf(watch, u"absent.service"_s).error().code, ErrorCode::NotFound);
        setUnit(watch, Boot, {{u"Wants"_s, {u"a.service"_s}}});
        watch.systemd->refuse(u"GetUnit"_s, u"org.freedesktop.DBus.Error.NoReply"_s);
        QCOMPARE(dependenciesOf(watch, Boot).error().code, ErrorCode::Timeout);
        watch.systemd->vanish();
        QTRY_COMPARE(watch.lost.size(), 1);
        QCOMPARE(dependenciesOf(watch, Boot).error().code, ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestUnitDependencies)
#include "tst_unitdependencies.moc"
