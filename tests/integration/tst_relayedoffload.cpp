// SPDX-License-Identifier: Apache-2.0
#include "console/link/linkpool.h"
#include "console/offload/archivecheck.h"
#include "console/offload/linkedoffloadnodes.h"
#include "shared/link/tlsnodedialer.h"
#include "shared/store/atomicfile.h"
#include "tests/support/aside.h"
#include "tests/support/testsystem.h"

#include <QCoroTest>
#include <QDir>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 20s;
constexpr auto Kind = R"({"type": "note", "files": ["%1/note"]})";

} // namespace

/// Dumps of nodes that a console reaches through their coordinator alone.
class TestRelayedOffload : public QObject
{
    Q_OBJECT

    const Identity m_desk = Identity::generate().value();
    std::unique_ptr<TestSystem> m_system;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<LinkPool> m_pool;
    BytePace m_pace;

    [[nodiscard]] RpcPeer &peer(int number) const { return *m_pool->link(m_system->id(number))->peer(); }
    [[nodiscard]] QString makeDump(int number)
    {
        const auto started = ask<api::DumpsCreate>(peer(number), {u"note"_s, u"for a test"_s, {}});
        if (!started)
            qFatal("%s", qPrintable(describe(started.error())));
        const auto isOver = [&] {
            const auto details = ask<api::DumpsShow>(peer(number), {started->id});
            return details && isWhole(details->entry.state);
        };
        if (!QTest::qWaitFor(isOver, Patience))
            qFatal("the dump did not become whole");
        return started->id;
    }
    [[nodiscard]] static bool isWhole(DumpState state)
    {
        return state == DumpState::Complete || state == DumpState::Partial;
    }
    [[nodiscard]] Result<OffloadRecord> offload(int number, const QString &dump, const QString &folder)
    {
        LinkedOffloadNodes nodes(*m_fleet, *m_pool);
        Offload::Settings settings;
        settings.firstRetry = 10ms;
        Offload one(nodes, m_desk, {m_system->id(number), u"drawer-%1"_s.arg(number), dump, folder}, m_pace,
                    settings);
        // What it waits for says why a test that does not end, does not.
        connect(&one, &Offload::waiting, this, [](const Error &why) { qInfo() << describe(why); });
        return QCoro::waitFor(one.run());
    }
    /// What a coordinator answers to a request, sent as who has this key.
    [[nodiscard]] BulkAnswer requestAs(const Identity &who, int number, const BulkRequest &request)
    {
        return aside([&]() -> BulkAnswer {
            const auto context = TlsContext::create(TlsContext::Role::Client, who, {TlsContext::BulkChannel});
            auto stream = TlsStream::connect(*context, m_system->agent(number).endpoint(),
                                             NodeId::parse(m_system->id(number)).value(), 10s, {});
            if (!stream || !(*stream)->write(toJson(request) + '\n'))
                return {u"Unavailable"_s, {}, {}};
            const auto line = (*stream)->readLine(BulkAnswer::MaxBytes);
            return line ? fromJson<BulkAnswer>(*line).value_or(BulkAnswer()) : BulkAnswer();
        });
    }

private Q_SLOTS:
    void init()
    {
        m_system = std::make_unique<TestSystem>(3);
        for (int number = 1; number <= 3; ++number) {
            const auto &config = m_system->agent(number).config();
            QDir().mkpath(config.dumps.kindsFolder);
            const QByteArray kind = QString::fromLatin1(Kind).arg(config.stateFolder).toUtf8();
            QVERIFY(replaceFile(config.dumps.kindsFolder + u"/note.json"_s, kind));
            QVERIFY(replaceFile(config.inState(u"note"_s), QByteArray(600'000, char('a' + number))));
            m_system->agent(number).restart();
        }
        m_system->agent(1).trust(m_desk, Role::Admin);
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        m_fleet = std::make_unique<Fleet>();
        LinkSettings settings;
        settings.ownName = u"desk"_s;
        settings.firstRetry = 100ms;
        m_pool = std::make_unique<LinkPool>(
            *m_fleet,
            std::make_unique<TlsNodeDialer>(TlsContext::create(TlsContext::Role::Client, m_desk).value()),
            settings, [this](const QString &) { return m_system->id(1); });
        for (int number = 1; number <= 3; ++number) {
            FleetNode node;
            node.nodeId = m_system->id(number);
            node.name = u"drawer-%1"_s.arg(number);
            node.address = number == 1 ? m_system->agent(1).endpoint().toString() : QString();
            node.isPaired = number == 1;
            m_fleet->addNode(node);
        }
        m_pool->connectAll();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::all_of(m_fleet->nodes(),
                                [](const FleetNode &node) { return node.link == LinkState::Connected; }),
            Patience);
    }
    void cleanup()
    {
        m_pool.reset();
        m_fleet.reset();
        m_system.reset();
    }

    void aMembersDumpComesThroughItsCoordinator()
    {
        QCOMPARE(m_fleet->node(m_system->id(2))->via, m_system->id(1));
        const QString first = makeDump(2);
        QTemporaryDir folder;
        const auto record = offload(2, first, folder.path());
        QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
        QCOMPARE(record->nodeId, m_system->id(2));
        const auto checked = checkArchive(folder.filePath(u"drawer-2-%1.tar.zst"_s.arg(first)), {});
        QVERIFY(checked && checked->faults.isEmpty() && checked->hasRecord);
        // The node knows who has it.
        const auto details = ask<api::DumpsShow>(peer(2), {first});
        QCOMPARE(details->entry.offloaded.size(), 1);
        QVERIFY(details->entry.offloading.isEmpty());

        // What is the same in the first one does not come again, this way either.
        const QString second = makeDump(2);
        QVERIFY(offload(2, second, folder.path()));
        const auto again = checkArchive(folder.filePath(u"drawer-2-%1.tar.zst"_s.arg(second)), {});
        QVERIFY(again && again->faults.isEmpty());
    }

    void nobodyFetchesWithoutATicketOfHisOwn()
    {
        const QString dump = makeDump(2);
        const auto ticket = ask<api::DumpsOffload>(peer(2), {dump, u"here"_s});
        QVERIFY(ticket);
        BulkRequest request{ticket->ticket};
        request.to = m_system->id(2);
        QCOMPARE(requestAs(m_desk, 1, request).error, QString());
        // Another console's word for it is not enough, and a console is no member.
        const Identity other = Identity::generate().value();
        m_system->agent(1).trust(other, Role::Admin);
        QCOMPARE(requestAs(other, 1, request).error, u"NotFound"_s);
        m_system->agent(2).trust(other, Role::Admin);
        BulkRequest claimed{ticket->ticket};
        claimed.onBehalfOf = m_desk.nodeId().toString();
        QCOMPARE(requestAs(other, 2, claimed).error, u"Forbidden"_s);
        BulkRequest further = request;
        further.onBehalfOf = m_desk.nodeId().toString();
        QCOMPARE(requestAs(m_desk, 1, further).error, u"Unsupported"_s);
        request.to = other.nodeId().toString();
        QCOMPARE(requestAs(m_desk, 1, request).error, u"NotFound"_s);
    }

    void aMemberThatIsAwayIsNamed()
    {
        const QString dump = makeDump(3);
        const auto ticket = ask<api::DumpsOffload>(peer(3), {dump, u"here"_s});
        m_system->agent(3).stop();
        BulkRequest request{ticket->ticket};
        request.to = m_system->id(3);
        const BulkAnswer answer = requestAs(m_desk, 1, request);
        QCOMPARE(answer.error, u"Unavailable"_s);
        QVERIFY2(answer.text.contains(u"cannot be reached from its coordinator"), qPrintable(answer.text));
    }
};

QTEST_GUILESS_MAIN(TestRelayedOffload)
#include "tst_relayedoffload.moc"
