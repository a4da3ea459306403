// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/state/problems.h"

#include "tests/support/fakephosphor.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A BMC whose dump manager can ask its host for dumps, and an agent's dumps beside it.
struct HostBmc
{
    QTemporaryDir top;
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    test::FakeHostState host{daemon.address()};
    test::FakeDumpManager dumps{daemon.address()};
    SystemdBus bus{daemon.address()};
    test::MemoryEventLog log;
    Problems problems{log};
    Jobs jobs{log};
    DumpHolds holds;
    DumpKindFolder kinds{top.filePath(u"dumps.d"_s), problems};
    PhosphorManagement management;
    const Collectors collectors{};
    DumpService service;

    explicit HostBmc(bool offersHostDumps = true, std::chrono::milliseconds hostDeadline = 1min)
        : management(bus, PhosphorManagement::Settings{1min, hostDeadline})
        , service({log, jobs, holds, kinds, nullptr, &management, &collectors}, top.path())
    {
        service.start();
        if (offersHostDumps)
            dumps.offerHostDumps(host);
        bus.start();
        if (!host.appear() || !dumps.appear())
            qFatal("no phosphor");
        const auto isSeen = [&] {
            return management.dumps()->isPresent()
                   && (!offersHostDumps || management.hostDumps()->unavailable(u"system"_s).isEmpty());
        };
        if (!QTest::qWaitFor(isSeen))
            qFatal("the dump manager is not seen");
    }
    Result<DumpStarted> create(const QString &type)
    {
        return QCoro::waitFor(service.create({{type, u"a hang"_s, {}}, u"desk"_s, {}}));
    }
    [[nodiscard]] DumpKind kind(const QString &type)
    {
        const auto all = service.abilities().all().kinds;
        return *std::ranges::find(all, type, &DumpKind::type);
    }
    [[nodiscard]] DumpEntry entry(const QString &id)
    {
        return service.catalogue().entry(id).value_or(DumpEntry());
    }
};

} // namespace

/// What the host of one node makes, through phosphor's dump manager.
class TestHostDumps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHostMakesOne_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addRow("system") << u"system"_s;
        QTest::addRow("resource") << u"resource"_s;
    }
    void theHostMakesOne()
    {
        QFETCH(QString, type);
        HostBmc bmc;
        QCOMPARE(bmc.kind(type).unavailable, QString());
        QCOMPARE(bmc.kind(type).creator, DumpCreator::Host);
        QCOMPARE(bmc.kind(type).isDisruptive, type == u"system");
        const auto started = bmc.create(type);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        QCOMPARE(bmc.entry(started->id).state, DumpState::Collecting);
        QCOMPARE(bmc.entry(started->id).requestedBy, u"desk"_s);
        QCOMPARE(bmc.entry(started->id).reason, u"a hang"_s);
        QCOMPARE(bmc.dumps.entries(type).size(), 1);
        bmc.dumps.complete(bmc.dumps.entries(type).first());
        QTRY_COMPARE(bmc.entry(started->id).state, DumpState::Complete);
        QTRY_COMPARE(bmc.jobs.list().jobs.first().state, JobState::Done);
    }

    void withoutTheInterfaceItIsUnsupported()
    {
        HostBmc bmc(false);
        QVERIFY2(bmc.kind(u"system"_s).unavailable.contains(u"cannot ask the host"_s),
                 qPrintable(bmc.kind(u"system"_s).unavailable));
        const auto refused = bmc.create(u"system"_s);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(refused.error().text.contains(u"cannot ask the host"_s));
        QCOMPARE(bmc.dumps.calls(u"CreateDump"_s), 0);
    }

    void aHostThatDoesNotSuitIsNotAsked_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("isSuiting");
        QTest::addRow("system, off") << u"system"_s << u"Off"_s << false;
        QTest::addRow("system, diagnostic") << u"system"_s << u"DiagnosticMode"_s << false;
        QTest::addRow("system, quiesced") << u"system"_s << u"Quiesced"_s << true;
        QTest::addRow("system, going off") << u"system"_s << u"TransitioningToOff"_s << true;
        QTest::addRow("resource, quiesced") << u"resource"_s << u"Quiesced"_s << false;
    }
    void aHostThatDoesNotSuitIsNotAsked()
    {
        QFETCH(QString, type);
        QFETCH(QString, state);
        QFETCH(bool, isSuiting);
        HostBmc bmc;
        bmc.host.set(state);
        const auto started = bmc.create(type);
        QCOMPARE(bool(started), isSuiting);
        QCOMPARE(bmc.dumps.calls(u"CreateDump"_s), isSuiting ? 1 : 0);
        if (isSuiting)
            return;
        QCOMPARE(started.error().code, ErrorCode::Conflict);
        QVERIFY2(started.error().text.contains(u"the host is "_s + state), qPrintable(started.error().text));
        QVERIFY(!started.error().remedy.isEmpty());
    }

    void aHostThatNobodyTellsOfIsNotAsked()
    {
        HostBmc bmc;
        bmc.host.vanish();
        QCOMPARE(bmc.create(u"system"_s).error().code, ErrorCode::Unavailable);
        QCOMPARE(bmc.dumps.calls(u"CreateDump"_s), 0);
    }

    void oneAtATimeAndUntilItIsFetched()
    {
        HostBmc bmc;
        const auto started = bmc.create(u"system"_s);
        QVERIFY(started);
        const auto second = bmc.create(u"system"_s);
        QCOMPARE(second.error().code, ErrorCode::Busy);
        QVERIFY2(second.error().text.contains(started->id + u" is being made"_s),
                 qPrintable(second.error().text));
        bmc.dumps.complete(bmc.dumps.entries(u"system"_s).first());
        QTRY_COMPARE(bmc.entry(started->id).state, DumpState::Complete);
        const auto third = bmc.create(u"system"_s);
        QCOMPARE(third.error().code, ErrorCode::Busy);
        QVERIFY2(third.error().text.contains(u"waits to be fetched"_s), qPrintable(third.error().text));
        QCOMPARE(bmc.dumps.calls(u"CreateDump"_s), 1);
    }

    void whatTheManagerRefusesSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("remedy");
        const QString common = u"xyz.openbmc_project.Common.Error."_s;
        QTest::addRow("unavailable") << common + u"Unavailable"_s << ErrorCode::Busy << u"delete it"_s;
        QTest::addRow("not allowed") << common + u"NotAllowed"_s << ErrorCode::Conflict
                                     << u"start the host"_s;
        QTest::addRow("disabled") << u"xyz.openbmc_project.Dump.Create.Error.Disabled"_s
                                  << ErrorCode::Unsupported << QString();
    }
    void whatTheManagerRefusesSaysWhatToDo()
    {
        QFETCH(QString, name);
        HostBmc bmc;
        bmc.dumps.refusal = name;
        const auto refused = bmc.create(u"system"_s);
        QVERIFY(!refused);
        QTEST(refused.error().code, "code");
        QFETCH(QString, remedy);
        QVERIFY2(refused.error().remedy.contains(remedy), qPrintable(describe(refused.error())));
    }

    void oneThatNeverEndsIsFoundOut()
    {
        HostBmc bmc(true, 300ms);
        const auto started = bmc.create(u"system"_s);
        QVERIFY(started);
        QTRY_COMPARE(bmc.entry(started->id).state, DumpState::Failed);
        QTRY_COMPARE(bmc.jobs.list().jobs.first().state, JobState::Failed);
        // The manager still counts it, until it is deleted.
        const auto second = bmc.create(u"system"_s);
        QVERIFY2(second.error().text.contains(u"has never ended"_s), qPrintable(describe(second.error())));
        QCOMPARE(QCoro::waitFor(bmc.service.access().remove({started->id}))->dumps.first().error, QString());
        const auto third = bmc.create(u"system"_s);
        QVERIFY2(third, third ? "" : qPrintable(describe(third.error())));
    }
};

QTEST_GUILESS_MAIN(TestHostDumps)
#include "tst_hostdumps.moc"
