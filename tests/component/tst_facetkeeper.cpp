// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedstate.h"
#include "agent/platform/systemd/systemdstate.h"
#include "agent/state/controlrules.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTest>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FacetKeeper::Settings shortly(std::chrono::milliseconds toShow = 5s,
                              std::chrono::milliseconds announced = 10min)
{
    FacetKeeper::Settings settings;
    settings.settle = 50ms;
    settings.toShow = toShow;
    settings.announced = announced;
    return settings;
}

/// A node's state and what of an agent keeps it.
struct Keeping
{
    test::MemoryEventLog log;
    Problems problems{log};
    SimulatedState platform{1ms};
    FacetKeeper keeper;

    explicit Keeping(const FacetKeeper::Settings &settings = shortly())
        : keeper(&platform, log, problems, settings)
    {
        keeper.start();
    }
    QString value(Facet facet) const
    {
        const NodeFacets all = keeper.facets();
        return all.find(facet) ? all.find(facet)->value : QString();
    }
    FacetValue facet(Facet facet) const { return *keeper.facets().find(facet); }
    std::optional<ErrorCode> refusal(ControlAction action)
    {
        const Result<void> answer = QCoro::waitFor(keeper.control(action));
        return answer ? std::nullopt : std::optional(answer.error().code);
    }
    QStringList problemIds() const
    {
        QStringList ids;
        for (const Problem &problem : problems.state().problems)
            ids.append(problem.id);
        return ids;
    }
    void powerOn()
    {
        QCOMPARE(refusal(ControlAction::PowerOn), std::nullopt);
        QTRY_COMPARE(value(Facet::OperatingSystem), u"BootComplete"_s);
    }
};

/// A machine that can only be shut down.
class PlainState : public StatePlatform
{
public:
    [[nodiscard]] QList<FacetValue> facets() const override { return {}; }
    [[nodiscard]] QList<ControlAction> actions() const override { return {ControlAction::SoftOff}; }
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction) override
    {
        Result<void> answer;
        co_return answer;
    }
};

FacetValue transition(Facet facet, const QString &value, Timestamp since)
{
    FacetValue one;
    one.facet = facet;
    one.value = value;
    one.changedAt = since;
    return one;
}

} // namespace

class TestFacetKeeper : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMachineWithoutAPlatformHasNothing()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        FacetKeeper keeper(nullptr, log, problems);
        keeper.start();
        QVERIFY(keeper.facets().facets.isEmpty());
        const Result<void> answer = QCoro::waitFor(keeper.control(ControlAction::PowerOn));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unsupported);
    }

    void eachChangeIsAnEventWithItsTime()
    {
        Keeping node;
        QCOMPARE(node.log.count(events::FacetChanged), 6);
        node.powerOn();
        const FacetValue told = node.log.latestData<FacetValue>(events::FacetChanged);
        QCOMPARE(told.facet, Facet::OperatingSystem);
        QCOMPARE(told.value, u"BootComplete"_s);
        QVERIFY(told.changedAt && told.observedAt);
        QVERIFY(now() - *told.changedAt < 10s);
        QCOMPARE(node.facet(Facet::Host).requested, u"PowerOn"_s);
    }

    void whatStartsTheHostKeepsItsCause()
    {
        Keeping node;
        QVERIFY(node.keeper.facets().facts.restartCause.isEmpty());
        QVERIFY(QCoro::waitFor(node.keeper.control(ControlAction::SoftOff)));
        QVERIFY(node.keeper.facets().facts.restartCause.isEmpty()); // nothing is started by it
        QVERIFY(QCoro::waitFor(
            node.keeper.control(ControlAction::PowerOn, StartCause::PowerPolicyPreviousState)));
        QCOMPARE(node.keeper.facets().facts.restartCause, u"PowerPolicyPreviousState"_s);
    }

    void aCauseThatIsNotKeptStopsNothing()
    {
        Keeping node;
        node.platform.refuseCause(Error{ErrorCode::Forbidden, u"the host does not take it"_s, {}, {}, {}});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"startCauseNotKept"_s));
        node.powerOn();
        QVERIFY(node.keeper.facets().facts.restartCause.isEmpty());
    }

    void theSameAgainIsNoEvent()
    {
        Keeping node;
        const int told = node.log.count(events::FacetChanged);
        node.platform.set(Facet::Chassis, u"Off"_s);
        QCOMPARE(node.log.count(events::FacetChanged), told);
    }

    void whatNobodyTellsAnyMoreKeepsItsLastWord()
    {
        Keeping node;
        node.powerOn();
        const auto observed = node.facet(Facet::Chassis).observedAt;
        node.platform.lose(Facet::Chassis, u"its service has left"_s);
        const FacetValue chassis = node.facet(Facet::Chassis);
        QCOMPARE(chassis.value, UnknownValue);
        QCOMPARE(chassis.raw, u"On"_s);
        QCOMPARE(chassis.why, u"its service has left"_s);
        QCOMPARE(chassis.health, Health::Unknown);
        QVERIFY(chassis.changedAt && chassis.changedAt >= observed);
        QCOMPARE(node.log.latest(events::FacetChanged).text, u"Chassis is not known: its service has left"_s);
    }

    void whatIsQuiescedIsAProblemUntilItIsKnownToBeOver()
    {
        Keeping node;
        node.platform.set(Facet::Bmc, u"Quiesced"_s);
        QCOMPARE(node.problemIds(), QStringList{u"facet-quiesced:Bmc"_s});
        QCOMPARE(node.facet(Facet::Bmc).health, Health::Critical);
        node.platform.lose(Facet::Bmc, u"it hangs"_s);
        QCOMPARE(node.problemIds(), QStringList{u"facet-quiesced:Bmc"_s});
        node.platform.set(Facet::Bmc, u"Ready"_s);
        QVERIFY(node.problemIds().isEmpty());
    }

    void aContradictionIsToldOnceItLasts()
    {
        Keeping node;
        node.powerOn();
        node.platform.set(Facet::Chassis, u"Off"_s);
        QVERIFY(node.keeper.facets().contradictions.isEmpty());
        QTRY_VERIFY(!node.keeper.facets().contradictions.isEmpty());
        const NodeFacets told = node.log.latestData<NodeFacets>(events::FacetsContradict);
        QVERIFY(std::ranges::contains(told.contradictions, u"power-off-host-up"_s, &Contradiction::id));
        QVERIFY(node.problemIds().contains(u"facets-contradict:power-off-host-up"_s));
        node.platform.set(Facet::Chassis, u"On"_s);
        QVERIFY(node.keeper.facets().contradictions.isEmpty());
        QVERIFY(node.problemIds().isEmpty());
        QVERIFY(node.log.latestData<NodeFacets>(events::FacetsContradict).contradictions.isEmpty());
    }

    void aShortContradictionIsATransition()
    {
        FacetKeeper::Settings settings;
        settings.settle = 1min;
        Keeping node(settings);
        node.powerOn();
        node.platform.set(Facet::Chassis, u"Off"_s);
        node.platform.set(Facet::Chassis, u"On"_s);
        QVERIFY(node.keeper.facets().contradictions.isEmpty());
        QCOMPARE(node.log.count(events::FacetsContradict), 0);
    }

    void whatIsNoActionIsUnsupported()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        PlainState plain;
        FacetKeeper keeper(&plain, log, problems);
        keeper.start();
        const Result<void> answer = QCoro::waitFor(keeper.control(ControlAction::PowerOn));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unsupported);
        QVERIFY(answer.error().remedy.contains(u"SoftOff"));
    }

    void aNodeThatIsHeldIsBusyAndSaysForWhat()
    {
        Keeping node;
        QString reason = u"a dump that stops the host"_s;
        node.keeper.setBusy([&reason] { return reason; });
        const Result<void> answer = QCoro::waitFor(node.keeper.control(ControlAction::PowerOn));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Busy);
        QVERIFY(answer.error().text.contains(reason));
        reason.clear();
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt);
    }

    void theOppositeOfWhatIsUnderWayConflicts()
    {
        Keeping node;
        node.platform.set(Facet::Host, u"TransitioningToRunning"_s);
        QCOMPARE(node.refusal(ControlAction::PowerOff), ErrorCode::Conflict);
        QCOMPARE(node.refusal(ControlAction::Reboot), ErrorCode::Conflict);
        QCOMPARE(node.refusal(ControlAction::BmcReboot), std::nullopt);
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt);
    }

    void theOppositeOfWhatWasJustAskedForConflictsUntilItShows()
    {
        Keeping node;
        node.platform.ignore(true);
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt);
        QCOMPARE(node.refusal(ControlAction::SoftOff), ErrorCode::Conflict);
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt); // the same again is none
        node.platform.set(Facet::Host, u"Running"_s);
        QCOMPARE(node.refusal(ControlAction::SoftOff), std::nullopt);
    }

    /// It ends as it began.
    void whatGoesAroundHasShownOnceItMoved()
    {
        Keeping node;
        node.platform.ignore(true);
        node.platform.set(Facet::Host, u"Running"_s);
        QCOMPARE(node.refusal(ControlAction::Reboot), std::nullopt);
        QCOMPARE(node.refusal(ControlAction::PowerOff), ErrorCode::Conflict);
        node.platform.set(Facet::Host, u"Off"_s);
        node.platform.set(Facet::Host, u"Running"_s);
        QCOMPARE(node.refusal(ControlAction::PowerOff), std::nullopt);
    }

    void aRequestThatNeverShowsIsForgotten()
    {
        Keeping node(shortly(20ms));
        node.platform.ignore(true);
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt);
        QTRY_COMPARE(node.refusal(ControlAction::PowerOff), std::nullopt);
    }

    void aRefusedRequestIsInNobodysWay()
    {
        Keeping node;
        node.platform.refuse(Error{ErrorCode::Unavailable, u"the BMC is not Ready"_s, {}, {}, {}});
        QCOMPARE(node.refusal(ControlAction::PowerOn), ErrorCode::Unavailable);
        node.platform.refuse(std::nullopt);
        QCOMPARE(node.refusal(ControlAction::PowerOff), std::nullopt);
    }

    void aStuckTransitionIsInNobodysWay()
    {
        const Timestamp at = now();
        const QList<FacetValue> facets{transition(Facet::Host, u"TransitioningToRunning"_s, at - 5min)};
        QVERIFY(inTheWayOf(ControlAction::PowerOff, facets, at - 6min));
        QVERIFY(!inTheWayOf(ControlAction::PowerOff, facets, at - 4min));
        QVERIFY(!inTheWayOf(ControlAction::PowerOn, facets, at - 6min));
    }

    void aRestartOfTheManagementIsAnnouncedWhileTheHostRuns()
    {
        Keeping node(shortly(5s, 100ms));
        QCOMPARE(node.refusal(ControlAction::BmcReboot), std::nullopt);
        QVERIFY(!node.keeper.facets().resetAnnouncedAt); // the host is off
        QTRY_COMPARE(node.value(Facet::Bmc), u"Ready"_s);
        node.powerOn();
        QSignalSpy changed(&node.keeper, &NodeFacetsSource::changed);
        QCOMPARE(node.refusal(ControlAction::BmcReboot), std::nullopt);
        QVERIFY(node.keeper.facets().resetAnnouncedAt);
        QVERIFY(!changed.isEmpty());
        QTRY_VERIFY(!node.keeper.facets().resetAnnouncedAt); // it did not come
    }

    void systemdsStateIsToldAsWhatItIs_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<Health>("health");
        QTest::newRow("running") << u"BootComplete"_s << Health::OK;
        QTest::newRow("degraded") << u"BootComplete"_s << Health::Warning;
        QTest::newRow("starting") << u"Inactive"_s << Health::OK;
        QTest::newRow("stopping") << u"Inactive"_s << Health::OK;
        QTest::newRow("maintenance") << u"DiagBoot"_s << Health::Warning;
        QTest::newRow("novel") << QString(UnknownValue) << Health::Unknown;
    }
    void systemdsStateIsToldAsWhatItIs()
    {
        const FacetValue system = operatingSystemOf(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(system.value, "value");
        QTEST(system.health, "health");
        QCOMPARE(system.raw, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(system.why.isEmpty(), system.raw == "running"_L1);
    }
};

QTEST_GUILESS_MAIN(TestFacetKeeper)
#include "tst_facetkeeper.moc"
