// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/systems/signedmembership.h"

#include "agent/dumps/dumpservice.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/systemdumps/systemdumps.h"
#include "tests/support/fakephosphor.h"
#include "tests/support/lightmember.h"
#include "tests/support/privatebus.h"
#include "tests/support/testsystem.h"

#include <QCoroTest>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The management of one drawer: its host, and a dump manager that can ask it.
struct Drawer
{
    PrivateBus daemon;
    bool hasDaemon = daemon.start();
    FakeHostState host{daemon.address()};
    FakeDumpManager dumps{daemon.address()};

    Drawer()
    {
        dumps.duration = 100ms;
        dumps.offerHostDumps(host);
        if (!host.appear() || !dumps.appear())
            qFatal("no phosphor");
    }
    void putInto(agent::Platform &platform) const
    {
        auto bus = std::make_unique<agent::SystemdBus>(daemon.address());
        platform.management = std::make_unique<agent::PhosphorManagement>(*bus);
        bus->start();
        platform.base = std::move(bus);
    }
    /// How often its host was stopped.
    [[nodiscard]] int stopped() const { return int(dumps.entries(u"system"_s).size()); }
};

} // namespace

/// Dumps for which all hosts of a system are stopped together, or none: real agents over real connections,
/// each with a dump manager on a bus of its own.
class TestDisruptiveDumps : public QObject
{
    Q_OBJECT

    static constexpr auto Patience = 20s;

    std::vector<std::unique_ptr<Drawer>> m_drawers;
    std::unique_ptr<TestSystem> m_system;

    [[nodiscard]] Drawer &drawer(int number) { return *m_drawers.at(std::size_t(number - 1)); }
    [[nodiscard]] agent::Readiness &readiness(int number)
    {
        return m_system->agent(number).agent().composite().readiness();
    }
    [[nodiscard]] bool isAble(int number)
    {
        const auto kinds = m_system->agent(number).agent().dumps().abilities().all().kinds;
        return std::ranges::find(kinds, u"system"_s, &DumpKind::type)->unavailable.isEmpty();
    }
    void found(int nodes)
    {
        m_system = std::make_unique<TestSystem>(nodes);
        for (int i = 1; i <= nodes; ++i) {
            m_drawers.push_back(std::make_unique<Drawer>());
            m_system->agent(i).extendPlatform(
                [drawer = m_drawers.back().get()](agent::Platform &platform) { drawer->putInto(platform); });
            m_system->agent(i).restart();
        }
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        for (int i = 1; i <= nodes; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(isAble(i), Patience);
    }
    [[nodiscard]] Result<DumpStarted> create(int number, const QString &type = u"system"_s)
    {
        const auto peer = m_system->greet(number);
        return ask<api::DumpsCreate>(*peer, {type, u"hang"_s, {}});
    }
    /// Of the system's dump, on the coordinator, once it has an end.
    [[nodiscard]] DumpDetails finished(const QString &id, int coordinator = 1)
    {
        DumpDetails details;
        const auto isOver = [&] {
            const auto peer = m_system->greet(coordinator);
            const auto shown = ask<api::DumpsShow>(*peer, {id});
            if (shown)
                details = *shown;
            return shown && (shown->manifest || shown->entry.state == DumpState::Failed);
        };
        if (!QTest::qWaitFor(isOver, Patience))
            qFatal("the dump %s has no end", qPrintable(id));
        return details;
    }
    [[nodiscard]] DumpDetails make(int number = 1)
    {
        const auto started = create(number);
        if (!started)
            qFatal("no dump: %s", qPrintable(describe(started.error())));
        return finished(started->id);
    }
    [[nodiscard]] int stopped() const
    {
        int count = 0;
        for (const auto &one : m_drawers)
            count += one->stopped();
        return count;
    }
    [[nodiscard]] bool isNobodyHeld()
    {
        for (int i = 1; i <= int(m_drawers.size()); ++i) {
            if (m_system->agent(i).isRunning() && !readiness(i).heldFor().isEmpty())
                return false;
        }
        return true;
    }
    /// What the coordinator says to a member.
    [[nodiscard]] agent::CallContext byCoordinator(int number)
    {
        agent::CallContext context;
        context.peer.nodeId = m_system->id(number);
        return context;
    }
    [[nodiscard]] DumpRunParams runOf(const QString &run) const
    {
        DumpRunParams params;
        params.run = run;
        params.type = u"system"_s;
        params.generation = m_system->founding().generation;
        return params;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_system.reset();
        m_drawers.clear();
    }

    void allHostsAreStoppedAndTheDumpIsWhole()
    {
        found(3);
        drawer(2).dumps.content = "of the second drawer";
        const auto started = create(2);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        QCOMPARE(started->nodeId, m_system->id(1));
        const DumpDetails dump = finished(started->id);
        QVERIFY2(dump.entry.state == DumpState::Complete, qPrintable(dump.entry.why));
        QCOMPARE(dump.manifest->creator, DumpCreator::Host);
        QCOMPARE(dump.manifest->pieces.size(), 3);
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(drawer(i).stopped(), 1);
            QCOMPARE(dump.manifest->pieces[i - 1].state, DumpState::Complete);
        }
        const auto &members = dump.manifest->members;
        const auto second = std::ranges::find_if(
            members, [](const DumpMember &one) { return one.name.startsWith(u"2-drawer-2/obmcdump"_s); });
        QVERIFY(second != members.cend());
        QFile file(m_system->agent(1).config().inState(u"dumps/%1/%2"_s.arg(started->id, second->name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), drawer(2).dumps.content);
        QVERIFY(isNobodyHeld());

        // As long as the manager has its dump, the host is not asked again; with the whole it is deleted.
        const DumpDetails again = make();
        QCOMPARE(again.entry.state, DumpState::Failed);
        QVERIFY2(again.entry.why.contains(u"waits to be fetched"_s), qPrintable(again.entry.why));
        const auto peer = m_system->greet(1);
        QVERIFY(ask<api::DumpsDelete>(*peer, {{started->id}}));
        QTRY_COMPARE_WITH_TIMEOUT(stopped(), 0, Patience);
        QCOMPARE(make().entry.state, DumpState::Complete);
    }

    void oneThatIsNotReadyKeepsAllBack()
    {
        found(3);
        drawer(2).host.set(u"Off"_s);
        const DumpDetails dump = make();
        QCOMPARE(dump.entry.state, DumpState::Failed);
        QVERIFY2(dump.entry.why.contains(
                     u"nothing was disturbed, for 1 of 3 members cannot: drawer-2: the host is Off"_s),
                 qPrintable(dump.entry.why));
        QCOMPARE(stopped(), 0);
        QTRY_VERIFY(isNobodyHeld());
        drawer(2).host.set(u"Running"_s);
        QCOMPARE(make().entry.state, DumpState::Complete);
    }

    void oneThatIsAwayKeepsAllBack()
    {
        found(3);
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        const DumpDetails dump = make();
        QCOMPARE(dump.entry.state, DumpState::Failed);
        QVERIFY2(dump.entry.why.contains(u"drawer-3: it is not connected"_s), qPrintable(dump.entry.why));
        QCOMPARE(stopped(), 0);
        QTRY_VERIFY(isNobodyHeld());
    }

    void oneThatIsTooOldKeepsAllBack()
    {
        found(2);
        const QTemporaryDir folder;
        LightMember old(folder.path(), u"drawer-3"_s, m_system->admin(), std::make_shared<DialTurns>(),
                        QStringList{u"dumps"_s});
        Membership next = TestSystem::next(m_system->founding());
        next.members.append({3, old.nodeId(), u"drawer-3"_s, {}});
        m_system->setAll(next);
        QVERIFY(old.set(signMembership(next, m_system->admin()).value()));
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1) && old.isLinked(), Patience);
        const DumpDetails dump = make();
        QCOMPARE(dump.entry.state, DumpState::Failed);
        QVERIFY2(dump.entry.why.contains(u"drawer-3: its agent is too old"_s), qPrintable(dump.entry.why));
        QCOMPARE(stopped(), 0);
        QTRY_VERIFY(isNobodyHeld());
    }

    void oneThatDoesNotAnswerKeepsAllBack()
    {
        found(2);
        drawer(2).host.isMute = true;
        const auto started = create(1);
        QVERIFY(started);
        QTRY_COMPARE(readiness(1).heldFor(), u"a dump that stops the host"_s);
        // Nobody else coordinates meanwhile, and no other run is begun.
        const auto peer = m_system->greet(1);
        QCOMPARE(create(1).error().code, ErrorCode::Busy);
        QCOMPARE(ask<api::SystemHandOver>(*peer, {m_system->id(2)}).error().code, ErrorCode::Busy);
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Failed);
        QVERIFY2(dump.entry.why.contains(u"drawer-2: "_s), qPrintable(dump.entry.why));
        QCOMPARE(stopped(), 0);
        QTRY_VERIFY(isNobodyHeld());
    }

    void aCoordinatorThatIsLostLeavesNobodyHeld()
    {
        found(3);
        drawer(3).host.isMute = true;
        QVERIFY(create(1));
        QTRY_COMPARE(readiness(2).heldFor(), u"a dump that stops the host"_s);
        const QString run = readiness(2).run();
        m_system->agent(1).stop();
        drawer(3).host.isMute = false;
        Membership next = TestSystem::next(m_system->founding());
        next.coordinator = m_system->id(2);
        for (const int i : {2, 3})
            QVERIFY(m_system->set(i, next));
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(2) && isNobodyHeld(), Patience);
        // The old run is over: neither the old coordinator nor the new one has it entered.
        const auto entered = QCoro::waitFor(
            m_system->agent(3).agent().systemDumps().entrance().enter(byCoordinator(1), runOf(run)));
        QCOMPARE(entered.error().code, ErrorCode::Forbidden);
        QCOMPARE(stopped(), 0);
        m_system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(2) && isAble(1), Patience);
        const auto started = create(2);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        QCOMPARE(finished(started->id, 2).entry.state, DumpState::Complete);
    }

    void whoFailsAfterTheBarrierIsSaidLoudly()
    {
        found(3);
        drawer(3).dumps.refusal = u"xyz.openbmc_project.Common.Error.NotAllowed"_s;
        const DumpDetails dump = make();
        QCOMPARE(dump.entry.state, DumpState::Partial);
        QVERIFY2(
            dump.entry.why.startsWith(u"the hosts of the others were stopped, but not all: drawer-3: "_s),
            qPrintable(dump.entry.why));
        QCOMPARE(dump.manifest->pieces[1].state, DumpState::Complete);
        QCOMPARE(dump.manifest->pieces[2].state, DumpState::Failed);
        QVERIFY2(dump.manifest->pieces[2].missing.startsWith(u"its host was not stopped"_s),
                 qPrintable(dump.manifest->pieces[2].missing));
        QCOMPARE(stopped(), 2);
        QVERIFY(isNobodyHeld());
        // The member is asked for what it missed, but its host is not stopped for that.
        drawer(3).dumps.refusal.clear();
        m_system->agent(3).restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1) && isAble(3), Patience);
        const auto piece = m_system->agent(3).agent().systemDumps().pieces().makeHere(
            {dump.entry.id, {u"system"_s, {}, {}}, {}, {}});
        QCOMPARE(piece.error().code, ErrorCode::Conflict);
        QCOMPARE(stopped(), 2);
    }

    void aHostIsStoppedOnceHoweverOftenItIsAsked()
    {
        found(2);
        auto &entrance = m_system->agent(2).agent().systemDumps().entrance();
        const auto enter = [&](const QString &run) {
            return QCoro::waitFor(entrance.enter(byCoordinator(1), runOf(run)));
        };
        QCOMPARE(enter(u"r1"_s).error().code, ErrorCode::Conflict); // not prepared
        QVERIFY(QCoro::waitFor(entrance.prepare(byCoordinator(1), runOf(u"r1"_s))));
        QVERIFY(entrance.release(byCoordinator(1), runOf(u"r1"_s)));
        QCOMPARE(enter(u"r1"_s).error().code, ErrorCode::Conflict); // released
        QVERIFY(QCoro::waitFor(entrance.prepare(byCoordinator(1), runOf(u"r2"_s))));
        QVERIFY(enter(u"r2"_s));
        QVERIFY(enter(u"r2"_s));
        QCOMPARE(drawer(2).stopped(), 1);
        // It knows so after a restart, too.
        m_system->agent(2).restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1) && isAble(2), Patience);
        QVERIFY(QCoro::waitFor(
            m_system->agent(2).agent().systemDumps().entrance().enter(byCoordinator(1), runOf(u"r2"_s))));
        QCOMPARE(drawer(2).dumps.calls(u"CreateDump"_s), 1);
    }

    void onlyTheCoordinatorOfNowIsObeyed()
    {
        found(2);
        auto &entrance = m_system->agent(2).agent().systemDumps().entrance();
        const auto prepare = [&](int by, const DumpRunParams &params) {
            return QCoro::waitFor(entrance.prepare(byCoordinator(by), params));
        };
        QCOMPARE(prepare(2, runOf(u"r"_s)).error().code, ErrorCode::Forbidden);
        DumpRunParams older = runOf(u"r"_s);
        older.generation = 0;
        QCOMPARE(prepare(1, older).error().code, ErrorCode::Conflict);
        DumpRunParams harmless = runOf(u"r"_s);
        harmless.type = u"checkstop"_s;
        QCOMPARE(prepare(1, harmless).error().code, ErrorCode::Unsupported);
        const auto peer = m_system->greet(2);
        QCOMPARE(ask<api::DumpPrepare>(*peer, runOf(u"r"_s)).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::DumpEnter>(*peer, runOf(u"r"_s)).error().code, ErrorCode::Forbidden);
        QVERIFY(isNobodyHeld());
        QCOMPARE(stopped(), 0);
    }

    void onlyAnAdministratorStopsHosts()
    {
        found(2);
        const Identity desk = Identity::generate().value();
        for (const int i : {1, 2})
            m_system->agent(i).trust(desk, Role::Operator);
        for (const int i : {1, 2}) {
            auto peer = TestConsole(desk).greet(m_system->agent(i).endpoint());
            QVERIFY(peer);
            const auto refused = ask<api::DumpsCreate>(**peer, {u"system"_s, u"hang"_s, {}});
            QCOMPARE(refused.error().code, ErrorCode::Forbidden);
            QVERIFY2(refused.error().text.contains(u"role Admin"_s), qPrintable(refused.error().text));
            QVERIFY(ask<api::DumpsCreate>(**peer, {u"resource"_s, {}, {}}));
        }
        QCOMPARE(stopped(), 0);
    }

    void aResourceDumpIsOfTheNodeThatIsAsked()
    {
        found(2);
        const auto started = create(2, u"resource"_s);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        QVERIFY(started->nodeId.isEmpty());
        QCOMPARE(drawer(2).dumps.entries(u"resource"_s).size(), 1);
        QVERIFY(drawer(1).dumps.entries(u"resource"_s).isEmpty());
        QCOMPARE(stopped(), 0);
    }

    void whatTheHostKeepsIsSaid()
    {
        found(2);
        drawer(2).dumps.isFileElsewhere = true;
        const DumpDetails dump = make();
        QCOMPARE(dump.entry.state, DumpState::Partial);
        const auto &members = dump.manifest->members;
        const auto file = std::ranges::find(members, u"2-drawer-2/hostdump"_s, &DumpMember::name);
        QVERIFY(file != members.cend());
        QVERIFY(!file->missing.isEmpty());
        QVERIFY(std::ranges::contains(members, u"2-drawer-2/entry.json"_s, &DumpMember::name));
    }
};

QTEST_GUILESS_MAIN(TestDisruptiveDumps)
#include "tst_disruptivedumps.moc"
