// SPDX-License-Identifier: Apache-2.0
#include "console/offload/offloadqueue.h"
#include "tests/support/dumpnode.h"
#include "tests/support/testagent.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nodes of this process, each connected when it is asked for and there.
class NodesHere : public OffloadNodes
{
public:
    explicit NodesHere(const Identity &identity)
        : m_console(identity)
    {
    }
    void add(DumpNode &node) { m_nodes.insert(node.nodeId().toString(), &node); }
    void connectTo(const DumpNode &node)
    {
        m_peers[node.nodeId().toString()] = m_console.greet(node.endpoint()).value();
    }
    void disconnectFrom(const DumpNode &node) { m_peers.erase(node.nodeId().toString()); }

    RpcPeer *peer(const QString &nodeId) override
    {
        const auto found = m_peers.find(nodeId);
        return found == m_peers.end() || found->second->isClosed() ? nullptr : found->second.get();
    }
    Route route(const QString &nodeId) override { return {m_nodes.value(nodeId)->endpoint().toString()}; }

private:
    TestConsole m_console;
    QHash<QString, DumpNode *> m_nodes;
    std::map<QString, std::unique_ptr<RpcPeer>> m_peers;
};

} // namespace

class TestOffloadQueue : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();

    [[nodiscard]] static OffloadQueue::Settings settings(const QString &file = {})
    {
        OffloadQueue::Settings settings;
        settings.file = file;
        settings.offload.firstRetry = 10ms;
        settings.offload.longestRetry = 50ms;
        return settings;
    }
    [[nodiscard]] static Offload::Order orderFor(const DumpNode &node, const QString &id,
                                                 const QTemporaryDir &folder)
    {
        return {node.nodeId().toString(), u"drawer-1"_s, id, folder.path()};
    }
    [[nodiscard]] static bool areAll(const OffloadQueue &queue, OffloadState state)
    {
        return std::ranges::all_of(queue.items(),
                                   [state](const auto &each) { return each.second.state == state; });
    }

private Q_SLOTS:
    void manyDumpsOfManyNodes()
    {
        std::vector<std::unique_ptr<DumpNode>> nodes;
        NodesHere here(m_identity);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        qsizetype most = 0;
        connect(&queue, &OffloadQueue::changed, &queue, [&] { most = std::max(most, queue.running()); });
        for (int n = 0; n < 4; ++n) {
            auto &node = *nodes.emplace_back(std::make_unique<DumpNode>());
            node.trust(m_identity);
            here.add(node);
            here.connectTo(node);
            for (int i = 0; i < 25; ++i) {
                const QString id = u"bmc-%1-%2"_s.arg(n).arg(i);
                node.addDump(id, {{u"a.txt"_s, lines(20'000, quint32(i))}});
                queue.add(orderFor(node, id, folder));
            }
        }
        QSignalSpy idle(&queue, &OffloadQueue::idle);
        QVERIFY(idle.wait(60'000));
        QVERIFY(areAll(queue, OffloadState::Done));
        QCOMPARE(QDir(folder.path()).entryList({u"*.tar.zst"_s}).size(), 100);
        QVERIFY(most <= 6);
        for (const auto &node : nodes)
            QVERIFY(node->service().tickets().isEmpty());
        QCOMPARE(nodes[0]->shelf().entry(u"bmc-0-0"_s)->offloaded.size(), 1);
    }

    void waitsForANodeThatIsAwayAndGoesOn()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(u"bmc-1"_s, {{u"core"_s, noise(9 * 1024 * 1024)}});
        NodesHere here(m_identity);
        here.add(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        QTRY_COMPARE(queue.item(id)->state, OffloadState::Waiting);
        QVERIFY(queue.item(id)->why.contains("not connected"_L1));
        here.connectTo(node);
        queue.tryNow(node.nodeId().toString());
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(id)->state, OffloadState::Done, 30'000);
    }

    void aDumpThatIsDamagedOnItsNodeIsFetchedOnceItIsMended_data()
    {
        QTest::addColumn<bool>("isTruncated");
        QTest::addColumn<bool>("isMended");
        QTest::newRow("a byte") << false << true;
        QTest::newRow("the end is missing") << true << true;
        QTest::newRow("a byte, for good") << false << false;
        QTest::newRow("the end is missing, for good") << true << false;
    }
    void aDumpThatIsDamagedOnItsNodeIsFetchedOnceItIsMended()
    {
        QFETCH(bool, isTruncated);
        QFETCH(bool, isMended);
        DumpNode node;
        node.trust(m_identity);
        const QByteArray core = noise(13 * 1024 * 1024);
        const QString dump = node.addDump(u"bmc-1"_s, {{u"core"_s, core}});
        QVERIFY(seal(dump, {}));
        {
            QFile file(dump + u"/core"_s);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(isTruncated ? file.resize(9'000'000) : file.seek(9'000'000) && file.write("X") == 1);
        }
        node.shelf().setMender([&](const QString &folder) {
            if (isMended)
                writeFile(folder + u"/core"_s, core);
        });
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        const OffloadState end = isMended ? OffloadState::Done : OffloadState::Failed;
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(id)->state, end, 30'000);
        QCOMPARE(node.shelf().mendings(), 1);
        if (!isMended)
            QVERIFY2(queue.item(id)->why.contains(u"core"_s), qPrintable(queue.item(id)->why));
        QTRY_VERIFY(node.holds().holders(u"bmc-1"_s).isEmpty());
    }

    void theNodesAgentIsKilledMeanwhile()
    {
        DumpNode node({8 * 1024 * 1024, 8});
        node.trust(m_identity);
        node.addDump(u"bmc-1"_s, {{u"core"_s, noise(13 * 1024 * 1024)}});
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        QTRY_VERIFY_WITH_TIMEOUT(queue.item(id)->received >= DumpBlock, 30'000);
        node.stop();
        QTRY_COMPARE(queue.item(id)->state, OffloadState::Waiting);
        QVERIFY(queue.item(id)->received >= DumpBlock);
        QVERIFY(node.holds().holders(u"bmc-1"_s).isEmpty());
        node.start();
        here.connectTo(node);
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(id)->state, OffloadState::Done, 30'000);
    }

    void aTicketThatEndsMeanwhileIsReplaced()
    {
        DumpNode node({8 * 1024 * 1024, 8});
        node.trust(m_identity);
        node.addDump(u"bmc-1"_s, {{u"core"_s, noise(13 * 1024 * 1024)}});
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        QTRY_VERIFY_WITH_TIMEOUT(queue.item(id)->received >= DumpBlock, 30'000);
        node.service().expire(OffloadTicket::Clock::now() + 1h);
        QVERIFY(node.service().tickets().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(id)->state, OffloadState::Done, 30'000);
    }

    void aRestartedConsoleGoesOn()
    {
        DumpNode node({8 * 1024 * 1024, 8});
        node.trust(m_identity);
        node.addDump(u"bmc-1"_s, {{u"core"_s, noise(9 * 1024 * 1024)}});
        node.addDump(u"bmc-2"_s, {{u"a"_s, "a"}});
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"offloads.json"_s);
        {
            OffloadQueue queue(here, m_identity, settings(file));
            const auto first = queue.add(orderFor(node, u"bmc-1"_s, folder));
            queue.add({u"NOBODY"_s, u"gone"_s, u"bmc-7"_s, folder.path()});
            QTRY_VERIFY_WITH_TIMEOUT(queue.item(first)->received >= DumpBlock, 30'000);
            QTRY_VERIFY(QFile::exists(file));
        }
        OffloadQueue queue(here, m_identity, settings(file));
        QVERIFY(QCoro::waitFor(queue.open()));
        QCOMPARE(queue.items().size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(1)->state, OffloadState::Done, 30'000);
        QVERIFY(QFile::exists(folder.filePath(u"drawer-1-bmc-1.tar.zst"_s)));
    }

    void aDumpThatWasDeletedMeanwhileIsNamed()
    {
        DumpNode node;
        node.trust(m_identity);
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-9"_s, folder));
        QTRY_COMPARE(queue.item(id)->state, OffloadState::Failed);
        QVERIFY(queue.item(id)->why.contains("bmc-9"_L1));
    }

    void isStoppedAndTakenUpAgain()
    {
        DumpNode node({8 * 1024 * 1024, 8});
        node.trust(m_identity);
        node.addDump(u"bmc-1"_s, {{u"core"_s, noise(13 * 1024 * 1024)}});
        NodesHere here(m_identity);
        here.add(node);
        here.connectTo(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        QTRY_VERIFY_WITH_TIMEOUT(queue.item(id)->received >= DumpBlock, 30'000);
        queue.stop(id);
        QTRY_COMPARE(queue.item(id)->state, OffloadState::Stopped);
        QTRY_VERIFY(node.holds().holders(u"bmc-1"_s).isEmpty()); // it may be deleted now
        queue.resume(id);
        QTRY_COMPARE_WITH_TIMEOUT(queue.item(id)->state, OffloadState::Done, 30'000);
    }

    void theSameIsNotQueuedTwice()
    {
        DumpNode node;
        NodesHere here(m_identity);
        here.add(node);
        QTemporaryDir folder;
        OffloadQueue queue(here, m_identity, settings());
        const auto id = queue.add(orderFor(node, u"bmc-1"_s, folder));
        QCOMPARE(queue.add(orderFor(node, u"bmc-1"_s, folder)), id);
        queue.remove(id);
        QVERIFY(queue.items().empty());
    }
};

QTEST_GUILESS_MAIN(TestOffloadQueue)
#include "tst_offloadqueue.moc"
