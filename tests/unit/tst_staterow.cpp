// SPDX-License-Identifier: Apache-2.0
#include "console/batch/staterow.h"

#include "shared/state/aggregation.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MemberFacet member(int instance, const QString &value, Health health = Health::OK)
{
    MemberFacet one;
    one.instance = instance;
    one.nodeId = u"ID-%1"_s.arg(instance);
    one.name = u"drawer-%1"_s.arg(instance);
    one.value = value;
    one.health = health;
    one.age = 3'000;
    return one;
}

SystemFacets systemOf(const QList<MemberFacet> &members)
{
    SystemFacets state{u"frame"_s, u"ID-1"_s, Health::Unknown, {}, {}};
    state.facets = {aggregate(Facet::Bmc, AggregateRule::Least, 1, members)};
    state.health = overallHealth(state.facets);
    return state;
}

QString textOf(const Table &table)
{
    return table.lines(0, false).join(u'\n');
}

} // namespace

class TestStateRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allWell()
    {
        const SystemFacets state = systemOf({member(1, u"Ready"_s), member(2, u"Ready"_s)});
        QCOMPARE(exitCodeOf(state), ExitCode::Well);
        QVERIFY(stateFindings(state).isEmpty());
        const QString text = textOf(stateTable(state));
        QVERIFY2(text.contains(u"drawer-2"_s) && text.contains(u"Unanimous"_s), qPrintable(text));
        QVERIFY2(text.contains(u"3 s"_s), qPrintable(text));
    }

    void unwellIsNamed()
    {
        const SystemFacets state =
            systemOf({member(1, u"Ready"_s), member(2, u"Quiesced"_s, Health::Critical)});
        QCOMPARE(exitCodeOf(state), ExitCode::NotWell);
        QCOMPARE(stateFindings(state).size(), 1);
        QVERIFY2(stateFindings(state).first().contains(u"drawer-2"_s),
                 qPrintable(stateFindings(state).first()));
    }

    void staleHasAQuestionMarkAndIsNotWell()
    {
        const SystemFacets state =
            systemOf({member(1, u"Ready"_s), afterSilence(member(2, u"Ready"_s), 1s, 60s)});
        QCOMPARE(exitCodeOf(state), ExitCode::NotWell);
        const QString text = textOf(stateTable(state));
        QVERIFY2(text.contains(u"Ready?"_s) && text.contains(u"Partial"_s), qPrintable(text));
        QCOMPARE(stateFindings(state).size(), 1);
    }

    void partialAloneIsNotWell()
    {
        SystemFacets state = systemOf({member(1, u"Ready"_s)});
        state.facets.first().agreement = Agreement::Partial;
        QCOMPARE(exitCodeOf(state), ExitCode::NotWell);
    }

    void nothingKnownIsNotWell()
    {
        QCOMPARE(exitCodeOf(systemOf({})), ExitCode::NotWell);
        QCOMPARE(exitCodeOf(NodeFacets()), ExitCode::NotWell);
    }

    void memberWithoutTheFacetIsADash()
    {
        SystemFacets state = systemOf({member(1, u"Ready"_s), member(2, u"Ready"_s)});
        state.facets.append(aggregate(Facet::Host, AggregateRule::Least, 1, {member(2, u"Running"_s)}));
        const QStringList lines = stateTable(state).lines(0, false);
        QVERIFY2(lines.last().contains(u" - "_s), qPrintable(lines.last()));
        QCOMPARE(exitCodeOf(state), ExitCode::Well);
    }

    void manyMembersAreCounted()
    {
        QList<MemberFacet> members;
        for (int i = 1; i <= 20; ++i)
            members.append(
                member(i, i == 7 ? u"Quiesced"_s : u"Ready"_s, i == 7 ? Health::Critical : Health::OK));
        const QString text = textOf(stateTable(systemOf(members)));
        QVERIFY2(text.contains(u"1 Quiesced, 19 Ready"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"drawer-7"_s), qPrintable(text));
        QVERIFY2(text.contains(u"7"_s), qPrintable(text));
    }

    void nodeWithAContradictionIsNotWell()
    {
        NodeFacets state;
        state.clock = now();
        FacetValue power;
        power.facet = Facet::Chassis;
        power.value = u"Off"_s;
        power.raw = u"xyz.Off"_s;
        power.health = Health::OK;
        power.observedAt = state.clock - 5s;
        state.facets = {power};
        QCOMPARE(exitCodeOf(state), ExitCode::Well);
        const QString text = textOf(stateTable(state));
        QVERIFY2(text.contains(u"5 s"_s) && text.contains(u"xyz.Off"_s), qPrintable(text));
        state.contradictions = {{u"power-off-host-up"_s, {Facet::Chassis}, u"they do not fit"_s}};
        QCOMPARE(exitCodeOf(state), ExitCode::NotWell);
        QCOMPARE(stateFindings(state), QStringList{u"they do not fit"_s});
    }
};

QTEST_APPLESS_MAIN(TestStateRow)
#include "tst_staterow.moc"
