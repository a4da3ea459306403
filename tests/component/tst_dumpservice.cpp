// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/commandcollector.h"
#include "agent/dumps/collectors/machinecollectors.h"
#include "agent/platform/simulated/simulatedcollectors.h"
#include "agent/platform/simulated/simulatedunits.h"

#include "tests/component/dumpnode.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

Collectors one(const QString &word, const QList<CommandCollector::Member> &members)
{
    Collectors all;
    all.push_back(std::make_unique<CommandCollector>(word, members));
    return all;
}

} // namespace

class TestDumpService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What this machine has of the programs; where one is not there, the member says so.
    void aRealMachineIsCollected()
    {
        Node node;
        Maker maker(node, machineCollectors());
        const DumpEntry entry = maker.ended(maker.create(u"bmc"_s));
        QVERIFY2(isWhole(entry.state), qPrintable(entry.why));
        const DumpManifest manifest = maker.manifest(entry.id);
        QCOMPARE(manifest.node, u"drawer-a"_s);
        QCOMPARE(manifest.requestedBy, u"desk"_s);
        for (const QString &name : {u"journal.jsonl"_s, u"units.txt"_s, u"kernel.txt"_s, u"cores.json"_s,
                                    u"network/addresses.json"_s, u"network/sockets.txt"_s, u"packages.txt"_s,
                                    u"cmdline.txt"_s, u"facts.json"_s}) {
            const DumpMember member = memberOf(manifest, name);
            QCOMPARE(member.name, name);
            QVERIFY2(!member.missing.isEmpty() || !member.sha256.isEmpty(), qPrintable(name));
        }
        const auto network = memberOf(manifest, u"network/addresses.json"_s);
        if (network.missing.isEmpty())
            QVERIFY(maker.bytes(entry.id, network.name).contains("127.0.0.1"));
        const DumpMember line = memberOf(manifest, u"cmdline.txt"_s);
        QVERIFY(line.missing.isEmpty() && line.size > 0);
    }

    void aSimulatedMachineHasDumpsOfItsOwn()
    {
        Node node;
        SimulatedUnits units;
        units.run(u"fan-control.service"_s);
        units.writeLine(u"fan-control.service"_s, u"rotor 2, password=abc"_s);
        Maker maker(node, simulatedCollectors(units));
        const DumpEntry entry = maker.ended(maker.create(u"bmc"_s));
        QVERIFY2(entry.state == DumpState::Complete, qPrintable(entry.why));
        QVERIFY(maker.bytes(entry.id, u"units.txt"_s).startsWith("fan-control.service loaded active"));
        const QByteArray journal = maker.bytes(entry.id, u"journal.jsonl"_s);
        QVERIFY2(journal.contains("rotor 2") && !journal.contains("abc"), journal);
    }

    void whatFailsIsNamedAndTheRestIsKept()
    {
        Node node;
        node.write(
            u"dumps.d/t.json"_s,
            "{\"type\": \"t\", \"collectors\": [\"journal\", \"facts\"], \"files\": [\"/nowhere/x.log\"]}");
        const QString ends = node.program(u"ends"_s, "echo half; echo 'no such unit' >&2; exit 7");
        const QString large = node.program(u"large"_s, "exec yes");
        const QString dies = node.program(u"dies"_s, "kill -9 $$");
        const QString hangs = node.program(u"hangs"_s, "trap '' TERM; while :; do :; done");
        Maker maker(node,
                    one(u"journal"_s,
                        {{.name = u"ends"_s, .ways = {{ends}}},
                         {.name = u"large"_s, .ways = {{large}}, .maxBytes = 1000},
                         {.name = u"dies"_s, .ways = {{dies}}},
                         {.name = u"none"_s, .ways = {{u"/nowhere/a"_s}, {u"/nowhere/b"_s}}},
                         {.name = u"good7"_s, .ways = {{ends}}, .goodCodes = {7}},
                         {.name = u"hangs"_s, .ways = {{hangs}}, .deadline = std::chrono::seconds(1)}}));
        const DumpEntry entry = maker.ended(maker.create(u"t"_s));
        QCOMPARE(entry.state, DumpState::Partial);
        const DumpManifest manifest = maker.manifest(entry.id);
        const auto why = [&](const QString &name) { return memberOf(manifest, name).missing; };
        QVERIFY2(why(u"ends"_s).contains(u"code 7: no such unit"_s), qPrintable(why(u"ends"_s)));
        QCOMPARE(maker.bytes(entry.id, u"ends"_s), "half\n"_ba);
        QVERIFY2(why(u"large"_s).contains(u"cut after 1000 bytes"_s), qPrintable(why(u"large"_s)));
        QCOMPARE(maker.bytes(entry.id, u"large"_s).size(), 1000);
        QVERIFY2(why(u"dies"_s).contains(u"signal 9"_s), qPrintable(why(u"dies"_s)));
        QVERIFY(why(u"none"_s).contains(u"no /nowhere/b"_s));
        QCOMPARE(why(u"good7"_s), QString());
        QVERIFY2(why(u"hangs"_s).contains(u"in time"_s), qPrintable(why(u"hangs"_s)));
        QVERIFY(why(u"files/nowhere/x.log"_s).contains(u"there is no /nowhere/x.log"_s));
        QVERIFY(memberOf(manifest, u"facts.json"_s).missing.isEmpty());
        QVERIFY2(entry.why.startsWith(u"6 of 10"_s), qPrintable(entry.why));
    }

    void secretsDoNotLeaveTheNode()
    {
        Node node;
        node.write(u"app.conf"_s, "name=fans\npassword=hunter2\ntoken=hunter2\n");
        node.write(u"core.bin"_s, QByteArray("\0password=hunter2", 17));
        node.write(u"dumps.d/t.json"_s,
                   "{\"type\": \"t\", \"files\": [\"%1/app.conf\", \"%1/core.bin\"]}"_ba.replace(
                       "%1", node.top.path().toUtf8()));
        Maker maker(node);
        const DumpEntry entry = maker.ended(maker.create(u"t"_s));
        QCOMPARE(entry.state, DumpState::Complete);
        const DumpManifest manifest = maker.manifest(entry.id);
        const QString text = u"files"_s + node.top.filePath(u"app.conf"_s);
        QCOMPARE(memberOf(manifest, text).redacted, 2);
        QVERIFY(!maker.bytes(entry.id, text).contains("hunter2"));
        QVERIFY(maker.bytes(entry.id, text).startsWith("name=fans\n"));
        const QByteArray report = maker.bytes(entry.id, u"redactions.json"_s);
        QVERIFY2(report.contains("key-value") && !report.contains("hunter2"), report);
        const QString binary = u"files"_s + node.top.filePath(u"core.bin"_s);
        QVERIFY(memberOf(manifest, binary).note.contains(u"not scrubbed"_s));
    }

    void aCancelledOneIsGoneWithItsPrograms()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"collectors\": [\"journal\"]}");
        const QString hangs =
            node.program(u"hangs"_s, "sleep 1000 & echo $! > " + node.top.filePath(u"pid"_s).toUtf8()
                                         + "; echo begun; wait");
        Maker maker(node, one(u"journal"_s, {{.name = u"a"_s, .ways = {{hangs}}}}));
        const auto running = maker.create(u"t"_s);
        const auto waiting = maker.create(u"t"_s);
        QTRY_VERIFY(node.read(u"pid"_s).endsWith('\n'));
        QCOMPARE(maker.entry(running->id).state, DumpState::Collecting);
        QCOMPARE(maker.entry(waiting->id).state, DumpState::Requested);
        QVERIFY(maker.jobs.cancel(waiting->job));
        QTRY_COMPARE(maker.entry(waiting->id).state, DumpState::Failed);
        QCOMPARE(maker.entry(running->id).state, DumpState::Collecting);
        QVERIFY(maker.jobs.cancel(running->job));
        const DumpEntry entry = maker.ended(running);
        QCOMPARE(entry.state, DumpState::Failed);
        QVERIFY2(entry.why.contains(u"cancelled"_s), qPrintable(entry.why));
        QTRY_COMPARE(maker.jobs.list().jobs.first().state, JobState::Cancelled);
        // Its child is gone, too: killed, or killed and not yet waited for by init.
        const QByteArray child = node.read(u"pid"_s).trimmed();
        const auto isGone = [&child] {
            QFile status(u"/proc/%1/stat"_s.arg(QString::fromLatin1(child)));
            return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
        };
        QTRY_VERIFY(isGone());
        QVERIFY(QDir(maker.service.catalogue().folder())
                    .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        // What failed can be taken off the list.
        const auto removed = QCoro::waitFor(maker.service.access().remove({entry.id}));
        QCOMPARE(removed->dumps.first().error, QString());
        QVERIFY(!maker.service.catalogue().entry(entry.id));
    }

    void ofAKindOneIsMadeAtATimeAndSoManyWait()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"collectors\": [\"journal\"]}");
        const QString gate = node.top.filePath(u"gate"_s);
        const QString waits =
            node.program(u"waits"_s, "while [ ! -e " + gate.toUtf8() + " ]; do sleep 0.02; done; echo done");
        Maker maker(node, one(u"journal"_s, {{.name = u"a"_s, .ways = {{waits}}}}));
        QList<Result<DumpStarted>> started;
        for (int i = 0; i <= DumpService::MaxWaiting; ++i)
            started.append(maker.create(u"t"_s));
        QCOMPARE(maker.create(u"t"_s).error().code, ErrorCode::Busy);
        // One that is being made is not deleted under it.
        QCOMPARE(QCoro::waitFor(maker.service.access().remove({started[0]->id}))->dumps[0].error, u"Busy"_s);
        int collecting = 0;
        for (const auto &each : std::as_const(started))
            collecting += maker.entry(each->id).state == DumpState::Collecting ? 1 : 0;
        QCOMPARE(collecting, 1);
        node.write(u"gate"_s, "x");
        for (const auto &each : std::as_const(started))
            QCOMPARE(maker.ended(each).state, DumpState::Complete);
    }

    void theKindsDeadlineAndSizeHold()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s,
                   "{\"type\": \"t\", \"collectors\": [\"journal\", \"facts\"], \"deadlineSeconds\": 1}");
        node.write(u"dumps.d/u.json"_s,
                   "{\"type\": \"u\", \"collectors\": [\"units\", \"facts\"], \"maxBytes\": 1024}");
        const QString hangs = node.program(u"hangs"_s, "echo begun; exec sleep 1000");
        Collectors collectors = one(u"journal"_s, {{.name = u"a"_s, .ways = {{hangs}}}});
        const QString much = node.program(u"much"_s, "head -c 5000 /dev/zero | tr '\\0' x");
        collectors.push_back(std::move(one(u"units"_s, {{.name = u"b"_s, .ways = {{much}}}}).front()));
        Maker maker(node, std::move(collectors));
        const DumpEntry late = maker.ended(maker.create(u"t"_s));
        QCOMPARE(late.state, DumpState::Partial);
        QVERIFY(memberOf(maker.manifest(late.id), u"a"_s).missing.contains(u"in time"_s));
        QVERIFY(memberOf(maker.manifest(late.id), u"facts.json"_s).missing.contains(u"within the 1 s"_s));
        const DumpEntry full = maker.ended(maker.create(u"u"_s));
        QCOMPARE(full.state, DumpState::Partial);
        QCOMPARE(memberOf(maker.manifest(full.id), u"b"_s).size, 1024);
        QVERIFY(memberOf(maker.manifest(full.id), u"facts.json"_s).missing.contains(u"as large as"_s));
    }

    void aDumpOfNothingHasFailed()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"files\": [\"/nowhere/x\"]}");
        Maker maker(node);
        const DumpEntry entry = maker.ended(maker.create(u"t"_s));
        QCOMPARE(entry.state, DumpState::Failed);
        QVERIFY2(entry.why.contains(u"files/nowhere/x"_s), qPrintable(entry.why));
    }

    void anAgentThatIsStoppedLeavesNothingInProgress()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"collectors\": [\"facts\", \"journal\"]}");
        node.write(u"dumps.d/u.json"_s, "{\"type\": \"u\", \"collectors\": [\"journal\"]}");
        const QString hangs =
            node.program(u"hangs"_s, "touch " + node.top.filePath(u"begun"_s).toUtf8() + "; exec sleep 1000");
        QString safe;
        QString nothing;
        {
            Maker maker(node, one(u"journal"_s, {{.name = u"a"_s, .ways = {{hangs}}}}));
            safe = maker.create(u"t"_s)->id;
            QTRY_VERIFY(QFile::exists(node.top.filePath(u"begun"_s)));
            QVERIFY(QFile::remove(node.top.filePath(u"begun"_s)));
            nothing = maker.create(u"u"_s)->id;
            QTRY_VERIFY(QFile::exists(node.top.filePath(u"begun"_s)));
        }
        Maker maker(node);
        QTRY_VERIFY(maker.service.catalogue().unfinished().isEmpty());
        const DumpEntry partial = maker.entry(safe);
        QCOMPARE(partial.state, DumpState::Partial);
        QVERIFY2(partial.why.contains(u"the agent was restarted"_s), qPrintable(partial.why));
        QVERIFY(maker.bytes(safe, u"facts.json"_s).contains("drawer-a"));
        const DumpEntry failed = maker.entry(nothing);
        QCOMPARE(failed.state, DumpState::Failed);
        QVERIFY2(failed.why.contains(u"the agent was restarted"_s), qPrintable(failed.why));
        QCOMPARE(QDir(maker.service.catalogue().folder())
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{safe});
    }

    void aFullQuotaIsRefusedUntilOneIsFetched()
    {
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"collectors\": [\"facts\"]}");
        DumpsConfig config;
        config.quotas = {{u"t"_s, 2, 1'000'000, 0}};
        Maker maker(node, {}, config);
        const DumpEntry first = maker.ended(maker.create(u"t"_s));
        const DumpEntry second = maker.ended(maker.create(u"t"_s));
        const Error refused = maker.create(u"t"_s).error();
        QCOMPARE(refused.code, ErrorCode::QuotaExceeded);
        QVERIFY2(refused.remedy.contains(first.id), qPrintable(refused.remedy));
        QVERIFY(maker.service.catalogue().markOffloaded(second.id, {u"desk"_s, now(), second.digest}));
        const DumpEntry third = maker.ended(maker.create(u"t"_s));
        QCOMPARE(third.state, DumpState::Complete);
        QVERIFY(maker.service.catalogue().entry(first.id));
        QVERIFY(!maker.service.catalogue().entry(second.id));
    }

    void whatTheAgentMakesByItselfIsNeverRefused()
    {
        Node node;
        DumpsConfig config;
        config.automatic.count = 2;
        config.quotas = {{u"bmc"_s, 1, 1'000'000, 0}};
        Maker maker(node, {}, config);
        QStringList ids;
        for (const QString &failure : {u"open"_s, u"b"_s, u"c"_s}) {
            DumpManifest head;
            head.type = u"bmc"_s;
            head.failureId = failure;
            const auto made =
                QCoro::waitFor(maker.service.keep(head, {{u"journal.txt"_s, "line\n", {}, {}}}, {u"open"_s}));
            QVERIFY(made);
            ids.append(made->id);
        }
        QTRY_COMPARE(maker.service.catalogue().size(), 2);
        QVERIFY(maker.service.catalogue().entry(ids[0]) && maker.service.catalogue().entry(ids[2]));
        // They do not stand in the way of one that somebody asks for.
        QVERIFY(isWhole(maker.ended(maker.create(u"bmc"_s)).state));
    }
};

QTEST_GUILESS_MAIN(TestDumpService)
#include "tst_dumpservice.moc"
