// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/shownstate.h"
#include "console/views/models/memberstatemodel.h"
#include "console/views/models/systemstatemodel.h"
#include "console/views/pages/systemstatepanel.h"
#include "tests/gui/support/statestory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

using Kind = Place::Page;

const QString StateFrame = u"db-frame-1"_s;

struct StateStage : WindowStage
{
    explicit StateStage(const QString &system = StateFrame)
    {
        window.open({Kind::System, system});
        panel = window.pages().currentWidget()->findChild<SystemStatePanel *>();
    }

    [[nodiscard]] TablePanel &table(const QString &name) const
    {
        return *panel->findChild<TablePanel *>(name);
    }
    [[nodiscard]] QString text(const QString &name, int row, int column) const
    {
        return table(name).proxy().index(row, column).data().toString();
    }

    SystemStatePanel *panel = nullptr;
};

} // namespace

class TestStatePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void withoutAWordNothingIsShown()
    {
        StateStage stage;
        QCOMPARE(stage.table(u"systemState"_s).proxy().rowCount(), 0);
        QCOMPARE(stage.table(u"memberState"_s).proxy().rowCount(), 0);
    }

    void theWholeAndItsMembersAreShown()
    {
        StateStage stage;
        story::tellState(stage.desk.fleet, StateFrame);
        QTRY_COMPARE(stage.table(u"systemState"_s).proxy().rowCount(), 6);
        QCOMPARE(stage.table(u"memberState"_s).proxy().rowCount(), 4);
        QCOMPARE(stage.text(u"memberState"_s, 1, MemberStateModel::Management), u"Quiesced"_s);
        // drawer-d does not answer: its last word, marked as such.
        QCOMPARE(stage.text(u"memberState"_s, 3, MemberStateModel::Host), u"Running?"_s);
        // Nobody but the first has a hypervisor.
        QCOMPARE(stage.text(u"memberState"_s, 1, MemberStateModel::Hypervisor), u"\u2013"_s);
    }

    void valuesStreamInWithoutMovingTheSelection()
    {
        StateStage stage;
        story::tellState(stage.desk.fleet, StateFrame);
        TablePanel &members = stage.table(u"memberState"_s);
        QTRY_COMPARE(members.proxy().rowCount(), 4);
        members.view().setCurrentIndex(members.proxy().index(2, MemberStateModel::Host));
        story::tellHost(stage.desk.fleet, StateFrame, 3, u"Running"_s);
        QTRY_COMPARE(stage.text(u"memberState"_s, 2, MemberStateModel::Host), u"Running"_s);
        QCOMPARE(members.view().currentIndex(), members.proxy().index(2, MemberStateModel::Host));
    }

    void allIsStaleAtOnceWhenTheConnectionIsLost()
    {
        StateStage stage;
        story::tellState(stage.desk.fleet, StateFrame);
        QTRY_COMPARE(stage.table(u"memberState"_s).proxy().rowCount(), 4);
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        stage.desk.fleet.flush();
        QCOMPARE(stage.text(u"memberState"_s, 0, MemberStateModel::Host), u"Running?"_s);
        const auto shown = stateOf(stage.desk.fleet, stage.desk.fleet.systems().value(StateFrame), now());
        QVERIFY(shown && shown->isStale);
        for (const SystemFacet &facet : shown->state.facets) {
            QCOMPARE(facet.agreement, Agreement::Partial);
            QVERIFY(facet.health != Health::OK);
        }
    }

    void agesGrowOnlyWhereNobodyAnswers()
    {
        MemberFacet answering;
        answering.age = 0;
        answering.health = Health::OK;
        MemberFacet silent = answering;
        silent.isStale = true;
        silent.age = 5'000;
        SystemFacet facet;
        facet.health = Health::OK;
        facet.oldestAge = 5'000;
        facet.members = {answering, silent};
        SystemFacets told;
        told.facets = {facet};
        const SystemFacets later = agedState(told, 10s, std::nullopt);
        QCOMPARE(later.facets.first().members.first().age, 0);
        QCOMPARE(later.facets.first().members.last().age, 15'000);
        QCOMPARE(later.facets.first().oldestAge, 15'000);
        const SystemFacets lost = agedState(told, 10s, 4s);
        QCOMPARE(lost.facets.first().members.first().age, 4'000);
        QCOMPARE(lost.facets.first().members.first().health, Health::Unknown);
        QCOMPARE(lost.facets.first().members.last().age, 15'000);
    }

    void sixtyFourMembersAreARowEach()
    {
        StateStage stage;
        QStringList ids;
        for (int i = 1; i <= 64; ++i) {
            const FleetNode node = story::wellNode(u"big-%1"_s.arg(i), u"10.30.0.%1:7117"_s.arg(i));
            ids.append(node.nodeId);
            stage.desk.fleet.addNode(node);
        }
        story::joinSystem(stage.desk.fleet, u"big"_s, ids);
        stage.window.open({Kind::System, u"big"_s});
        stage.panel->setSystem(u"big"_s);
        story::tellState(stage.desk.fleet, u"big"_s);
        QTRY_COMPARE(stage.table(u"memberState"_s).proxy().rowCount(), 64);
        QCOMPARE(stage.text(u"memberState"_s, 63, MemberStateModel::Number), u"64"_s);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestStatePage)
#include "tst_statepage.moc"
