// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/failurewatch.h"
#include "console/views/shell/trayicon.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"
#include "tests/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

constexpr auto Soon = 20ms;

UnitFailure failureNamed(const QString &unit, const QString &incident = {})
{
    UnitFailure failure;
    failure.id = unit + u"/1"_s;
    failure.unit = unit;
    failure.incident = incident.isEmpty() ? failure.id : incident;
    failure.explanation = u"killed by SIGSEGV"_s;
    failure.at = now();
    return failure;
}

void addFailure(Fleet &fleet, const QString &nodeId, const UnitFailure &failure)
{
    fleet.update(nodeId, NodeAspect::Failures, [&](FleetNode &node) { node.failures.prepend(failure); });
}

/// Three nodes that are connected, and the notices told.
struct Watched
{
    Watched()
    {
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            fleet.addNode(story::wellNode(name, {}));
        QObject::connect(&watch, &FailureWatch::noticed, &watch,
                         [this](const FailureWatch::Notice &notice) { notices.append(notice); });
    }

    Fleet fleet;
    FailureWatch watch{fleet, Soon, Soon};
    QList<FailureWatch::Notice> notices;
};

/// The desktop's service for notices.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    explicit Desktop(const QDBusConnection &connection)
        : bus(connection)
    {
    }

    QDBusConnection bus;
    QStringList shown;
    QList<uint> replaced;

public Q_SLOTS:
    uint Notify(const QString & /*name*/, uint replaces, const QString & /*icon*/, const QString &title,
                const QString &text, const QStringList & /*actions*/, const QVariantMap & /*hints*/,
                int /*milliseconds*/)
    {
        shown.append(title + u'|' + text);
        replaced.append(replaces);
        return 7;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
};

} // namespace

class TestFailureWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void aNewFailureIsToldOnce()
    {
        Watched watched;
        addFailure(watched.fleet, u"node-a"_s, failureNamed(u"fan.service"_s));
        QTRY_COMPARE(watched.notices.size(), 1);
        QCOMPARE(watched.notices.first().title, u"fan.service failed on a"_s);
        QCOMPARE(watched.notices.first().text, u"killed by SIGSEGV"_s);
        QCOMPARE(watched.notices.first().subject,
                 (Subject{u"node-a"_s, u"fan.service/1"_s, u"fan.service"_s}));
        // The same one again, more often; then another, which shows that the first was not told twice.
        watched.fleet.update(u"node-a"_s, NodeAspect::Failures,
                             [](FleetNode &node) { node.failures.first().count = 2; });
        watched.fleet.flush();
        addFailure(watched.fleet, u"node-b"_s, failureNamed(u"psu.service"_s));
        QTRY_COMPARE(watched.notices.size(), 2);
        QCOMPARE(watched.notices.last().title, u"psu.service failed on b"_s);
    }

    void whatWasThereAtTheStartIsNotNew()
    {
        Watched watched;
        FleetNode late = story::wellNode(u"late"_s, {});
        late.link = LinkState::Offline;
        late.failures = {failureNamed(u"kept.service"_s)};
        watched.fleet.addNode(late);
        // Connected for the first time, it has one more: that is how things stand.
        watched.fleet.update(u"node-late"_s, NodeAspect::All, [](FleetNode &node) {
            node.link = LinkState::Connected;
            node.failures.prepend(failureNamed(u"before.service"_s));
        });
        watched.fleet.flush();
        addFailure(watched.fleet, u"node-late"_s, failureNamed(u"fresh.service"_s));
        QTRY_COMPARE(watched.notices.size(), 1);
        QCOMPARE(watched.notices.first().title, u"fresh.service failed on late"_s);
    }

    void whatFailedWhileANodeWasSilentIsNew()
    {
        Watched watched;
        watched.fleet.update(u"node-a"_s, NodeAspect::Link,
                             [](FleetNode &node) { node.link = LinkState::Waiting; });
        watched.fleet.flush();
        watched.fleet.update(u"node-a"_s, NodeAspect::All, [](FleetNode &node) {
            node.link = LinkState::Connected;
            node.failures = {failureNamed(u"meanwhile.service"_s)};
        });
        QTRY_COMPARE(watched.notices.size(), 1);
        QCOMPARE(watched.notices.first().title, u"meanwhile.service failed on a"_s);
    }

    void aStormIsOneNotice()
    {
        Watched watched;
        for (int i = 0; i < 200; ++i)
            addFailure(watched.fleet, u"node-"_s + QChar(u'a' + i % 3),
                       failureNamed(u"u%1.service"_s.arg(i)));
        QTRY_COMPARE(watched.notices.size(), 1);
        QCOMPARE(watched.notices.first().title, u"200 units failed on 3 nodes"_s);
        QVERIFY(watched.notices.first().subject.nodeId.isEmpty());
        QCOMPARE(watched.watch.counts().unseen, 200);
    }

    void anIncidentIsOneFailure()
    {
        Watched watched;
        const UnitFailure cause = failureNamed(u"psu.service"_s);
        addFailure(watched.fleet, u"node-a"_s, cause);
        addFailure(watched.fleet, u"node-a"_s, failureNamed(u"power.target"_s, cause.id));
        QTRY_COMPARE(watched.notices.size(), 1);
        QCOMPARE(watched.notices.first().title, u"psu.service failed on a"_s);
        QVERIFY(watched.notices.first().text.contains(u"brought down 1 more"_s));
    }

    void countsWhatNobodyHasAcknowledged()
    {
        Watched watched;
        QSignalSpy changed(&watched.watch, &FailureWatch::countsChanged);
        addFailure(watched.fleet, u"node-a"_s, failureNamed(u"fan.service"_s));
        QTRY_COMPARE(watched.watch.counts(), (FailureCounts{.open = 1, .failed = 1, .unseen = 1}));
        watched.fleet.update(u"node-a"_s, NodeAspect::Failures, [](FleetNode &node) {
            node.failures.first().acknowledged = Acknowledgement{now(), u"desk"_s, {}};
        });
        QTRY_COMPARE(watched.watch.counts(), (FailureCounts{.open = 1, .failed = 1, .unseen = 0}));
        QCOMPARE(changed.count(), 2);
        watched.fleet.removeNode(u"node-a"_s);
        QCOMPARE(watched.watch.counts(), FailureCounts());
    }

    void theIconShowsTheCount()
    {
        Desk desk;
        FailureWatch watch(desk.fleet);
        const TrayIcon tray(desk.parts, watch);
        const auto picture = [&tray](int count) { return tray.icon(count).pixmap(32, 32).toImage(); };
        QVERIFY(picture(1) != picture(0));
        QVERIFY(picture(2) != picture(1));
        QCOMPARE(picture(TrayIcon::MostShown + 1), picture(TrayIcon::MostShown + 500));
        QVERIFY(!tray.canHoldWindow()); // There is no tray here, and nothing is said about it.
    }

    void aClosedWindowIsHeldOnlyWhereThereIsAPlaceForIt()
    {
        WindowStage stage;
        bool isHeld = true;
        stage.window.setHeldBy([&isHeld] { return isHeld; });
        QSignalSpy closed(&stage.window, &MainWindow::closed);
        stage.window.close();
        QCOMPARE(closed.count(), 0);
        QVERIFY(!stage.window.isVisible());
        stage.window.showFailure({story::drawerId('b'), story::failureId(), {}});
        QVERIFY(stage.window.isVisible());
        QCOMPARE(stage.window.pages().place().page, Place::Page::Failures);
        isHeld = false;
        stage.window.close();
        QCOMPARE(closed.count(), 1);
    }

    void quittingEndsItAlsoWhileItIsHeld()
    {
        WindowStage stage;
        stage.window.setHeldBy([] { return true; });
        QSignalSpy closed(&stage.window, &MainWindow::closed);
        stage.window.close();
        stage.window.quit();
        QCOMPARE(closed.count(), 1);
    }

    void withoutATrayTheDesktopShowsNotices()
    {
        test::PrivateBus daemon;
        if (!daemon.start())
            QSKIP("there is no dbus-daemon");
        QDBusConnection service = QDBusConnection::connectToBus(daemon.address(), u"desktop"_s);
        Desktop desktop(service);
        QVERIFY(service.registerObject(u"/org/freedesktop/Notifications"_s, &desktop,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(service.registerService(u"org.freedesktop.Notifications"_s));
        {
            DesktopNotices notices(QDBusConnection::connectToBus(daemon.address(), u"console"_s));
            QSignalSpy clicked(&notices, &DesktopNotices::clicked);
            notices.show(u"fan.service failed on a"_s, u"killed by <b>SIGSEGV</b>"_s);
            QTRY_COMPARE(desktop.shown,
                         QStringList{u"fan.service failed on a|killed by &lt;b&gt;SIGSEGV&lt;/b&gt;"_s});
            notices.show(u"second"_s, {});
            QTRY_COMPARE(desktop.shown.size(), 2);
            Q_EMIT desktop.ActionInvoked(8, u"default"_s);
            Q_EMIT desktop.ActionInvoked(7, u"default"_s);
            QTRY_COMPARE(clicked.count(), 1);
        }
        QDBusConnection::disconnectFromBus(u"console"_s);
        QDBusConnection::disconnectFromBus(u"desktop"_s);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestFailureWatch)
#include "tst_failurewatch.moc"
