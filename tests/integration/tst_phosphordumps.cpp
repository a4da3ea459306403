// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/catalogueshelf.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/dumps/membermaker.h"
#include "agent/hostoffload/hostoffload.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/state/problems.h"

#include "tests/support/fakephosphor.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the agent can collect itself where nobody else makes a dump.
class Note : public Collector
{
public:
    [[nodiscard]] QString word() const override { return u"facts"_s; }
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &) const override
    {
        return {{u"note.txt"_s, false,
                 [](MemberMaker &maker) { maker.bytes(u"note.txt"_s, DumpContent::Text, "a note"); }}};
    }
};

Collectors notes()
{
    Collectors collectors;
    collectors.push_back(std::make_unique<Note>());
    return collectors;
}

/// A BMC with phosphor's dump manager, and an agent's dumps beside it.
struct Bmc
{
    QTemporaryDir top;
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    std::unique_ptr<test::FakeDumpManager> dumps = std::make_unique<test::FakeDumpManager>(daemon.address());
    SystemdBus bus{daemon.address()};
    test::MemoryEventLog log;
    Problems problems{log};
    Jobs jobs{log};
    DumpHolds holds;
    DumpKindFolder kinds{top.filePath(u"dumps.d"_s), problems};
    std::unique_ptr<PhosphorManagement> management;
    const Collectors collectors = notes();
    std::unique_ptr<DumpService> service;

    explicit Bmc(std::chrono::milliseconds deadline = 1min)
        : management(std::make_unique<PhosphorManagement>(bus, PhosphorManagement::Settings{deadline}))
    {
        start();
        bus.start();
        if (!dumps->appear())
            qFatal("no dump manager");
        if (!QTest::qWaitFor([this] { return management->dumps()->isPresent(); }))
            qFatal("the dump manager is not seen");
    }
    void start()
    {
        service.reset();
        service = std::make_unique<DumpService>(
            DumpService::Parts{log, jobs, holds, kinds, nullptr, management.get(), &collectors}, top.path());
        service->start();
    }
    [[nodiscard]] QList<DumpEntry> list() const { return service->access().list({})->entries; }
    [[nodiscard]] DumpEntry only() const { return list().size() == 1 ? list().first() : DumpEntry(); }
    Result<DumpStarted> create()
    {
        return QCoro::waitFor(service->create({{u"bmc"_s, u"the fans stop"_s, {}}, u"desk"_s, {}}));
    }
    QString completeDump()
    {
        const auto started = create();
        if (!started)
            qFatal("no dump: %s", qPrintable(describe(started.error())));
        dumps->complete(dumps->objects().lastKey().path());
        (void)QTest::qWaitFor([&] { return only().state == DumpState::Complete; });
        return started->id;
    }
    DumpDeleted remove(const QString &id)
    {
        return QCoro::waitFor(service->access().remove({id}))->dumps.first();
    }
};

} // namespace

class TestPhosphorDumps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHostGetsTheManagersDumpsByItself()
    {
        Bmc bmc;
        const QTemporaryDir host;
        HostOffload::Settings settings;
        settings.config.target = host.path();
        settings.config.scopes = {DumpScope::Node};
        settings.nodeId = u"NODE"_s;
        settings.nodeName = u"drawer-1"_s;
        settings.stateFolder = bmc.top.path();
        CatalogueShelf shelf(*bmc.service);
        const HostOffload offload({shelf, bmc.service->catalogue(), bmc.holds, bmc.problems,
                                   [] { return nullptr; }, [] { return false; }},
                                  settings);
        const QString id = bmc.completeDump();
        QTRY_COMPARE(bmc.only().offloaded.size(), 1);
        QCOMPARE(bmc.only().offloaded.first().to, settings.config.name());
        QVERIFY(QFileInfo::exists(host.filePath(u"drawer-1-%1.tar.zst"_s.arg(id))));
        QVERIFY(QFileInfo::exists(host.filePath(u"drawer-1-%1.json"_s.arg(id))));
        QVERIFY(!offload.awaits(bmc.only()));
    }

    void theManagersDumpsAreListedAsTheyChange()
    {
        Bmc bmc;
        const QString path = bmc.dumps->begin(u"10.0.0.7"_s);
        QTRY_COMPARE(bmc.only().state, DumpState::Collecting);
        QCOMPARE(bmc.only().type, u"bmc"_s);
        QCOMPARE(bmc.only().requestedBy, u"10.0.0.7"_s);
        QVERIFY2(bmc.only().id.startsWith(u"obmc-bmc-1-2"_s), qPrintable(bmc.only().id));
        bmc.dumps->complete(path);
        QTRY_COMPARE(bmc.only().state, DumpState::Complete);
        QTRY_COMPARE(bmc.only().size, bmc.dumps->content.size());
        bmc.dumps->deleteDump(path);
        QTRY_VERIFY(bmc.list().isEmpty());
        QCOMPARE(bmc.log.count(events::DumpDeleted), 1);
    }

    void aDumpIsMadeThroughTheManager()
    {
        Bmc bmc;
        const auto kinds = bmc.service->abilities().all().kinds;
        QCOMPARE(std::ranges::find(kinds, u"bmc"_s, &DumpKind::type)->creator, DumpCreator::Management);
        const QString id = bmc.completeDump();
        QCOMPARE(bmc.only().id, id);
        QCOMPARE(bmc.only().reason, u"the fans stop"_s);
        QCOMPARE(bmc.only().requestedBy, u"desk"_s);
        QTRY_COMPARE(bmc.jobs.list().jobs.first().state, JobState::Done);
        QCOMPARE(bmc.jobs.list().jobs.first().outcome, id);
    }

    void itsRefusalsAreTold()
    {
        Bmc bmc;
        bmc.dumps->room = 0;
        QCOMPARE(bmc.create().error().code, ErrorCode::QuotaExceeded);
        bmc.dumps->room = 5;
        const auto created = bmc.create();
        QVERIFY2(created, created ? "" : qPrintable(describe(created.error())));
        QCOMPARE(bmc.create().error().code, ErrorCode::Busy);
    }

    void oneThatNeverEndsIsFoundOut()
    {
        Bmc bmc(300ms);
        const auto started = bmc.create();
        QVERIFY(started);
        bmc.dumps->abandon();
        QTRY_COMPARE(bmc.only().state, DumpState::Failed);
        QVERIFY2(bmc.only().why.contains(u"did not end within"_s), qPrintable(bmc.only().why));
        QTRY_COMPARE(bmc.jobs.list().jobs.first().state, JobState::Failed);
        // It is there all the same, and can be deleted.
        QCOMPARE(bmc.remove(started->id).error, QString());
        QVERIFY(bmc.dumps->objects().isEmpty());
        QVERIFY(bmc.list().isEmpty());
    }

    void itsFileIsRead()
    {
        Bmc bmc;
        bmc.dumps->content = QByteArray(300'000, 'x') + "end";
        const QString id = bmc.completeDump();
        const auto details = QCoro::waitFor(bmc.service->access().show(id));
        QVERIFY(details && details->manifest);
        const DumpMember file = details->manifest->members.first();
        QCOMPARE(file.name, u"obmcdump_1_1700000000.tar.xz"_s);
        QCOMPARE(file.size, bmc.dumps->content.size());
        QByteArray read;
        while (read.size() < file.size) {
            const auto chunk = QCoro::waitFor(bmc.service->access().read({id, file.name, read.size()}));
            QVERIFY(chunk);
            read += QByteArray::fromBase64(chunk->data.toLatin1());
        }
        QCOMPARE(read, bmc.dumps->content);
        QCOMPARE(QCoro::waitFor(bmc.service->access().read({id, u"../x"_s, 0})).error().code,
                 ErrorCode::NotFound);
    }

    void oneThatIsToBeFetchedIsTakenIn()
    {
        Bmc bmc;
        const QString id = bmc.completeDump();
        const auto folder = QCoro::waitFor(bmc.service->access().folderOf(id));
        QVERIFY2(folder, folder ? "" : qPrintable(describe(folder.error())));
        QFile file(*folder + u"/obmcdump_1_1700000000.tar.xz"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bmc.dumps->content);
        QCOMPARE(bmc.only().reason, u"the fans stop"_s);
        QVERIFY(bmc.service->catalogue().markOffloaded(id, {u"desk"_s, now(), bmc.only().digest}));
        // It stays one dump, also for the next agent, and goes from both places.
        bmc.start();
        QTRY_COMPARE(bmc.only().id, id);
        QCOMPARE(bmc.only().offloaded.size(), 1);
        QCOMPARE(bmc.remove(id).error, QString());
        QVERIFY(bmc.dumps->objects().isEmpty());
        QVERIFY(bmc.list().isEmpty());
        QVERIFY(!QFile::exists(*folder));
    }

    void whatIsFetchedIsNotDeleted()
    {
        Bmc bmc;
        const QString id = bmc.completeDump();
        const auto hold = bmc.holds.hold(id, u"desk"_s);
        QVERIFY(hold);
        QCOMPARE(bmc.remove(id).error, u"Busy"_s);
        QCOMPARE(bmc.dumps->objects().size(), 1);
        bmc.holds.release(*hold);
        QCOMPARE(bmc.remove(id).error, QString());
    }

    void aManagerThatGoesTakesItsDumpsAlong()
    {
        Bmc bmc;
        const QString id = bmc.completeDump();
        bmc.dumps->vanish();
        QTRY_VERIFY(bmc.list().isEmpty());
        // Without it the agent makes BMC dumps itself, of what it can collect.
        const auto created = bmc.create();
        QVERIFY2(created, created ? "" : qPrintable(describe(created.error())));
        QVERIFY(bmc.dumps->appear());
        QTRY_COMPARE(bmc.list().size(), 2);
        QVERIFY(std::ranges::contains(bmc.list(), id, &DumpEntry::id));
    }
};

QTEST_GUILESS_MAIN(TestPhosphorDumps)
#include "tst_phosphordumps.moc"
