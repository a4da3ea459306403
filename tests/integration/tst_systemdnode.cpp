// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/systemdnode.h"
#include "agent/state/nodeevents.h"

#include "tests/support/memoryeventlog.h"

#include <QFile>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestSystemdNode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsThisMachineWithoutABus()
    {
        SystemdBus bus(u"unix:path=/nonexistent"_s);
        const SystemdNode node(bus);
        const NodeFacts facts = node.facts();
        QFile hostname(u"/proc/sys/kernel/hostname"_s);
        QVERIFY(hostname.open(QIODevice::ReadOnly));
        QCOMPARE(facts.hostname, QString::fromUtf8(hostname.readAll().trimmed()));
        QFile machineId(u"/etc/machine-id"_s);
        if (machineId.open(QIODevice::ReadOnly))
            QCOMPARE(facts.machineId, QString::fromUtf8(machineId.readAll().trimmed()));
        QCOMPARE(facts.bootId.size(), 32);
        QVERIFY(!facts.os.isEmpty() && !facts.kernel.isEmpty() && !facts.architecture.isEmpty());
        QCOMPARE(facts.agentVersion, QStringLiteral(MUSTER_VERSION));
        QVERIFY(facts.bootedAt < facts.clock);
        QVERIFY(facts.bootedAt > timestampFromIso("2020-01-01T00:00:00Z"));
        QVERIFY(std::chrono::abs(facts.clock - now()) < std::chrono::seconds(5));
        QVERIFY(fromJson<NodeFacts>(toJson(facts)));
        QCOMPARE(node.name(), u"systemd"_s);
    }

    void eventsTellOfTheNode()
    {
        test::MemoryEventLog log;
        SimulatedNode node(u"drawer-a"_s);
        NodeEvents events(node, log);
        events.tellStarted();
        QCOMPARE(log.latestData<NodeFacts>(events::NodeStarted).hostname, u"drawer-a"_s);
        node.rename(u"drawer-b"_s);
        QCOMPARE(log.latestData<NodeFacts>(events::NodeChanged).hostname, u"drawer-b"_s);
        node.setClock(-90'500);
        QCOMPARE(log.latest(events::ClockJumped).text, u"The clock was set back by 90.5 s"_s);
        QCOMPARE(log.latest(events::ClockJumped).severity, Health::Warning);
        QCOMPARE(log.events().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestSystemdNode)
#include "tst_systemdnode.moc"
