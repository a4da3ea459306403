// SPDX-License-Identifier: Apache-2.0
#include "shared/api/events.h"
#include "shared/api/jobs.h"
#include "shared/api/node.h"
#include "shared/api/unitconfig.h"
#include "shared/api/units.h"
#include "shared/wire/rpcpeer.h"

#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/jobs/jobs.h"
#include "agent/jobs/jobsbinding.h"
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedunits.h"
#include "agent/server/eventsbinding.h"
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/state/bmcstatus.h"
#include "agent/state/nodebinding.h"
#include "agent/state/problems.h"
#include "agent/units/unitconfigbinding.h"
#include "agent/units/unitconfigservice.h"
#include "agent/units/unitfolder.h"
#include "agent/units/unitsbinding.h"
#include "agent/units/unitservice.h"

#include "tests/support/memoryeventlog.h"
#include "tests/support/memorytransport.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

/// What a console sees of a node whose unit has failed, through the wire's own codec.
class TestAgentBindings : public QObject
{
    Q_OBJECT

    const QString m_fan = u"fan-control.service"_s;
    QTemporaryDir m_top;
    MemoryEventLog m_log;
    MemoryEventLog m_oddClock; ///< its events are what events.list lists
    Problems m_problems{m_log};
    Jobs m_jobs{m_log};
    SimulatedUnits m_units;
    SimulatedNode m_node{u"drawer-a"_s};
    UnitFolder m_folder{m_top.filePath(u"units.d"_s), m_problems};
    BmcStatus m_bmc{m_log};
    DumpHolds m_holds;
    DumpKindFolder m_kinds{m_top.filePath(u"dumps.d"_s), m_problems};
    DumpService m_dumps{{m_log, m_jobs, m_holds, m_kinds}, m_top.path()};
    UnitService m_service{{m_units, m_folder, m_log, m_problems, m_jobs, m_bmc, m_dumps}, m_top.path()};
    UnitConfigService m_config{m_units, m_folder};
    MethodTable m_table;
    Role m_role = Role::Operator;
    std::unique_ptr<RpcPeer> m_client;
    std::unique_ptr<RpcPeer> m_server;

    template <Method M>
    Result<typename M::Answer> ask(typename M::Params params = {})
    {
        return QCoro::waitFor(m_client->call<M>(std::move(params)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_top.path()).mkdir(u"units.d"_s));
        QFile file(m_top.filePath(u"units.d/a.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly)
                && file.write(R"({"services": ["fan-control.service"]})") > 0);
        file.close();
        m_units.run(m_fan);
        m_units.writeLine(m_fan, u"rotor 2 is blocked"_s);
        m_dumps.start();
        m_service.start();
        bindNode(m_table, m_node, m_problems, m_bmc);
        bindJobs(m_table, m_jobs);
        bindUnits(m_table, m_service);
        bindUnitConfig(m_table, m_config);
        bindEvents(m_table, m_oddClock);

        auto [client, server] = MemoryTransport::pair();
        m_client = std::make_unique<RpcPeer>(std::move(client));
        m_server = std::make_unique<RpcPeer>(std::move(server));
        m_server->setRequestHandler([this](std::shared_ptr<IncomingRequest> request) {
            CallContext context;
            context.peerName = u"desk"_s;
            context.role = m_role;
            m_table.dispatch(context, std::move(request));
        });
    }

    void tellsTheNode()
    {
        QCOMPARE(ask<api::NodeFactsGet>().value_or(NodeFacts()).hostname, u"drawer-a"_s);
        QCOMPARE(ask<api::NodeStateGet>().value_or(NodeState()).health, Health::OK);
    }

    void tellsAFailureWithItsEvidence()
    {
        m_units.kill(m_fan, SIGSEGV);
        QCOMPARE(ask<api::NodeStateGet>().value_or(NodeState()).health, Health::Critical);
        QCOMPARE(ask<api::UnitsList>().value_or(UnitList()).units.first().activeState, u"failed"_s);
        const auto failures = ask<api::UnitsFailures>();
        QVERIFY(failures);
        QCOMPARE(failures->failures.size(), 1);
        QTRY_COMPARE(m_log.count(events::UnitEvidence), 1);
        const auto evidence = ask<api::UnitsEvidence>({failures->failures.first().id});
        QVERIFY(evidence);
        QCOMPARE(evidence->journal.first().message, u"rotor 2 is blocked"_s);
        QCOMPARE(ask<api::UnitsEvidence>({u"none"_s}).error().code, ErrorCode::NotFound);
    }

    void takesNoteOfAFailure()
    {
        m_units.run(m_fan);
        const NodeState recovered = ask<api::NodeStateGet>().value_or(NodeState());
        QCOMPARE(recovered.bmcState, BmcState::Quiesced);
        QVERIFY(recovered.bmcStateSince);
        const QString id = ask<api::UnitsFailures>()->failures.first().id;
        const auto answer = ask<api::UnitsAcknowledge>({{id}, u"seen"_s});
        QVERIFY(answer);
        QCOMPARE(answer->acknowledged, QStringList{id});
        QCOMPARE(ask<api::UnitsFailures>()->failures.first().acknowledged->by, u"desk"_s);
        QCOMPARE(ask<api::NodeStateGet>().value_or(NodeState()).bmcState, BmcState::Ready);
        QCOMPARE(ask<api::UnitsAcknowledge>({{}, {}}).error().code, ErrorCode::Invalid);
    }

    void onlyAnAdminChangesTheWatchList()
    {
        const auto config = ask<api::UnitsConfig>();
        QVERIFY(config);
        const QString text = u"{\"services\": [\"fan-control.service\", \"psu.service\"]}"_s;
        const auto check = ask<api::UnitsCheckConfig>({u"a.json"_s, text, false});
        QVERIFY(check);
        QCOMPARE(check->replaces, config->files.first().hash);
        QCOMPARE(ask<api::UnitsSetConfig>({u"a.json"_s, text, check->replaces}).error().code,
                 ErrorCode::Forbidden);
        QCOMPARE(ask<api::UnitsRemoveConfig>({u"a.json"_s, check->replaces}).error().code,
                 ErrorCode::Forbidden);
        m_role = Role::Admin;
        const auto set = ask<api::UnitsSetConfig>({u"a.json"_s, text, check->replaces});
        m_role = Role::Operator;
        QVERIFY(set);
        QCOMPARE(ask<api::UnitsList>().value_or(UnitList()).units.size(), 2);
    }

    void listsEventsOfATimeAlsoWhereTheClockWasSet()
    {
        const Timestamp noon = now();
        // Set back by a day after the first three, and right again for the last three.
        for (const int hours : {1, 2, 3, -22, -21, -20, 4, 5, 6}) {
            m_oddClock.setTime(noon + std::chrono::hours(hours));
            m_oddClock.append({Topic::Node, events::NodeChanged, Health::OK, u"n"_s, u"x"_s});
        }
        const auto numbers = [&](const EventListParams &params) {
            QList<qint64> found;
            for (const Event &event : ask<api::EventsList>(params).value_or(EventList()).events)
                found.append(event.sequence);
            return found;
        };
        QCOMPARE(numbers({{}, noon + std::chrono::hours(2), 500}), (QList<qint64>{2, 3, 7, 8, 9}));
        QCOMPARE(numbers({{}, noon + std::chrono::hours(2), 3}), (QList<qint64>{2, 3, 7}));
        QCOMPARE(numbers({8, noon + std::chrono::hours(2), 3}), (QList<qint64>{8, 9}));
        QCOMPARE(numbers({{}, noon + std::chrono::hours(7), 500}), QList<qint64>());
        QCOMPARE(numbers({{}, {}, 2}), (QList<qint64>{8, 9}));
    }

    void collectsAndTellsTheJob()
    {
        const auto started = ask<api::UnitsCollect>({m_fan, 5});
        QVERIFY(started);
        QTRY_COMPARE(ask<api::JobsList>().value_or(JobList()).jobs.first().state, JobState::Done);
        const Job job = ask<api::JobsList>()->jobs.first();
        QCOMPARE(job.id, started->job);
        QCOMPARE(job.startedBy, u"desk"_s);
        QCOMPARE(ask<api::JobsCancel>({job.id}).error().code, ErrorCode::Conflict);
        QCOMPARE(ask<api::UnitsCollect>({u"none.service"_s, 5}).error().code, ErrorCode::NotFound);
        QCOMPARE(ask<api::UnitsCollect>({m_fan, 1001}).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestAgentBindings)
#include "tst_agentbindings.moc"
