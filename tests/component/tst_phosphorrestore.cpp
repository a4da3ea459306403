// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/busconnection.h"
#include "agent/platform/phosphor/phosphorrestore.h"

#include "tests/support/fakesettings.h"
#include "tests/support/fakestate.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// OpenBMC's settings on a bus of their own, and us beside them.
struct SettingsNode
{
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    test::FakeSettings settings;
    BusConnection bus{daemon.address()};
    PhosphorRestore restore;

    explicit SettingsNode(bool hasOneTime = true, const StateObject::Settings &times = {})
        : settings(daemon.address(), hasOneTime)
        , restore(bus, times)
    {
        bus.start();
    }
    [[nodiscard]] std::optional<ErrorCode> refusal(RestorePolicy policy, bool isOnce = false)
    {
        const Result<void> answer = QCoro::waitFor(restore.setPolicy(policy, isOnce));
        return answer ? std::nullopt : std::optional(answer.error().code);
    }
};

} // namespace

class TestPhosphorRestore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void machineWithoutSettingsHasNoPolicy()
    {
        SettingsNode node;
        QTRY_VERIFY(node.bus.isConnected());
        QVERIFY(!node.restore.policy());
        QVERIFY2(node.restore.whyNoPolicy().contains(u"firmware"_s), qPrintable(node.restore.whyNoPolicy()));
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOn), ErrorCode::Unsupported);
    }

    void readsPolicyAndDelay()
    {
        SettingsNode node;
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
        QCOMPARE(node.restore.policy()->policy, RestorePolicy::Restore);
        QCOMPARE(node.restore.policy()->oneTime, RestorePolicy::None);
        QCOMPARE(node.restore.policy()->delayMicroseconds, 2'500'000);
        QVERIFY(node.restore.policy()->source.contains(test::FakeSettings::Policy));
    }

    void setsBothAndHearsOfOthers()
    {
        SettingsNode node;
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOff), std::nullopt);
        QCOMPARE(node.settings.policy(test::FakeSettings::Policy), u"AlwaysOff"_s);
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOn, true), std::nullopt);
        QCOMPARE(node.settings.policy(test::FakeSettings::OneTime), u"AlwaysOn"_s);
        QTRY_COMPARE(node.restore.policy()->policy, RestorePolicy::AlwaysOff);
        QTRY_COMPARE(node.restore.policy()->oneTime, RestorePolicy::AlwaysOn);
        // Somebody else, by Redfish.
        node.settings.say(test::FakeSettings::Policy, test::FakeSettings::word(u"None"_s));
        QTRY_COMPARE(node.restore.policy()->policy, RestorePolicy::None);
    }

    void imageWithoutOneTimePolicy()
    {
        SettingsNode node(false);
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
        QCOMPARE(node.restore.policy()->oneTime, RestorePolicy::None);
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOn, true), ErrorCode::Unsupported);
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOn), std::nullopt);
    }

    void wordThatIsNotKnownIsNoPolicy()
    {
        SettingsNode node;
        node.settings.say(test::FakeSettings::Policy, test::FakeSettings::word(u"Sometimes"_s));
        QVERIFY(node.settings.appear());
        QTRY_VERIFY2(node.restore.whyNoPolicy().contains(u"Sometimes"_s),
                     qPrintable(node.restore.whyNoPolicy()));
        QVERIFY(!node.restore.policy());
    }

    void settingsThatLeaveAreNotKnown()
    {
        SettingsNode node;
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
        node.settings.vanish();
        QTRY_VERIFY(!node.restore.policy());
        QVERIFY(!node.restore.whyNoPolicy().isEmpty());
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
    }

    void refusalIsTold()
    {
        SettingsNode node;
        QVERIFY(node.settings.appear());
        QTRY_VERIFY(node.restore.policy());
        node.settings.refusal = u"org.freedesktop.DBus.Error.AccessDenied"_s;
        QCOMPARE(node.refusal(RestorePolicy::AlwaysOn), ErrorCode::Forbidden);
        QCOMPARE(node.restore.policy()->policy, RestorePolicy::Restore);
    }

    void causeOfTheStartIsTheStateServices()
    {
        SettingsNode node;
        test::FakeBmcState bmc(node.daemon.address());
        const QString interface = u"xyz.openbmc_project.State.BMC"_s;
        bmc.say(interface, u"LastRebootCause"_s, interface + u".RebootCause.POR"_s);
        QVERIFY(bmc.appear());
        QTRY_COMPARE(node.restore.startCause(), u"POR"_s);
    }

    void withoutSystemdItIsNotGoingDown()
    {
        SettingsNode node;
        QTRY_VERIFY(node.bus.isConnected());
        QVERIFY(!QCoro::waitFor(node.restore.isGoingDown()));
    }
};

QTEST_GUILESS_MAIN(TestPhosphorRestore)
#include "tst_phosphorrestore.moc"
