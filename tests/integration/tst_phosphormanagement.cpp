// SPDX-License-Identifier: Apache-2.0
#include "agent/capabilities.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/simulated/simulatedunits.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/systemdnode.h"
#include "agent/server/methodtable.h"

#include "tests/support/fakephosphor.h"
#include "tests/support/fakesystemd.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using StringMap = QMap<QString, QString>;
using Release = test::FakeErrorLog::Release;

const QString QuiesceTarget = u"obmc-bmc-service-quiesce@0.target"_s;
const QString LogEntryFace = u"xyz.openbmc_project.Logging.Entry"_s;
const QString OriginatedBy = u"xyz.openbmc_project.Common.OriginatedBy"_s;
const QString Progress = u"xyz.openbmc_project.Common.Progress"_s;

LoggedError failureOf(const QString &unit)
{
    return {u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s,
            Health::Critical,
            {{u"SYSTEMD_RESULT"_s, u"failed"_s}, {u"SYSTEMD_UNIT"_s, unit}}};
}

/// An OpenBMC on a bus of its own, and us beside it.
struct Bmc
{
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    std::unique_ptr<test::FakeSystemd> systemd;
    std::unique_ptr<test::FakeErrorLog> log;
    std::unique_ptr<test::FakeDumpManager> dumps;
    std::optional<Result<QString>> entry; ///< of the error that is logged later
    std::optional<Result<void>> ended; ///< of the dump that is waited for
    SystemdBus bus{daemon.address()};
    std::unique_ptr<PhosphorManagement> management;

    explicit Bmc(std::chrono::milliseconds dumpDeadline = 1min, Release release = Release::Newer)
        : management(std::make_unique<PhosphorManagement>(bus, PhosphorManagement::Settings{dumpDeadline}))
    {
        makeServices(release);
        bus.start();
    }
    void makeServices(Release release = Release::Newer)
    {
        systemd = std::make_unique<test::FakeSystemd>(daemon.address());
        log = std::make_unique<test::FakeErrorLog>(daemon.address(), release);
        dumps = std::make_unique<test::FakeDumpManager>(daemon.address());
    }
    void appear()
    {
        QVERIFY(systemd->appear());
        QVERIFY(log->appear());
        QTRY_VERIFY(bus.isAvailable() && management->isPresent());
        QVERIFY(dumps->appear());
        // What waits for a dump is told of it as soon as the dump service is there.
        QCOMPARE(endCode(u"/xyz/openbmc_project/dump/bmc/entry/99"_s), ErrorCode::NotFound);
    }
    std::optional<ErrorCode> endCode(const QString &dump)
    {
        const auto end = QCoro::waitFor(management->bmcDumpEnd(dump));
        return end ? std::nullopt : std::optional(end.error().code);
    }
    Result<QString> logged()
    {
        return QCoro::waitFor(management->logError(failureOf(u"fan-control.service"_s)));
    }
    QCoro::Task<> logLater() { entry = co_await management->logError(failureOf(u"fan-control.service"_s)); }
    Result<QString> createDump()
    {
        return QCoro::waitFor(management->createBmcDump(u"fan-control.service"_s));
    }
    QCoro::Task<> await(QString dump) { ended = co_await management->bmcDumpEnd(dump); }
    /// Begins a dump and waits for its end; returns when its state was read.
    QString awaitNewDump()
    {
        const QString dump = createDump().value_or(QString());
        const int asked = dumps->calls(u"GetAll"_s);
        await(dump);
        return QTest::qWaitFor([&] { return dumps->calls(u"GetAll"_s) > asked; }) ? dump : QString();
    }
};

} // namespace

class TestPhosphorManagement : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QSKIP("there is no dbus-daemon here");
    }

    void isPresentWhileItsServicesAre()
    {
        Bmc bmc;
        QVERIFY(bmc.systemd->appear());
        QTRY_VERIFY(bmc.bus.isAvailable());
        QVERIFY(!bmc.management->isPresent());
        QVERIFY(bmc.dumps->appear());
        QTRY_VERIFY(bmc.management->isPresent());
        bmc.dumps->vanish();
        QTRY_VERIFY(!bmc.management->isPresent());
        QVERIFY(bmc.log->appear());
        QTRY_VERIFY(bmc.management->isPresent());
        QCOMPARE(bmc.management->name(), u"phosphor"_s);
    }

    void theNodeIsCalledPhosphorAsSoonAsItIs()
    {
        Bmc bmc;
        QTemporaryDir folder;
        AgentConfig config;
        config.stateFolder = folder.path();
        config.unitsFolder = folder.path();
        test::MemoryEventLog events;
        Problems problems(events);
        MethodTable methods;
        Platform platform{nullptr, std::make_unique<SystemdNode>(bmc.bus), std::make_unique<SimulatedUnits>(),
                          std::move(bmc.management)};
        const Capabilities capabilities(config, std::move(platform), events, problems, methods);
        QCOMPARE(capabilities.platforms(), QStringList{u"systemd"_s});
        QVERIFY(bmc.log->appear());
        QTRY_COMPARE(capabilities.platforms(), QStringList({u"systemd"_s, u"phosphor"_s}));
    }

    void whatIsNotThereIsUnavailable()
    {
        Bmc bmc;
        QCOMPARE(bmc.logged().error().code, ErrorCode::Unavailable);
        QCOMPARE(bmc.createDump().error().code, ErrorCode::Unavailable);
        QCOMPARE(QCoro::waitFor(bmc.management->quiesce()).error().code, ErrorCode::Unavailable);
    }

    void anErrorIsLoggedWithAllThatBelongsToIt()
    {
        Bmc bmc;
        bmc.appear();
        const auto entry = bmc.logged();
        QVERIFY(entry);
        const auto property = [&](const QString &name) {
            return bmc.log->property(*entry, LogEntryFace, name);
        };
        QCOMPARE(property(u"Message"_s), u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s);
        QCOMPARE(property(u"Severity"_s), LogEntryFace + u".Level.Critical"_s);
        QCOMPARE(
            property(u"AdditionalData"_s).value<StringMap>(),
            StringMap({{u"SYSTEMD_RESULT"_s, u"failed"_s}, {u"SYSTEMD_UNIT"_s, u"fan-control.service"_s}}));
    }

    void severitiesAreThoseOfTheLog_data()
    {
        QTest::addColumn<Health>("severity");
        QTest::addColumn<QString>("level");
        QTest::newRow("OK") << Health::OK << u"Informational"_s;
        QTest::newRow("Unknown") << Health::Unknown << u"Notice"_s;
        QTest::newRow("Warning") << Health::Warning << u"Warning"_s;
        QTest::newRow("Critical") << Health::Critical << u"Critical"_s;
    }
    void severitiesAreThoseOfTheLog()
    {
        QFETCH(Health, severity);
        QFETCH(QString, level);
        Bmc bmc;
        bmc.appear();
        const auto entry = QCoro::waitFor(bmc.management->logError({u"a.b.Error.C"_s, severity, {}}));
        QVERIFY(entry);
        QCOMPARE(bmc.log->property(*entry, LogEntryFace, u"Severity"_s), LogEntryFace + u".Level."_s + level);
    }

    void anOlderLogTellsTheEntrysNameBeforeItAnswers()
    {
        Bmc bmc(1min, Release::Older);
        bmc.appear();
        // The image's own monitor logs the same error of another unit, and of this one with other data.
        bmc.log->meanwhile = [&] {
            const LoggedError other = failureOf(u"psu.service"_s);
            const QString level = LogEntryFace + u".Level.Critical"_s;
            bmc.log->log(other.message, level, {{u"SYSTEMD_UNIT"_s, u"psu.service"_s}});
            bmc.log->log(other.message, level, {{u"SYSTEMD_UNIT"_s, u"fan-control.service"_s}});
            bmc.log->log(u"a.b.Error.C"_s, level,
                         {{u"SYSTEMD_RESULT"_s, u"failed"_s}, {u"SYSTEMD_UNIT"_s, u"fan-control.service"_s}});
        };
        const auto entry = bmc.logged();
        QVERIFY(entry);
        QCOMPARE(bmc.log->objects().size(), 4);
        QCOMPARE(*entry, bmc.log->objects().lastKey().path());
    }

    void theLogsErrorsAreTold_data() { addErrors(); }
    void theLogsErrorsAreTold()
    {
        QFETCH(QString, name);
        QFETCH(ErrorCode, code);
        Bmc bmc;
        bmc.appear();
        bmc.log->refusal = name;
        QCOMPARE(bmc.logged().error().code, code);
    }

    void whatWasNotAnsweredIsNotTakenForRefused()
    {
        Bmc bmc;
        bmc.appear();
        bmc.log->isMute = true;
        bmc.logLater();
        QTRY_COMPARE(bmc.log->calls(u"Create"_s), 1);
        bmc.log->vanish();
        QTRY_VERIFY(bmc.entry);
        QCOMPARE(bmc.entry->error().code, ErrorCode::Timeout);
    }

    void aDumpIsBegunAndFollowedToItsEnd()
    {
        Bmc bmc;
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        QCOMPARE(dump, u"/xyz/openbmc_project/dump/bmc/entry/1"_s);
        QCOMPARE(bmc.dumps->property(dump, OriginatedBy, u"OriginatorId"_s), u"fan-control.service"_s);
        QCOMPARE(bmc.dumps->property(dump, OriginatedBy, u"OriginatorType"_s),
                 OriginatedBy + u".OriginatorTypes.Internal"_s);
        QVERIFY(!bmc.ended);
        bmc.dumps->complete(dump);
        QTRY_VERIFY(bmc.ended);
        QVERIFY(*bmc.ended);
        // Asked once, at the beginning; the rest came by signals.
        QCOMPARE(bmc.dumps->calls(u"GetAll"_s), 2);
    }

    void aDumpThatHasEndedIsToldAtOnce()
    {
        Bmc bmc;
        bmc.appear();
        const auto dump = bmc.createDump();
        QVERIFY(dump);
        bmc.dumps->complete(*dump);
        QCOMPARE(bmc.endCode(*dump), std::nullopt);
    }

    void aDumpMayEndBadly_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("failed") << u"Failed"_s << ErrorCode::Io;
        QTest::newRow("aborted") << u"Aborted"_s << ErrorCode::Cancelled;
    }
    void aDumpMayEndBadly()
    {
        QFETCH(QString, status);
        QFETCH(ErrorCode, code);
        Bmc bmc;
        bmc.appear();
        bmc.dumps->finish(bmc.awaitNewDump(), status);
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, code);
    }

    void aDumpThatNeverEndsIsFoundOut()
    {
        Bmc bmc(200ms);
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        bmc.dumps->abandon();
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, ErrorCode::Timeout);
        QVERIFY(bmc.ended->error().text.contains(dump));
        QVERIFY(bmc.dumps->statusOf(dump).endsWith(u".InProgress"));
        // It does not stand in the way of the next.
        QVERIFY(bmc.createDump());
    }

    void oneDumpAtATimeIsMade()
    {
        Bmc bmc;
        bmc.appear();
        QVERIFY(bmc.createDump());
        QCOMPARE(bmc.createDump().error().code, ErrorCode::Busy);
    }

    void aFullDumpStoreIsTold()
    {
        Bmc bmc;
        bmc.appear();
        bmc.dumps->room = 0;
        const Error error = bmc.createDump().error();
        QCOMPARE(error.code, ErrorCode::QuotaExceeded);
        QVERIFY(!error.remedy.isEmpty());
    }

    void theDumpServicesErrorsAreTold_data() { addErrors(); }
    void theDumpServicesErrorsAreTold()
    {
        QFETCH(QString, name);
        QFETCH(ErrorCode, code);
        Bmc bmc;
        bmc.appear();
        bmc.dumps->refusal = name;
        QCOMPARE(bmc.createDump().error().code, code);
    }

    void aDumpThatARestartCutOffIsFoundOut()
    {
        Bmc bmc;
        bmc.appear();
        const QString before = bmc.dumps->uniqueName();
        QVERIFY(!bmc.awaitNewDump().isEmpty());
        bmc.dumps->vanish();
        QVERIFY(bmc.dumps->appear());
        QVERIFY(bmc.dumps->uniqueName() != before);
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, ErrorCode::NotFound);
        // The service that came back is spoken to.
        QVERIFY(bmc.createDump());
    }

    void anotherDumpOfTheSameNameIsNotTakenForIt()
    {
        Bmc bmc;
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        bmc.dumps->vanish();
        QCOMPARE(bmc.dumps->begin(u"192.0.2.7"_s), dump);
        bmc.dumps->complete(dump);
        QVERIFY(bmc.dumps->appear());
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, ErrorCode::NotFound);
    }

    void aDumpThatWasCompleteBeforeARestartIsFound()
    {
        Bmc bmc;
        bmc.appear();
        const auto dump = bmc.createDump();
        QVERIFY(dump);
        bmc.dumps->complete(*dump);
        bmc.dumps->vanish();
        QTRY_COMPARE(bmc.createDump().error_or(Error()).code, ErrorCode::Unavailable);
        bmc.await(*dump);
        QVERIFY(!bmc.ended);
        QVERIFY(bmc.dumps->appear());
        QTRY_VERIFY(bmc.ended);
        QVERIFY(*bmc.ended);
    }

    void aDeletedDumpIsNotWaitedFor()
    {
        Bmc bmc;
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        bmc.dumps->deleteDump(bmc.dumps->begin(u"192.0.2.7"_s)); // another one
        bmc.dumps->deleteDump(dump);
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, ErrorCode::NotFound);
    }

    void doesNotBelieveOthersThanTheDumpService()
    {
        Bmc bmc;
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        auto lie =
            QDBusMessage::createTargetedSignal(bmc.bus.connection().baseService(), dump,
                                               u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
        lie.setArguments({Progress, QVariantMap{{u"Status"_s, Progress + u".OperationStatus.Completed"_s}},
                          QStringList()});
        QVERIFY(bmc.log->connection().send(lie));
        QVERIFY(bmc.logged()); // answered later than the lie was sent
        QVERIFY(!bmc.ended);
        bmc.dumps->finish(dump, u"Failed"_s);
        QTRY_VERIFY(bmc.ended);
        QVERIFY(!*bmc.ended);
    }

    void soManyEndsAreWaitedForAndNoMore()
    {
        Bmc bmc;
        bmc.appear();
        const auto dump = bmc.createDump();
        QVERIFY(dump);
        for (int i = 0; i < PhosphorManagement::MaxAwaitedDumps; ++i) {
            QVERIFY(!bmc.ended);
            bmc.await(*dump);
        }
        QCOMPARE(bmc.endCode(*dump), ErrorCode::QuotaExceeded);
        bmc.dumps->complete(*dump);
        QTRY_VERIFY(bmc.ended);
        QCOMPARE(bmc.endCode(*dump), std::nullopt);
    }

    void whoWaitsIsToldWhenTheAgentEnds()
    {
        Bmc bmc;
        bmc.appear();
        QVERIFY(!bmc.awaitNewDump().isEmpty());
        bmc.management.reset();
        QVERIFY(bmc.ended);
        QCOMPARE(bmc.ended->error().code, ErrorCode::Cancelled);
    }

    void quiescingStartsTheTarget()
    {
        Bmc bmc;
        bmc.appear();
        bmc.systemd->setUnit(QuiesceTarget, {}, {});
        QVERIFY(QCoro::waitFor(bmc.management->quiesce()));
        QCOMPARE(bmc.systemd->orders(), QStringList{u"StartUnit "_s + QuiesceTarget + u" replace"_s});
    }

    void anImageWithoutTheTargetCannotBeQuiesced()
    {
        Bmc bmc;
        bmc.appear();
        QCOMPARE(QCoro::waitFor(bmc.management->quiesce()).error().code, ErrorCode::Unsupported);
    }

    void whyItIsNotQuiescedIsTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("masked") << u"org.freedesktop.systemd1.UnitMasked"_s << ErrorCode::Unsupported;
        QTest::newRow("denied") << u"org.freedesktop.DBus.Error.AccessDenied"_s << ErrorCode::Forbidden;
        QTest::newRow("shutting down")
            << u"org.freedesktop.systemd1.ShuttingDown"_s << ErrorCode::Unavailable;
    }
    void whyItIsNotQuiescedIsTold()
    {
        QFETCH(QString, name);
        QFETCH(ErrorCode, code);
        Bmc bmc;
        bmc.appear();
        bmc.systemd->refuse(u"StartUnit"_s, name);
        const Error error = QCoro::waitFor(bmc.management->quiesce()).error();
        QCOMPARE(error.code, code);
        QVERIFY(!error.text.endsWith(u'.'));
    }

    void comesBackAfterTheBusWasGone()
    {
        Bmc bmc;
        bmc.appear();
        bmc.daemon.stop();
        QTRY_VERIFY(!bmc.management->isPresent());
        QVERIFY(bmc.daemon.start());
        bmc.makeServices();
        bmc.appear();
        const QString dump = bmc.awaitNewDump();
        bmc.dumps->complete(dump);
        QTRY_VERIFY(bmc.ended);
        QVERIFY(*bmc.ended);
        QVERIFY(bmc.logged());
    }

private:
    static void addErrors()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, ErrorCode code) {
            QTest::newRow(name) << QString::fromLatin1(name) << code;
        };
        row("xyz.openbmc_project.Common.Error.Unavailable", ErrorCode::Busy);
        row("xyz.openbmc_project.Common.Error.NotAllowed", ErrorCode::Conflict);
        row("xyz.openbmc_project.Common.Error.InvalidArgument", ErrorCode::Invalid);
        row("xyz.openbmc_project.Common.Error.InternalFailure", ErrorCode::Unavailable);
        row("xyz.openbmc_project.Common.File.Error.Open", ErrorCode::Io);
        row("xyz.openbmc_project.Common.File.Error.Write", ErrorCode::Io);
        row("xyz.openbmc_project.Dump.Create.Error.Disabled", ErrorCode::Unsupported);
        row("xyz.openbmc_project.Dump.Create.Error.QuotaExceeded", ErrorCode::QuotaExceeded);
        row("xyz.openbmc_project.sdbusplus.Error.InvalidEnumString", ErrorCode::Invalid);
        row("org.freedesktop.DBus.Error.InvalidArgs", ErrorCode::Invalid);
        row("org.freedesktop.DBus.Error.LimitsExceeded", ErrorCode::QuotaExceeded);
        row("org.freedesktop.DBus.Error.UnknownObject", ErrorCode::Unsupported);
        row("org.freedesktop.DBus.Error.UnknownInterface", ErrorCode::Unsupported);
        row("org.freedesktop.DBus.Error.UnknownMethod", ErrorCode::Unsupported);
        row("org.freedesktop.DBus.Error.AccessDenied", ErrorCode::Forbidden);
        row("org.freedesktop.DBus.Error.ServiceUnknown", ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestPhosphorManagement)
#include "tst_phosphormanagement.moc"
