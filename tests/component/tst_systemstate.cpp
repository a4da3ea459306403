// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/systemstate.h"

#include "agent/server/eventsbinding.h"
#include "agent/state/statebinding.h"
#include "agent/systemstate/systemstatebinding.h"
#include "shared/state/aggregation.h"
#include "tests/support/replicanet.h"
#include "tests/support/toldfacets.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A node with facets of its own, and what makes the system's of them where it is the hub.
struct StateNode
{
    StateNode(NetNode &netNode, bool tellsFacets = true)
        : node(netNode)
        , own(node.events)
        , state({node.neighbours, node.events, node.problems})
    {
        bindEvents(node.methods, node.events);
        bindSystemState(node.methods, state);
        if (tellsFacets)
            bindNodeFacets(node.methods, own);
        state.setOwn(own);
    }
    NetNode &node;
    ToldFacets own;
    SystemState state;
};

} // namespace

class TestSystemState : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ReplicaNet> m_net;
    std::vector<std::unique_ptr<StateNode>> m_nodes;

    [[nodiscard]] StateNode &node(int number) const { return *m_nodes.at(std::size_t(number - 1)); }
    [[nodiscard]] SystemFacet whole(Facet facet) const
    {
        const auto view = node(1).state.view();
        if (!view)
            return {};
        const auto found = std::ranges::find(view->facets, facet, &SystemFacet::facet);
        return found == view->facets.cend() ? SystemFacet() : *found;
    }
    [[nodiscard]] SystemFacet told(Facet facet) const
    {
        SystemFacet latest;
        for (const Event &event : node(1).node.events.events()) {
            if (event.kind != events::SystemFacetChanged)
                continue;
            const auto one = fromJson<SystemFacet>(event.data.text);
            if (one && one->facet == facet)
                latest = *one;
        }
        return latest;
    }
    void make(int nodes, int silentAfter = 60, bool lastTells = true)
    {
        m_net = std::make_unique<ReplicaNet>(m_folder.path());
        m_net->membership().settings.unavailableAfterSeconds = silentAfter;
        for (int i = 1; i <= nodes; ++i) {
            m_nodes.push_back(
                std::make_unique<StateNode>(m_net->add(u"NODE-%1"_s.arg(i)), lastTells || i < nodes));
            node(i).own.set(Facet::Bmc, u"Ready"_s);
        }
    }
    void join(int number) { m_net->join(node(1).node, node(number).node); }
    void cut(int number) { m_net->cut(&node(1).node, &node(number).node); }
    void found(int nodes, int silentAfter = 60)
    {
        make(nodes, silentAfter);
        m_net->form(u"NODE-1"_s);
        m_net->joinAll(node(1).node);
        QTRY_COMPARE(whole(Facet::Bmc).agreement, Agreement::Unanimous);
    }

private Q_SLOTS:
    void cleanup()
    {
        if (m_net)
            m_net->cutAll();
        m_nodes.clear();
        m_net.reset();
    }

    void allReadyIsReady()
    {
        found(3);
        const SystemFacet bmc = whole(Facet::Bmc);
        QCOMPARE(bmc.value, u"Ready"_s);
        QCOMPARE(bmc.health, Health::OK);
        QCOMPARE(bmc.members.size(), 3);
        QCOMPARE(bmc.members.at(2).nodeId, u"NODE-3"_s);
        QCOMPARE(bmc.members.at(2).raw, u"xyz.Ready"_s);
        QVERIFY(bmc.oldestAge);
        QTRY_COMPARE(told(Facet::Bmc).value, u"Ready"_s);
        QVERIFY(told(Facet::Bmc).members.isEmpty());
    }

    void memberThatWasNeverHeardIsPartial()
    {
        make(3);
        m_net->form(u"NODE-1"_s);
        join(2);
        QTRY_COMPARE(whole(Facet::Bmc).members.at(1).value, u"Ready"_s);
        const SystemFacet bmc = whole(Facet::Bmc);
        QCOMPARE(bmc.agreement, Agreement::Partial);
        QCOMPARE(bmc.members.size(), 3);
        QCOMPARE(bmc.members.at(2).value, UnknownValue);
        QVERIFY(bmc.members.at(2).isStale);
        QCOMPARE(bmc.health, Health::Unknown);
    }

    void quiescedMemberIsNamedAtOnce()
    {
        found(4);
        node(3).own.set(Facet::Bmc, u"Quiesced"_s);
        QTRY_COMPARE(told(Facet::Bmc).health, Health::Critical);
        QCOMPARE(told(Facet::Bmc).worst, QList<int>{3});
        QCOMPARE(told(Facet::Bmc).value, u"Quiesced"_s);
        QCOMPARE(node(1).state.view()->health, Health::Critical);
        node(3).own.set(Facet::Bmc, u"Ready"_s);
        QTRY_COMPARE(told(Facet::Bmc).health, Health::OK);
    }

    void ownChangesCount()
    {
        found(2);
        node(1).own.set(Facet::Bmc, u"NotReady"_s);
        QTRY_COMPARE(told(Facet::Bmc).value, u"NotReady"_s);
        QCOMPARE(told(Facet::Bmc).behind, QList<int>{1});
    }

    void facetThatAppearsLateAppears()
    {
        found(3);
        node(2).own.set(Facet::Host, u"Running"_s);
        QTRY_COMPARE(told(Facet::Host).value, u"Running"_s);
        // The others have no such facet, and do not make it partial.
        QCOMPARE(told(Facet::Host).agreement, Agreement::Unanimous);
        QCOMPARE(whole(Facet::Host).members.size(), 1);
    }

    void silentMemberIsStaleAtOnceAndUnknownLater()
    {
        found(3, 1);
        cut(2);
        SystemFacet bmc = whole(Facet::Bmc);
        QCOMPARE(bmc.agreement, Agreement::Partial);
        QCOMPARE(bmc.members.at(1).value, u"Ready"_s);
        QVERIFY(bmc.members.at(1).isStale);
        QTRY_COMPARE(told(Facet::Bmc).agreement, Agreement::Partial);
        QVERIFY(!node(1).node.hasProblem(u"member-unavailable:2"_s));
        // By a timer: nobody asks.
        QTRY_COMPARE(told(Facet::Bmc).health, Health::Critical);
        QCOMPARE(told(Facet::Bmc).worst, QList<int>{2});
        QCOMPARE(whole(Facet::Bmc).members.at(1).value, UnknownValue);
        QVERIFY(node(1).node.hasProblem(u"member-unavailable:2"_s));

        join(2);
        QTRY_COMPARE(told(Facet::Bmc).agreement, Agreement::Unanimous);
        QCOMPARE(told(Facet::Bmc).health, Health::OK);
        QVERIFY(!node(1).node.hasProblem(u"member-unavailable:2"_s));
    }

    void announcedResetIsWaitedForLonger()
    {
        found(3, 1);
        node(2).own.announceReset();
        node(2).own.set(Facet::Bmc, u"NotReady"_s);
        QTRY_COMPARE(told(Facet::Bmc).value, u"NotReady"_s);
        cut(2);
        cut(3); // which has announced nothing: its time is up first
        QTRY_COMPARE(told(Facet::Bmc).worst, QList<int>{3});
        QCOMPARE(whole(Facet::Bmc).members.at(2).health, Health::Critical);
        QCOMPARE(whole(Facet::Bmc).members.at(1).health, Health::Unknown);
        QCOMPARE(whole(Facet::Bmc).members.at(1).value, u"NotReady"_s);
    }

    void contradictionOfAMemberIsSeen()
    {
        found(2);
        node(2).own.set(Facet::Chassis, u"Off"_s);
        node(2).own.set(Facet::Host, u"Running"_s);
        QTRY_COMPARE(told(Facet::Host).health, Health::OK);
        node(2).own.contradict({{u"power-off-host-up"_s, {Facet::Chassis, Facet::Host}, u"does not fit"_s}});
        QTRY_COMPARE(told(Facet::Host).health, Health::Warning);
        QCOMPARE(whole(Facet::Host).members.first().why, u"does not fit"_s);
        QTRY_COMPARE(told(Facet::Chassis).health, Health::Warning);
        node(2).own.contradict({});
        QTRY_COMPARE(told(Facet::Host).health, Health::OK);
    }

    void twoHypervisorsAreAProblem()
    {
        found(3);
        for (int i = 1; i <= 3; ++i)
            node(i).own.set(Facet::Hypervisor, i == 2 ? u"Running"_s : u"Off"_s);
        QTRY_COMPARE(told(Facet::Hypervisor).value, u"Running"_s);
        node(3).own.set(Facet::Hypervisor, u"Standby"_s);
        QTRY_VERIFY(!told(Facet::Hypervisor).conflict.isEmpty());
        QCOMPARE(told(Facet::Hypervisor).value, UnknownValue);
        QVERIFY(node(1).node.hasProblem(u"system-conflict:Hypervisor"_s));
        node(3).own.set(Facet::Hypervisor, u"Off"_s);
        QTRY_COMPARE(told(Facet::Hypervisor).value, u"Running"_s);
        QVERIFY(!node(1).node.hasProblem(u"system-conflict:Hypervisor"_s));
    }

    void agentThatCannotTellIsUnknownNotGone()
    {
        make(3, 1, false);
        m_net->form(u"NODE-1"_s);
        m_net->joinAll(node(1).node);
        QTRY_VERIFY(whole(Facet::Bmc).members.size() == 3 && !whole(Facet::Bmc).members.at(2).isStale);
        const SystemFacet bmc = whole(Facet::Bmc);
        QCOMPARE(bmc.members.at(2).value, UnknownValue);
        QCOMPARE(bmc.agreement, Agreement::Partial);
        QVERIFY2(bmc.members.at(2).why.contains(u"does not tell"_s), qPrintable(bmc.members.at(2).why));
    }

    void onlyTheCoordinatorTells()
    {
        found(2);
        const auto refused = node(2).state.view();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().remedy.contains(u"NODE-1"_s), qPrintable(refused.error().remedy));
        QCOMPARE(node(2).node.events.count(events::SystemFacetChanged), 0);
    }

    void anotherCoordinatorAsksAnew()
    {
        found(3);
        m_net->cutAll();
        m_net->form(u"NODE-2"_s);
        QVERIFY(!node(1).state.view());
        m_net->join(node(2).node, node(1).node);
        m_net->join(node(2).node, node(3).node);
        const auto isWhole = [this] {
            const auto view = node(2).state.view();
            return view && !view->facets.isEmpty() && view->facets.first().agreement == Agreement::Unanimous;
        };
        QTRY_VERIFY(isWhole());
        QCOMPARE(node(2).state.view()->facets.first().members.size(), 3);
    }

    void ruleOfTheSystemApplies()
    {
        make(3);
        m_net->membership().settings.facetRules = {{Facet::Bmc, AggregateRule::Majority}};
        m_net->form(u"NODE-1"_s);
        m_net->joinAll(node(1).node);
        node(3).own.set(Facet::Bmc, u"Quiesced"_s);
        QTRY_COMPARE(told(Facet::Bmc).worst, QList<int>{3});
        QCOMPARE(told(Facet::Bmc).value, u"Ready"_s);
        QCOMPARE(told(Facet::Bmc).rule, AggregateRule::Majority);
    }
};

QTEST_GUILESS_MAIN(TestSystemState)
#include "tst_systemstate.moc"
