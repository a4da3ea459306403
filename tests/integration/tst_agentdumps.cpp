// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/api/events.h"
#include "shared/api/jobs.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/identity.h"

#include "tests/support/testagent.h"

#include <QCoroTest>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;

/// Dumps as a console sees them, of a whole agent over the wire.
class TestAgentDumps : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    std::unique_ptr<TestAgent> m_agent;
    std::unique_ptr<RpcPeer> m_console;

    void connectAs(Role role)
    {
        m_console.reset();
        m_agent->trust(m_identity, role);
        auto peer = TestConsole(m_identity).greet(m_agent->endpoint());
        QVERIFY(peer);
        m_console = *std::move(peer);
    }
    template <Method M>
    Result<typename M::Answer> ask(typename M::Params params = {})
    {
        return muster::test::ask<M>(*m_console, std::move(params));
    }
    DumpEntry entryOf(const QString &id)
    {
        const auto details = ask<api::DumpsShow>({id});
        return details ? details->entry : DumpEntry();
    }
    bool isWhole(const QString &id) { return entryOf(id).state == DumpState::Complete; }
    QString makeDump(const QString &reason = u"the fans stop"_s)
    {
        const auto started = ask<api::DumpsCreate>({u"facts"_s, reason, {}});
        if (!started)
            qFatal("no dump: %s", qPrintable(describe(started.error())));
        return QTest::qWaitFor([&] { return isWhole(started->id); }) ? started->id : QString();
    }
    void writeKind(const QString &name, const QByteArray &json) const
    {
        QDir().mkpath(m_agent->config().dumps.kindsFolder);
        QVERIFY(replaceFile(m_agent->config().dumps.kindsFolder + u'/' + name, json));
    }

private Q_SLOTS:
    void init()
    {
        m_agent = std::make_unique<TestAgent>();
        writeKind(u"facts.json"_s, R"({"type": "facts", "title": "Facts", "collectors": ["facts"]})");
        m_agent->restart();
        connectAs(Role::Admin);
    }
    void cleanup()
    {
        m_console.reset();
        m_agent.reset();
    }

    void aDumpIsMadeListedReadAndDeleted()
    {
        const QString id = makeDump();
        QVERIFY(id.startsWith(u"facts-2"_s));
        const auto list = ask<api::DumpsList>();
        QVERIFY(list);
        QCOMPARE(list->entries.size(), 1);
        QCOMPARE(list->total, 1);
        const DumpEntry entry = list->entries.first();
        QCOMPARE(entry.id, id);
        QCOMPARE(entry.reason, u"the fans stop"_s);
        QCOMPARE(entry.requestedBy, u"desk"_s);
        QCOMPARE(entry.nodeId, m_agent->nodeId().toString());
        QCOMPARE(entry.node, u"drawer-1"_s);
        QVERIFY(entry.size > 0);
        QVERIFY(entry.finishedAt);

        const auto details = ask<api::DumpsShow>({id});
        QVERIFY(details && details->manifest);
        QCOMPARE(details->manifest->nodeId, entry.nodeId);
        const DumpMember facts = details->manifest->members.first();
        QCOMPARE(facts.name, u"facts.json"_s);
        const auto chunk = ask<api::DumpsRead>({id, facts.name, 0});
        QVERIFY(chunk);
        QCOMPARE(chunk->size, facts.size);
        const QByteArray bytes = QByteArray::fromBase64(chunk->data.toLatin1());
        QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(),
                 facts.sha256.toLatin1());
        QVERIFY(bytes.contains("drawer-1"));

        const auto deleted = ask<api::DumpsDelete>({{id, u"none"_s}});
        QVERIFY(deleted);
        QCOMPARE(deleted->dumps[0].error, QString());
        QCOMPARE(deleted->dumps[1].error, u"NotFound"_s);
        QCOMPARE(ask<api::DumpsList>()->entries.size(), 0);
        QVERIFY(QDir(m_agent->config().inState(u"dumps"_s))
                    .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        m_agent->restart();
        connectAs(Role::Admin);
        QCOMPARE(ask<api::DumpsList>()->entries.size(), 0);
    }

    void onlyWhatTheManifestNamesIsRead_data()
    {
        QTest::addColumn<QString>("member");
        QTest::newRow("manifest") << u"manifest.json"_s;
        QTest::newRow("up") << u"../../identity.pem"_s;
        QTest::newRow("absolute") << u"/etc/passwd"_s;
        QTest::newRow("other") << u"facts"_s;
    }
    void onlyWhatTheManifestNamesIsRead()
    {
        QFETCH(QString, member);
        const QString id = makeDump();
        QCOMPARE(ask<api::DumpsRead>({id, member, 0}).error().code, ErrorCode::NotFound);
        QCOMPARE(ask<api::DumpsRead>({u"../state"_s, u"facts.json"_s, 0}).error().code, ErrorCode::NotFound);
        QCOMPARE(ask<api::DumpsRead>({id, u"facts.json"_s, INT64_MAX}).error().code, ErrorCode::Invalid);
    }

    void rolesAreKept()
    {
        const QString id = makeDump();
        connectAs(Role::Operator);
        QCOMPARE(ask<api::DumpsDelete>({{id}}).error().code, ErrorCode::Forbidden);
        QVERIFY(ask<api::DumpsRead>({id, u"facts.json"_s, 0}));
        connectAs(Role::Viewer);
        QVERIFY(ask<api::DumpsList>());
        QCOMPARE(ask<api::DumpsRead>({id, u"facts.json"_s, 0}).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::DumpsCreate>({u"facts"_s, {}, {}}).error().code, ErrorCode::Forbidden);
    }

    void theAgentsRestartKeepsWhatWasThere()
    {
        const QString id = makeDump();
        const DumpEntry before = entryOf(id);
        m_agent->restart();
        connectAs(Role::Admin);
        QCOMPARE(entryOf(id), before);
    }

    void eachStateIsTold()
    {
        const QString id = makeDump();
        QStringList states;
        const auto told = ask<api::EventsList>();
        QVERIFY(told);
        for (const Event &event : told->events) {
            const auto entry = fromJson<DumpEntry>(event.data.text);
            if (event.kind == events::DumpChanged && entry && entry->id == id)
                states.append(
                    QString::fromLatin1(QMetaEnum::fromType<DumpState>().valueToKey(int(entry->state))));
        }
        QCOMPARE(states, QStringList({u"Requested"_s, u"Collecting"_s, u"Packaging"_s, u"Complete"_s}));
        const Job job = ask<api::JobsList>()->jobs.first();
        QCOMPARE(job.kind, u"dumps.create"_s);
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.outcome, id);
        QVERIFY(ask<api::DumpsDelete>({{id}}));
        const auto last = ask<api::EventsList>()->events.last();
        QCOMPARE(last.kind, events::DumpDeleted);
    }

    void whatThisNodeCannotMakeIsSaid()
    {
        const auto kinds = ask<api::DumpsKinds>();
        QVERIFY(kinds);
        QMap<QString, QString> why;
        for (const DumpKind &kind : kinds->kinds)
            why.insert(kind.type, kind.unavailable);
        QCOMPARE(why.keys(), QStringList({u"bmc"_s, u"checkstop"_s, u"facts"_s, u"hostboot"_s, u"resource"_s,
                                          u"sbe"_s, u"system"_s, u"techsupport"_s}));
        QCOMPARE(why[u"bmc"_s], QString());
        QCOMPARE(why[u"facts"_s], QString());
        for (const QString &type : {u"checkstop"_s, u"hostboot"_s, u"techsupport"_s, u"system"_s}) {
            QVERIFY2(!why[type].isEmpty(), qPrintable(type));
            QCOMPARE(ask<api::DumpsCreate>({type, {}, {}}).error().code, ErrorCode::Unsupported);
        }
        QCOMPARE(ask<api::DumpsCreate>({u"nvram"_s, {}, {}}).error().code, ErrorCode::NotFound);
    }

    void aDumpWithSomethingMissingIsPartial()
    {
        const auto started = ask<api::DumpsCreate>({u"bmc"_s, {}, {}});
        QVERIFY(started);
        QTRY_COMPARE(entryOf(started->id).state, DumpState::Partial);
        const auto details = ask<api::DumpsShow>({started->id});
        QVERIFY2(details->entry.why.contains(u"journal"_s), qPrintable(details->entry.why));
        QVERIFY(std::ranges::contains(details->manifest->members, u"facts.json"_s, &DumpMember::name));
    }

    void whatIsFetchedIsNotDeleted()
    {
        const QString id = makeDump();
        const auto hold = m_agent->agent().dumpHolds().hold(id, u"desk in room 5"_s);
        QVERIFY(hold);
        QCOMPARE(entryOf(id).offloading, QStringList{u"desk in room 5"_s});
        const auto refused = ask<api::DumpsDelete>({{id}});
        QCOMPARE(refused->dumps[0].error, u"Busy"_s);
        QVERIFY(refused->dumps[0].text.contains(u"desk in room 5"_s));
        m_agent->agent().dumpHolds().release(*hold);
        QCOMPARE(ask<api::DumpsDelete>({{id}})->dumps[0].error, QString());
    }
};

QTEST_GUILESS_MAIN(TestAgentDumps)
#include "tst_agentdumps.moc"
