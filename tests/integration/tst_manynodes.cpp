// SPDX-License-Identifier: Apache-2.0
#include "console/console.h"
#include "console/store/fleetfile.h"
#include "tests/support/testagent.h"

#include "shared/tls/identityfile.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

/// A console with 200 agents, all in this process.
class TestManyNodes : public QObject
{
    Q_OBJECT

private:
    static constexpr int Count = 200;
    /// For agents and console together on one thread; the console alone has to be done in 3 s.
    static constexpr std::chrono::seconds Patience{15};

    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<test::TestAgent>> m_agents;
    std::unique_ptr<Console> m_console;

    [[nodiscard]] bool areAll(LinkState state) const
    {
        return std::ranges::all_of(m_console->fleet().nodes(),
                                   [&](const FleetNode &node) { return node.link == state; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Each agent has a handful of files and sockets open.
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
        const QString fleetFile = m_folder.filePath(u"fleet.json"_s);
        const auto identity = Identity::generate();
        QVERIFY(storeNewIdentity(*identity, ConsolePaths::of(fleetFile).keyFile));
        FleetDocument wanted;
        for (int i = 0; i < Count; ++i) {
            m_agents.push_back(
                std::make_unique<test::TestAgent>(u"node-%1"_s.arg(i), QStringList{u"fan.service"_s}));
            m_agents.back()->trust(*identity, Role::Operator);
            PairedNode node;
            node.nodeId = m_agents.back()->nodeId().toString();
            node.name = u"node-%1"_s.arg(i);
            node.address = m_agents.back()->endpoint().toString();
            wanted.nodes.append(node);
        }
        QVERIFY(changeFleetFile(fleetFile, [&](FleetDocument &document) {
            document = wanted;
            return Result<void>();
        }));
        ConsoleOptions options;
        options.fleetFile = fleetFile;
        options.keyStorage = KeyStorage::File;
        m_console = std::make_unique<Console>(options);
        QVERIFY(QCoro::waitFor(m_console->open()));
        QVERIFY(QCoro::waitFor(m_console->unlock()));
        QCOMPARE(m_console->fleet().nodes().size(), Count);
    }

    void theTableIsSoonComplete()
    {
        QElapsedTimer clock;
        clock.start();
        m_console->connectAll();
        QTRY_VERIFY_WITH_TIMEOUT(areAll(LinkState::Connected), Patience);
        qInfo("200 nodes complete after %lld ms", static_cast<long long>(clock.elapsed()));
        for (const FleetNode &node : m_console->fleet().nodes()) {
            QVERIFY(node.facts && node.state);
            QCOMPARE(node.units->units.size(), 1);
        }
    }

    void aFailureArrivesAtOnce()
    {
        const QString nodeId = m_agents.at(77)->nodeId().toString();
        QElapsedTimer clock;
        clock.start();
        m_agents.at(77)->units().kill(u"fan.service"_s, 9);
        QTRY_COMPARE(m_console->fleet().node(nodeId)->failures.size(), 1);
        QVERIFY(clock.elapsed() < 2000);
    }
};

QTEST_GUILESS_MAIN(TestManyNodes)
#include "tst_manynodes.moc"
