// SPDX-License-Identifier: Apache-2.0
#include "agent/units/dependencychain.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestDependencyChain : public QObject
{
    Q_OBJECT

    static UnitDependency unit(const QString &name, const QString &neededBy, const QString &state,
                               const QString &result = {})
    {
        return {name, neededBy, u"Requires"_s, state, state, result, {}, {}};
    }
    static QStringList names(const QList<DependencyLink> &chain)
    {
        QStringList units;
        for (const DependencyLink &link : chain)
            units.append(link.unit);
        return units;
    }

private Q_SLOTS:
    void leadsToTheNearestFailedUnit()
    {
        const QList needed{unit(u"b.target"_s, u"a.target"_s, u"inactive"_s),
                           unit(u"well.service"_s, u"a.target"_s, u"active"_s),
                           unit(u"c.service"_s, u"b.target"_s, u"failed"_s, u"exit-code"_s),
                           unit(u"d.service"_s, u"c.service"_s, u"failed"_s, u"signal"_s)};
        const auto chain = chainToCause(needed, u"dependency"_s);
        QCOMPARE(names(chain), (QStringList{u"b.target"_s, u"c.service"_s}));
        QCOMPARE(chain.last().result, u"exit-code"_s);
    }
    void aTimeoutLeadsToWhatIsStillComingUp()
    {
        const QList needed{unit(u"b.service"_s, u"a.target"_s, u"activating"_s)};
        QCOMPARE(names(chainToCause(needed, u"timeout"_s)), QStringList{u"b.service"_s});
        QVERIFY(chainToCause(needed, u"dependency"_s).isEmpty());
    }
    void whatSystemdRestartsHasFailedToo()
    {
        UnitDependency restarted = unit(u"b.service"_s, u"a.target"_s, u"activating"_s, u"exit-code"_s);
        restarted.subState = u"auto-restart"_s;
        QCOMPARE(names(chainToCause({restarted}, u"dependency"_s)), QStringList{u"b.service"_s});
    }
    void isEmptyWhereNothingTellsWhy()
    {
        QVERIFY(chainToCause({}, u"failed"_s).isEmpty());
        QVERIFY(chainToCause({unit(u"b.service"_s, u"a.target"_s, u"active"_s)}, u"timeout"_s).isEmpty());
    }
    void isBoundedAndSurvivesACircle()
    {
        QList<UnitDependency> needed;
        for (int i = 1; i <= 40; ++i)
            needed.append(unit(u"%1.target"_s.arg(i), u"%1.target"_s.arg(i - 1),
                               i == 40 ? u"failed"_s : u"inactive"_s));
        QCOMPARE(chainToCause(needed, u"failed"_s).size(), UnitFailure::MaxChain);
        const QList circle{unit(u"a"_s, u"b"_s, u"failed"_s), unit(u"b"_s, u"a"_s, u"inactive"_s)};
        QVERIFY(chainToCause(circle, u"failed"_s).size() <= UnitFailure::MaxChain);
    }
};

QTEST_APPLESS_MAIN(TestDependencyChain)
#include "tst_dependencychain.moc"
