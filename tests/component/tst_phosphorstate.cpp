// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/busconnection.h"
#include "agent/platform/phosphor/phosphorstate.h"
#include "agent/platform/phosphor/statefacets.h"

#include "tests/support/fakestate.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QDBusVariant>
#include <QMetaEnum>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Bmc = u"xyz.openbmc_project.State.BMC"_s;
const QString Chassis = u"xyz.openbmc_project.State.Chassis"_s;
const QString Host = u"xyz.openbmc_project.State.Host"_s;
const QString Progress = u"xyz.openbmc_project.State.Boot.Progress"_s;

/// An OpenBMC on a bus of its own, and us beside it.
struct Node
{
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    std::unique_ptr<test::FakeStateManager> fakes =
        std::make_unique<test::FakeStateManager>(daemon.address());
    BusConnection bus{daemon.address()};
    PhosphorState state;

    explicit Node(const StateObject::Settings &settings = {})
        : state(bus, settings)
    {
        fakes->setStep(1ms);
        bus.start();
    }
    /// All services are there and were heard.
    void appear()
    {
        QVERIFY(fakes->appear());
        QTRY_COMPARE(value(Facet::Bmc), u"Ready"_s);
        QTRY_COMPARE(value(Facet::Chassis), u"Off"_s);
        QTRY_COMPARE(value(Facet::Host), u"Off"_s);
        QTRY_COMPARE(value(Facet::OperatingSystem), u"Inactive"_s);
    }
    FacetValue facet(Facet which) const
    {
        const QList<FacetValue> all = state.facets();
        const auto found = std::ranges::find(all, which, &FacetValue::facet);
        FacetValue none;
        none.value = u"(none)"_s;
        return found == all.cend() ? none : *found;
    }
    QString value(Facet which) const { return facet(which).value; }
    std::optional<ErrorCode> refusal(ControlAction action)
    {
        const Result<void> answer = QCoro::waitFor(state.control(action));
        return answer ? std::nullopt : std::optional(answer.error().code);
    }
};

} // namespace

class TestPhosphorState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QFAIL("dbus-daemon cannot be started: it is one of the packages that the tests need "
                  "(installer/packages.txt)");
    }

    void aMachineWithoutItsServicesHasNoFacets()
    {
        Node node;
        QTRY_VERIFY(node.bus.isConnected());
        QVERIFY(node.state.facets().isEmpty());
        QVERIFY(node.state.actions().isEmpty());
        QCOMPARE(node.refusal(ControlAction::PowerOn), ErrorCode::Unavailable);
    }

    void tellsValueRawAndSource()
    {
        Node node;
        node.appear();
        const FacetValue host = node.facet(Facet::Host);
        QCOMPARE(host.raw, Host + u".HostState.Off"_s);
        QCOMPARE(host.source, Host + u"0 /xyz/openbmc_project/state/host0 CurrentHostState"_s);
        QCOMPARE(host.requested, u"Off"_s);
        QVERIFY(host.why.isEmpty());
        QVERIFY(host.observedAt && now() - *host.observedAt < 10s);
        QCOMPARE(node.value(Facet::Hypervisor), u"(none)"_s);
    }

    void whatIsMissingIsUnknownAndNeverOff()
    {
        Node node;
        QVERIFY(node.fakes->bmc.appear());
        QTRY_COMPARE(node.value(Facet::Bmc), u"Ready"_s);
        QCOMPARE(node.value(Facet::Chassis), UnknownValue);
        QVERIFY(node.facet(Facet::Chassis).why.contains(u"not on the system bus"));
        QCOMPARE(node.value(Facet::Host), UnknownValue);
        QVERIFY(node.fakes->host.appear()); // late
        QTRY_COMPARE(node.value(Facet::Host), u"Off"_s);
        QVERIFY(node.fakes->hypervisor.appear());
        QTRY_COMPARE(node.value(Facet::Hypervisor), u"Off"_s);
    }

    void aServiceThatLeavesIsUnknownAndReadAnewWhenItIsBack()
    {
        Node node;
        node.appear();
        node.fakes->chassis.vanish();
        QTRY_COMPARE(node.value(Facet::Chassis), UnknownValue);
        QVERIFY(node.facet(Facet::Chassis).why.contains(u"has left the system bus"));
        QCOMPARE(node.value(Facet::Host), u"Off"_s);
        node.fakes->chassis.say(Chassis, u"CurrentPowerState"_s, u"On"_s);
        QVERIFY(node.fakes->chassis.appear());
        QTRY_COMPARE(node.value(Facet::Chassis), u"On"_s);
    }

    void anObjectComesAndGoesWhileItsServiceStays()
    {
        Node node;
        node.appear();
        node.fakes->chassis.removeObject();
        QTRY_COMPARE(node.value(Facet::Chassis), UnknownValue);
        QVERIFY(node.facet(Facet::Chassis).why.contains(u"/xyz/openbmc_project/state/chassis0"));
        node.fakes->chassis.addObject();
        QTRY_COMPARE(node.value(Facet::Chassis), u"Off"_s);
    }

    void aServiceThatHangsIsUnknownAndSaysSo()
    {
        Node node({100ms, 50ms});
        node.appear();
        node.fakes->host.isMute = true;
        QTRY_COMPARE(node.value(Facet::Host), UnknownValue);
        QVERIFY(node.facet(Facet::Host).why.contains(u"does not answer"));
        QCOMPARE(node.value(Facet::Chassis), u"Off"_s);
        QVERIFY(!node.state.actions().contains(ControlAction::PowerOn));
        node.fakes->host.isMute = false;
        QTRY_COMPARE(node.value(Facet::Host), u"Off"_s);
    }

    void aBusThatEndsLeavesNothingKnown()
    {
        Node node;
        node.appear();
        node.daemon.stop();
        QTRY_COMPARE(node.value(Facet::Bmc), UnknownValue);
        QCOMPARE(node.value(Facet::Host), UnknownValue);
        QVERIFY(node.state.actions().isEmpty());
    }

    void aWordThatIsNotKnownIsShownAndNotGuessed()
    {
        Node node;
        node.appear();
        const QString novel = Host + u".HostState.Hibernating"_s;
        node.fakes->host.say(Host, u"CurrentHostState"_s, novel);
        QTRY_COMPARE(node.facet(Facet::Host).raw, novel);
        QCOMPARE(node.value(Facet::Host), UnknownValue);
        QVERIFY(node.facet(Facet::Host).why.contains(novel));
        // A word of another enumeration is none of this one's.
        node.fakes->host.say(Host, u"CurrentHostState"_s, u"a.b.PowerState.Running"_s);
        QTRY_COMPARE(node.facet(Facet::Host).raw, u"a.b.PowerState.Running"_s);
        QCOMPARE(node.value(Facet::Host), UnknownValue);
    }

    void isToldByItsOwnerOnly()
    {
        Node node;
        node.appear();
        test::FakeFullHostState liar(node.daemon.address());
        liar.say(Host, u"CurrentHostState"_s, u"Running"_s); // of the same path, without the name
        node.fakes->host.say(Progress, u"BootProgress"_s, u"OEM"_s);
        QTRY_COMPARE(node.value(Facet::BootProgress), u"OEM"_s);
        QCOMPARE(node.value(Facet::Host), u"Off"_s);
    }

    void timesHaveTheUnitOfTheirInterface_data()
    {
        QTest::addColumn<quint64>("count");
        QTest::addColumn<bool>("isMicroseconds");
        QTest::addColumn<qint64>("milliseconds"); // -1: none
        QTest::newRow("milliseconds") << quint64(1'795'226'792'000) << false << qint64(1'795'226'792'000);
        QTest::newRow("microseconds") << quint64(1'795'230'128'410'323) << true << qint64(1'795'230'128'410);
        QTest::newRow("never") << quint64(0) << false << qint64(-1);
        QTest::newRow("never, in microseconds") << quint64(0) << true << qint64(-1);
        QTest::newRow("microseconds where milliseconds belong")
            << quint64(1'795'230'128'410'323) << false << qint64(-1);
        QTest::newRow("no time at all") << ~quint64(0) << false << qint64(-1);
    }
    void timesHaveTheUnitOfTheirInterface()
    {
        QFETCH(const quint64, count);
        QFETCH(const bool, isMicroseconds);
        QFETCH(const qint64, milliseconds);
        const auto unit =
            isMicroseconds ? phosphor::TimeUnit::Microseconds : phosphor::TimeUnit::Milliseconds;
        const Timestamp today{std::chrono::milliseconds(1'795'300'000'000)};
        const auto time = phosphor::timeOf(count, unit, today);
        QCOMPARE(time ? qint64(time->time_since_epoch().count()) : -1, milliseconds);
    }

    void theTimeOfAChangeIsTheSources()
    {
        Node node;
        node.appear();
        QVERIFY(!node.facet(Facet::Chassis).changedAt); // 0: never
        const qint64 then = now().time_since_epoch().count() - 3'600'000;
        node.fakes->chassis.say(Chassis, u"LastStateChangeTime"_s, quint64(then));
        node.fakes->host.say(Progress, u"BootProgressLastUpdate"_s, quint64(then) * 1000);
        const Timestamp expected{std::chrono::milliseconds(then)};
        QTRY_COMPARE(node.facet(Facet::Chassis).changedAt, expected);
        QTRY_COMPARE(node.facet(Facet::BootProgress).changedAt, expected);
    }

    void badPowerComingInIsToldWithTheChassis()
    {
        Node node;
        node.appear();
        node.fakes->chassis.say(Chassis, u"CurrentPowerStatus"_s, u"BrownOut"_s);
        QTRY_COMPARE(node.facet(Facet::Chassis).health, Health::Warning);
        QVERIFY(node.facet(Facet::Chassis).why.contains(u"BrownOut"));
        QCOMPARE(node.value(Facet::Chassis), u"Off"_s);
    }

    void aRequestIsTakenAndFollowed()
    {
        Node node;
        node.appear();
        QCOMPARE(node.refusal(ControlAction::PowerOn), std::nullopt);
        QTRY_COMPARE(node.value(Facet::OperatingSystem), u"BootComplete"_s);
        QCOMPARE(node.value(Facet::Host), u"Running"_s);
        QTRY_COMPARE(node.value(Facet::Chassis), u"On"_s);
        QCOMPARE(node.facet(Facet::Host).requested, u"On"_s);
        QCOMPARE(node.facet(Facet::Chassis).requested, u"Off"_s); // history, not state
        QCOMPARE(node.refusal(ControlAction::SoftOff), std::nullopt);
        QTRY_COMPARE(node.value(Facet::Host), u"Off"_s);
        QTRY_COMPARE(node.value(Facet::Chassis), u"Off"_s);
        QTRY_COMPARE(node.value(Facet::BootProgress), u"Unspecified"_s);
    }

    void eachActionIsOneRequest_data()
    {
        QTest::addColumn<ControlAction>("action");
        QTest::addColumn<Facet>("facet");
        QTest::addColumn<QString>("requested");
        QTest::newRow("on") << ControlAction::PowerOn << Facet::Host << u"On"_s;
        QTest::newRow("soft off") << ControlAction::SoftOff << Facet::Host << u"Off"_s;
        QTest::newRow("reboot") << ControlAction::Reboot << Facet::Host << u"Reboot"_s;
        QTest::newRow("off") << ControlAction::PowerOff << Facet::Chassis << u"Off"_s;
        QTest::newRow("cycle") << ControlAction::PowerCycle << Facet::Chassis << u"PowerCycle"_s;
        QTest::newRow("BMC") << ControlAction::BmcReboot << Facet::Bmc << u"Reboot"_s;
    }
    void eachActionIsOneRequest()
    {
        QFETCH(const ControlAction, action);
        QFETCH(const Facet, facet);
        QFETCH(const QString, requested);
        Node node;
        node.appear();
        for (test::FakeStateService *fake : {static_cast<test::FakeStateService *>(&node.fakes->bmc),
                                             static_cast<test::FakeStateService *>(&node.fakes->chassis),
                                             static_cast<test::FakeStateService *>(&node.fakes->host)})
            fake->isIdle = true;
        QVERIFY(node.state.actions().contains(action));
        QCOMPARE(node.refusal(action), std::nullopt);
        QTRY_COMPARE(node.facet(facet).requested, requested);
        QCOMPARE(node.fakes->bmc.calls(u"Set"_s) + node.fakes->chassis.calls(u"Set"_s)
                     + node.fakes->host.calls(u"Set"_s),
                 1);
    }

    void aRefusalSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("remedy");
        const QString common = u"xyz.openbmc_project.Common.Error."_s;
        QTest::newRow("not ready") << Host + u".Error.BMCNotReady"_s << ErrorCode::Unavailable
                                   << u"until the BMC is Ready"_s;
        QTest::newRow("not allowed") << common + u"NotAllowed"_s << ErrorCode::Conflict << u"error log"_s;
        QTest::newRow("update") << common + u"Unavailable"_s << ErrorCode::Busy << u"update has ended"_s;
        QTest::newRow("invalid") << common + u"InvalidArgument"_s << ErrorCode::Unsupported << u"choose"_s;
        QTest::newRow("no unit") << u"org.freedesktop.systemd1.NoSuchUnit"_s << ErrorCode::Unsupported
                                 << u"install the unit"_s;
        QTest::newRow("access") << u"org.freedesktop.DBus.Error.AccessDenied"_s << ErrorCode::Forbidden
                                << u"root"_s;
    }
    void aRefusalSaysWhatToDo()
    {
        QFETCH(const QString, name);
        Node node;
        node.appear();
        node.fakes->host.refusal = name;
        const Result<void> answer = QCoro::waitFor(node.state.control(ControlAction::PowerOn));
        QVERIFY(!answer);
        QTEST(answer.error().code, "code");
        QFETCH(const QString, remedy);
        QVERIFY2(answer.error().remedy.contains(remedy), qPrintable(describe(answer.error())));
        QCOMPARE(node.value(Facet::Host), u"Off"_s);
    }

    void theHostKeepsOnWhoseAccountItIsStarted()
    {
        Node node;
        QVERIFY(node.state.facts().restartCause.isEmpty());
        QVERIFY(node.state.facts().whyNoRestartCause.isEmpty()); // nothing there should tell it
        node.appear();
        QCOMPARE(node.state.facts().restartCause, u"Unknown"_s);
        for (const StartCause cause : {StartCause::ScheduledPowerOn, StartCause::PowerPolicyAlwaysOn}) {
            QVERIFY(QCoro::waitFor(node.state.noteStartCause(cause)));
            const QString word =
                QString::fromLatin1(QMetaEnum::fromType<StartCause>().valueToKey(int(cause)));
            QCOMPARE(node.fakes->host.word(Host, u"RestartCause"_s), word);
            QTRY_COMPARE(node.state.facts().restartCause, word);
        }
        node.fakes->host.causeRefusal = u"org.freedesktop.DBus.Error.AccessDenied"_s;
        const auto refused = QCoro::waitFor(node.state.noteStartCause(StartCause::RemoteCommand));
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        node.fakes->host.vanish();
        QTRY_VERIFY(node.state.facts().restartCause.isEmpty());
        QVERIFY(node.state.facts().whyNoRestartCause.contains(u"has left the system bus"));
    }

    void powerGoodIsToldWhereTheBoardHasIt()
    {
        Node node;
        node.appear();
        QVERIFY(!node.state.facts().isPowerGood && node.state.facts().whyNoPowerGood.isEmpty());
        test::FakePowerControl power(node.daemon.address());
        QVERIFY(power.appear());
        QTRY_COMPARE(node.state.facts().isPowerGood, std::optional(false));
        power.say(1);
        QTRY_COMPARE(node.state.facts().isPowerGood, std::optional(true));
        power.say(7);
        QTRY_VERIFY(!node.state.facts().isPowerGood);
        QVERIFY(node.state.facts().whyNoPowerGood.contains(u"as 0 or 1"));
        power.say(1);
        QTRY_COMPARE(node.state.facts().isPowerGood, std::optional(true));
        power.vanish();
        QTRY_VERIFY(!node.state.facts().isPowerGood);
        QVERIFY(node.state.facts().whyNoPowerGood.contains(u"has left the system bus"));
    }

    void whatTheHostDoesNotAllowIsNotOffered()
    {
        Node node;
        node.appear();
        QVERIFY(node.state.actions().contains(ControlAction::Reboot));
        node.fakes->host.say(Host, u"AllowedHostTransitions"_s,
                             QStringList{Host + u".Transition.On"_s, Host + u".Transition.Off"_s});
        QTRY_VERIFY(!node.state.actions().contains(ControlAction::Reboot));
        QVERIFY(node.state.actions().contains(ControlAction::PowerOn));
        node.fakes->host.say(Host, u"AllowedHostTransitions"_s, QStringList());
        QTRY_VERIFY(node.state.actions().contains(ControlAction::Reboot));
    }
};

QTEST_GUILESS_MAIN(TestPhosphorState)
#include "tst_phosphorstate.moc"
