// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakephosphor.h"
#include "tests/support/offloadedfile.h"
#include "tests/support/privatebus.h"
#include "tests/support/testagent.h"

#include "agent/dumps/dumpservice.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/systemd/systemdbus.h"

#include "shared/api/pairing.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/enrolmenttoken.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the real program while this process, which has the agents, goes on.
class Muster
{
public:
    Muster()
        : m_fleet(m_folder.filePath(u"fleet.json"_s))
    {
    }

    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &words) const
    {
        auto program = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s); // no Avahi
        program->setProcessEnvironment(environment);
        program->start(QStringLiteral(MUSTER), QStringList{u"--fleet"_s, m_fleet} + m_options + words);
        return program;
    }

    [[nodiscard]] static Ended finish(QProcess &program)
    {
        const bool ended = program.state() == QProcess::NotRunning
                           || QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; },
                                              std::chrono::seconds(20));
        return {ended ? program.exitCode() : -1, program.readAllStandardOutput(),
                program.readAllStandardError()};
    }

    [[nodiscard]] Ended run(const QStringList &words) const { return finish(*start(words)); }

    [[nodiscard]] Ended pair(test::TestAgent &agent, Role role = Role::Operator) const
    {
        const auto local = test::greetLocally(agent);
        const auto token = test::ask<api::TokenCreate>(**local, {role, 60});
        return run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
    }

    [[nodiscard]] const QString &fleet() const { return m_fleet; }
    void setOptions(const QStringList &options) { m_options = options; }

private:
    QTemporaryDir m_folder;
    QString m_fleet;
    QStringList m_options{u"--key-storage"_s, u"file"_s, u"--timeout"_s, u"5"_s};
};

QByteArray said(const Ended &ended)
{
    return "code " + QByteArray::number(ended.code) + "\nout: " + ended.out + "\nerr: " + ended.err;
}

} // namespace

/// Checks the exit code of what is run, once, and tells what it said where that is another.
#define COMPARE_CODE(run, expected)                                                                          \
    do {                                                                                                     \
        const Ended &once = run;                                                                             \
        QVERIFY2(once.code == (expected), said(once).constData());                                           \
    } while (false)

class TestMusterVerbs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestAgent> m_well;
    std::unique_ptr<test::TestAgent> m_broken;
    std::unique_ptr<Muster> m_muster;

private Q_SLOTS:
    void initTestCase()
    {
        m_well = std::make_unique<test::TestAgent>(u"drawer-a"_s, QStringList{u"fan.service"_s});
        m_broken =
            std::make_unique<test::TestAgent>(u"drawer-b"_s, QStringList{u"fan.service"_s, u"psu.service"_s});
        m_muster = std::make_unique<Muster>();
        COMPARE_CODE(m_muster->pair(*m_well), 0);
        COMPARE_CODE(m_muster->pair(*m_broken), 0);
        m_broken->units().writeLine(u"fan.service"_s, u"tach 3 is silent\x1b[2J"_s);
        m_broken->units().kill(u"fan.service"_s, SIGSEGV, 3);
    }

    void provesAnOffloadedDump()
    {
        QTemporaryDir folder;
        const QString dump = test::makeDumpFolder(folder.path(), u"bmc-1"_s, {{u"a.txt"_s, "abc"}});
        const QString archive = folder.filePath(u"drawer-1-bmc-1.tar.zst"_s);
        const auto record = test::offloadTo(archive, dump);
        const Ended whole = m_muster->run({u"dumps"_s, u"verify"_s, archive, u"--json"_s});
        QVERIFY2(whole.code == 0, whole.err);
        QCOMPARE(whole.json()["digest"_L1].toString(), record.digest);
        QCOMPARE(whole.json()["members"_L1].toInt(), 1);
        QVERIFY(whole.json()["faults"_L1].toArray().isEmpty());
        QVERIFY(QFile::remove(folder.filePath(u"drawer-1-bmc-1.json"_s)));
        const Ended alone = m_muster->run({u"dumps"_s, u"verify"_s, archive});
        QVERIFY2(alone.code == 0, alone.err);
        QVERIFY2(alone.err.contains("no .json"), alone.err);
        QVERIFY(QFile::resize(archive, 60));
        const Ended cut = m_muster->run({u"dumps"_s, u"verify"_s, archive});
        QCOMPARE(cut.code, 1);
        QVERIFY2(cut.out.contains("archive"), cut.out);
        QCOMPARE(m_muster->run({u"dumps"_s, u"verify"_s, archive + u'x'}).code, 2);
    }

    void wrongUsageIsTwo_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no such verb") << QStringList{u"dance"_s} << QByteArray();
        QTest::newRow("no such option") << QStringList{u"nodes"_s, u"--fast"_s} << QByteArray("--fast");
        QTest::newRow("no target") << QStringList{u"call"_s} << QByteArray("TARGET");
        QTest::newRow("unknown target")
            << QStringList{u"units"_s, u"list"_s, u"drawer-z"_s} << QByteArray("drawer-");
        QTest::newRow("params that are no object")
            << QStringList{u"call"_s, u"drawer-a"_s, u"node.facts"_s, u"[1]"_s} << QByteArray("object");
        QTest::newRow("params that are no JSON")
            << QStringList{u"call"_s, u"drawer-a"_s, u"node.facts"_s, u"{"_s} << QByteArray();
        QTest::newRow("a range too large")
            << QStringList{u"discover"_s, u"--range"_s, u"10.0.0.0/8"_s} << QByteArray("4096");
        QTest::newRow("a time that is none")
            << QStringList{u"events"_s, u"--since"_s, u"soon"_s} << QByteArray("--since");
        QTest::newRow("a number for several nodes")
            << QStringList{u"events"_s, u"--since"_s, u"5"_s} << QByteArray("one node");
        QTest::newRow("an address that is none")
            << QStringList{u"pair"_s, u"host:99999"_s, u"--token"_s, u"x"_s} << QByteArray("port");
        QTest::newRow("a system of nobody")
            << QStringList{u"system"_s, u"show"_s, u"none"_s} << QByteArray("none");
        QTest::newRow("a system with a slash")
            << QStringList{u"system"_s, u"create"_s, u"a/b"_s, u"drawer-a"_s} << QByteArray("name");
    }

    void wrongUsageIsTwo()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, says);
        const Ended ended = m_muster->run(words);
        COMPARE_CODE(ended, 2);
        QVERIFY2(ended.err.contains(says), said(ended).constData());
        QVERIFY2(ended.out.isEmpty(), said(ended).constData());
    }

    void saysItsVersion() { QVERIFY(m_muster->run({u"--version"_s}).out.startsWith("muster ")); }

    void tellsItsIdentity()
    {
        const Ended ended = m_muster->run({u"identity"_s, u"--json"_s});
        COMPARE_CODE(ended, 0);
        QCOMPARE(ended.json()[u"id"].toString().size(), 63);
        QCOMPARE(ended.json()[u"keyStorage"].toString(), u"File"_s);
    }

    void listsNodes()
    {
        const Ended ended = m_muster->run({u"nodes"_s, u"--json"_s});
        COMPARE_CODE(ended, 1);
        const QJsonArray nodes = ended.json()[u"nodes"].toArray();
        QCOMPARE(nodes.size(), 2);
        QCOMPARE(nodes[0][u"name"].toString(), u"drawer-a"_s);
        QCOMPARE(nodes[0][u"health"].toString(), u"OK"_s);
        QCOMPARE(nodes[0][u"stale"].toBool(), false);
        QCOMPARE(nodes[1][u"health"].toString(), u"Critical"_s);
        QCOMPARE(nodes[1][u"id"].toString(), m_broken->nodeId().toString());
        const Ended table = m_muster->run({u"nodes"_s});
        QVERIFY2(table.out.startsWith("NAME") && table.out.contains("drawer-a"), said(table).constData());
        QVERIFY2(!table.out.contains('\x1b'), "colour without a terminal");
    }

    void listsUnits()
    {
        const Ended well = m_muster->run({u"units"_s, u"list"_s, u"drawer-a"_s, u"--json"_s});
        COMPARE_CODE(well, 0);
        QCOMPARE(well.json()[u"units"].toArray().size(), 1);
        COMPARE_CODE(m_muster->run({u"units"_s, u"list"_s}), 1);
    }

    void tellsFailuresWithTheirEvidence()
    {
        COMPARE_CODE(m_muster->run({u"units"_s, u"failures"_s, u"drawer-a"_s}), 0);
        const Ended ended = m_muster->run({u"units"_s, u"failures"_s, u"--json"_s});
        COMPARE_CODE(ended, 1);
        const QJsonArray failures = ended.json()[u"failures"].toArray();
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures[0][u"node"].toString(), u"drawer-b"_s);
        QCOMPARE(failures[0][u"failure"][u"unit"].toString(), u"fan.service"_s);
        QCOMPARE(failures[0][u"failure"][u"signal"].toString(), u"SIGSEGV"_s);
        QVERIFY(failures[0][u"evidence"].isObject());
        QCOMPARE(failures[0][u"open"].toBool(), true);
        const Ended text = m_muster->run({u"units"_s, u"failures"_s});
        for (const char *word : {"fan.service", "drawer-b", "since", "SIGSEGV", "tach 3 is silent"})
            QVERIFY2(text.out.contains(word), said(text).constData());
        QVERIFY2(!text.out.contains('\x1b'), "an escape sequence of the node's journal reached the terminal");
    }

    void acknowledgeNeedsToKnowWhat_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("neither units nor all") << QStringList{} << QByteArray("--all");
        QTest::newRow("units and all") << QStringList{u"fan.service"_s, u"--all"_s} << QByteArray("--all");
        QTest::newRow("a unit that is none") << QStringList{u"fun.service"_s} << QByteArray("fun.service");
        QTest::newRow("a reason too long")
            << QStringList{u"--all"_s, u"--reason"_s, QString(501, u'x')} << QByteArray("500");
    }

    void acknowledgeNeedsToKnowWhat()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, says);
        const Ended ended = m_muster->run(QStringList{u"units"_s, u"acknowledge"_s, u"drawer-b"_s} + words);
        COMPARE_CODE(ended, 2);
        QVERIFY2(ended.err.contains(says), said(ended).constData());
    }

    void acknowledgesWithAReason()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-n"_s, {u"fan.service"_s, u"psu.service"_s});
        COMPARE_CODE(muster.pair(agent), 0);
        const QStringList list{u"units"_s, u"failures"_s, u"--json"_s};
        COMPARE_CODE(muster.run(list), 0);
        agent.units().kill(u"fan.service"_s, SIGSEGV, 3);
        agent.units().kill(u"psu.service"_s, SIGSEGV, 3);
        const Ended noted = muster.run({u"units"_s, u"acknowledge"_s, u"drawer-n"_s, u"fan.service"_s,
                                        u"--reason"_s, u"fan 2 is on order"_s, u"--json"_s});
        COMPARE_CODE(noted, 0);
        QCOMPARE(noted.json()[u"nodes"][0][u"units"].toArray(), QJsonArray{u"fan.service"_s});
        // Still failed: it stays open until it has recovered.
        agent.units().run(u"psu.service"_s);
        const Ended open = muster.run(list);
        COMPARE_CODE(open, 1);
        QCOMPARE(open.json()[u"failures"].toArray().size(), 2);
        const Ended text = muster.run({u"units"_s, u"failures"_s});
        for (const char *word : {"fan.service on drawer-n: failed, acknowledged", "fan 2 is on order",
                                 "psu.service on drawer-n: recovered"})
            QVERIFY2(text.out.contains(word), said(text).constData());
        agent.units().run(u"fan.service"_s);
        const Ended rest = muster.run({u"units"_s, u"acknowledge"_s, u"drawer-n"_s, u"--all"_s});
        COMPARE_CODE(rest, 0);
        QVERIFY2(rest.out.contains("drawer-n: acknowledged psu.service"), said(rest).constData());
        COMPARE_CODE(muster.run(list), 0);
        const Ended all = muster.run(list + QStringList{u"--all"_s});
        COMPARE_CODE(all, 0);
        QCOMPARE(all.json()[u"failures"].toArray().size(), 2);
    }

    void acknowledgingIsForOperators()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-r"_s, {u"fan.service"_s});
        COMPARE_CODE(muster.pair(agent, Role::Viewer), 0);
        agent.units().kill(u"fan.service"_s, SIGSEGV, 3);
        COMPARE_CODE(muster.run({u"units"_s, u"acknowledge"_s, u"drawer-r"_s, u"--all"_s}), 4);
        COMPARE_CODE(muster.run({u"units"_s, u"failures"_s}), 1);
    }

    void nothingToAcknowledgeIsDone()
    {
        const Ended ended =
            m_muster->run({u"units"_s, u"acknowledge"_s, u"drawer-a"_s, u"fan.service"_s, u"--json"_s});
        COMPARE_CODE(ended, 0);
        const QJsonArray nodes = ended.json()[u"nodes"].toArray();
        QCOMPARE(nodes.size(), 1);
        QCOMPARE(nodes[0][u"node"].toString(), u"drawer-a"_s);
        QVERIFY(nodes[0][u"units"].toArray().isEmpty());
        QVERIFY(nodes[0][u"error"].toString().isEmpty());
    }

    void showsAndChecksWhatIsWatched()
    {
        const Ended shown = m_muster->run({u"units"_s, u"config"_s, u"show"_s, u"drawer-a"_s});
        COMPARE_CODE(shown, 0);
        for (const char *word : {"drawer-a", "test.json", "in force"})
            QVERIFY2(shown.out.contains(word), said(shown).constData());
        const Ended file =
            m_muster->run({u"units"_s, u"config"_s, u"show"_s, u"drawer-a"_s, u"--name"_s, u"test.json"_s});
        QCOMPARE(file.out, QByteArray(R"({"services": ["fan.service"]})"));

        QTemporaryDir folder;
        const QString path = folder.filePath(u"critical.json"_s);
        QVERIFY(replaceFile(path, "{\n\"services\": [\"oops\"]}"));
        const Ended bad = m_muster->run({u"units"_s, u"config"_s, u"check"_s, path});
        COMPARE_CODE(bad, 2);
        QVERIFY2(bad.err.contains("critical.json:2") && bad.err.contains("services[0]"),
                 said(bad).constData());
        QVERIFY(replaceFile(path, R"({"services": ["psu.service"]})"));
        COMPARE_CODE(m_muster->run({u"units"_s, u"config"_s, u"check"_s, path}), 0);
        // Only one of the two knows it.
        const Ended asked = m_muster->run(
            {u"units"_s, u"config"_s, u"check"_s, path, u"drawer-a"_s, u"drawer-b"_s, u"--json"_s});
        COMPARE_CODE(asked, 1);
        const QJsonArray nodes = asked.json()[u"nodes"].toArray();
        QCOMPARE(nodes.size(), 2);
        QCOMPARE(nodes[0][u"check"][u"units"][1][u"known"].toString(), u"NotFound"_s);
        COMPARE_CODE(m_muster->run({u"units"_s, u"config"_s, u"check"_s, path, u"drawer-b"_s}), 0);
        // An operator may look, and no more.
        const Ended refused =
            m_muster->run({u"units"_s, u"config"_s, u"set"_s, path, u"drawer-b"_s, u"--yes"_s});
        COMPARE_CODE(refused, 4);
        QVERIFY2(refused.err.contains("may only read"), said(refused).constData());
    }

    void writesAndRemovesAWatchList()
    {
        test::TestAgent first(u"node-1"_s, {u"fan.service"_s});
        test::TestAgent second(u"node-2"_s, {u"fan.service"_s});
        const Muster muster;
        COMPARE_CODE(muster.pair(first, Role::Admin), 0);
        COMPARE_CODE(muster.pair(second, Role::Admin), 0);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"mine.json"_s);
        QVERIFY(replaceFile(path, R"({"services": ["psu.service"]})"));
        const QStringList set{u"units"_s,  u"config"_s,        u"set"_s,    path,
                              u"--name"_s, u"critical.json"_s, u"node-1"_s, u"node-2"_s};
        const auto isThere = [](const test::TestAgent &agent) {
            return QFile::exists(agent.config().unitsFolder + u"/critical.json"_s);
        };

        const auto asking = muster.start(set);
        QVERIFY(asking->waitForStarted());
        asking->write("n\n");
        asking->closeWriteChannel();
        const Ended declined = Muster::finish(*asking);
        COMPARE_CODE(declined, 5);
        for (const char *word : {"psu.service", "not there", "Write critical.json to 2 nodes?"})
            QVERIFY2(declined.err.contains(word), said(declined).constData());
        QVERIFY(!isThere(first) && !isThere(second));

        const Ended written = muster.run(set + QStringList{u"--yes"_s});
        COMPARE_CODE(written, 0);
        QVERIFY2(written.out.contains("node-1: wrote critical.json, 2 units are watched"),
                 said(written).constData());
        QVERIFY(isThere(first) && isThere(second));
        COMPARE_CODE(
            muster.run({u"units"_s, u"config"_s, u"remove"_s, u"critical.json"_s, u"node-1"_s, u"-y"_s}), 0);
        QVERIFY(!isThere(first) && isThere(second));
        const Ended again = muster.run(
            {u"units"_s, u"config"_s, u"remove"_s, u"critical.json"_s, u"node-1"_s, u"node-2"_s, u"-y"_s});
        COMPARE_CODE(again, 4);
        QVERIFY2(again.out.contains("node-2: removed critical.json"), said(again).constData());
        QVERIFY(!isThere(second));
    }

    void givesTemplates()
    {
        const Ended all = m_muster->run({u"units"_s, u"config"_s, u"template"_s});
        for (const char *word : {"openbmc", "sonic", "server"})
            QVERIFY2(all.out.contains(word), said(all).constData());
        const Ended one = m_muster->run({u"units"_s, u"config"_s, u"template"_s, u"sonic"_s});
        QCOMPARE(one.json()[u"services"].toArray().first().toString(), u"docker.service"_s);
        COMPARE_CODE(m_muster->run({u"units"_s, u"config"_s, u"template"_s, u"toaster"_s}), 2);
    }

    void tellsEvents()
    {
        const Ended ended = m_muster->run({u"events"_s, u"drawer-b"_s, u"--json"_s});
        COMPARE_CODE(ended, 0);
        const QJsonArray all = ended.json()[u"events"].toArray();
        QVERIFY(!all.isEmpty());
        const qint64 newest = all.last()[u"sequence"].toInteger();
        const Ended tail =
            m_muster->run({u"events"_s, u"drawer-b"_s, u"--json"_s, u"--since"_s, QString::number(newest)});
        QCOMPARE(tail.json()[u"events"].toArray().size(), 1);
        COMPARE_CODE(m_muster->run({u"events"_s, u"--since"_s, u"1h"_s}), 0);
    }

    void followsEventsUntilItIsStopped()
    {
        const auto program = m_muster->start({u"events"_s, u"--follow"_s, u"--json"_s, u"drawer-a"_s});
        QByteArray out;
        QVERIFY(QTest::qWaitFor(
            [&] {
                m_well->units().kill(u"fan.service"_s, SIGTERM);
                m_well->units().run(u"fan.service"_s);
                out += program->readAllStandardOutput();
                return out.count('\n') > 3;
            },
            10'000));
        ::kill(pid_t(program->processId()), SIGINT);
        COMPARE_CODE(Muster::finish(*program), 5);
        const auto first = QJsonDocument::fromJson(out.first(out.indexOf('\n'))).object();
        QCOMPARE(first[u"node"].toString(), u"drawer-a"_s);
        QVERIFY(first[u"sequence"].toInteger() > 0);
    }

    void callsMethods()
    {
        const Ended facts = m_muster->run({u"call"_s, u"drawer-a"_s, u"node.facts"_s, u"--json"_s});
        COMPARE_CODE(facts, 0);
        QVERIFY(facts.json().contains(u"hostname"));
        const QString prefix = m_broken->nodeId().toString().first(10);
        COMPARE_CODE(m_muster->run({u"call"_s, prefix, u"node.facts"_s}), 0);
        COMPARE_CODE(m_muster->run({u"call"_s, u"drawer-a"_s, u"no.such"_s}), 2);
        COMPARE_CODE(m_muster->run({u"call"_s, u"drawer-a"_s, u"units.evidence"_s}), 2);
    }

    void whatTheRoleForbidsIsFour()
    {
        COMPARE_CODE(m_muster->run({u"call"_s, u"drawer-a"_s, u"peers.list"_s}), 4);
    }

    void listsMethods()
    {
        const Ended text = m_muster->run({u"methods"_s, u"drawer-a"_s});
        COMPARE_CODE(text, 0);
        QVERIFY(text.out.contains("units.failures"));
        const Ended document = m_muster->run({u"methods"_s, u"drawer-a"_s, u"--json"_s});
        QVERIFY(document.json().contains(u"openrpc"));
    }

    void makesAndChangesSystems()
    {
        std::vector<std::unique_ptr<test::TestAgent>> agents;
        const Muster muster;
        for (const QString &name : {u"rack-a"_s, u"rack-b"_s, u"rack-c"_s}) {
            agents.push_back(std::make_unique<test::TestAgent>(name, QStringList{u"fan.service"_s}));
            COMPARE_CODE(muster.pair(*agents.back(), Role::Admin), 0);
        }
        const Ended planned = muster.run(
            {u"system"_s, u"create"_s, u"db-1"_s, u"rack-a"_s, u"4=rack-b"_s, u"--dry-run"_s, u"--json"_s});
        COMPARE_CODE(planned, 0);
        QCOMPARE(planned.json()[u"members"].toArray()[1][u"number"].toInt(), 4);
        COMPARE_CODE(muster.run({u"system"_s, u"show"_s, u"db-1"_s}), 2);
        COMPARE_CODE(muster.run({u"system"_s, u"create"_s, u"db-1"_s, u"rack-a"_s, u"4=rack-b"_s,
                                 u"--coordinator"_s, u"rack-a"_s, u"--yes"_s}),
                     0);
        COMPARE_CODE(muster.run({u"system"_s, u"create"_s, u"db-1"_s, u"rack-c"_s, u"--yes"_s}), 4);
        const auto show = [&] { return muster.run({u"system"_s, u"show"_s, u"db-1"_s, u"--json"_s}); };
        QTRY_COMPARE_WITH_TIMEOUT(show().code, 0, 30'000);
        const QJsonObject shown = show().json();
        QCOMPARE(shown[u"members"].toArray()[1][u"instance"].toInt(), 4);
        QCOMPARE(shown[u"answering"].toInt(), 2);
        QCOMPARE(shown[u"generation"].toInt(), 1);
        QCOMPARE(shown[u"acting"].toString(), agents.front()->nodeId().toString());
        QVERIFY(shown[u"acts"].toBool());

        COMPARE_CODE(muster.run({u"units"_s, u"list"_s, u"db-1/4"_s}), 0);
        const Ended both = muster.run({u"call"_s, u"db-1/0"_s, u"node.facts"_s, u"--json"_s});
        COMPARE_CODE(both, 0);
        QCOMPARE(QJsonDocument::fromJson(both.out).array().size(), 2);
        const Ended asked = muster.run({u"system"_s, u"ask"_s, u"db-1"_s, u"node.facts"_s, u"--json"_s});
        COMPARE_CODE(asked, 0);
        QCOMPARE(asked.json()[u"members"].toArray()[1][u"outcome"].toString(), u"Answered"_s);
        COMPARE_CODE(muster.run({u"system"_s, u"ask"_s, u"db-1"_s, u"no.such"_s}), 1);

        COMPARE_CODE(muster.run({u"system"_s, u"set"_s, u"db-1"_s, u"--add"_s, u"rack-c"_s, u"--lease"_s,
                                 u"5"_s, u"--yes"_s}),
                     0);
        QTRY_COMPARE_WITH_TIMEOUT(show().code, 0, 30'000);
        QCOMPARE(show().json()[u"members"].toArray()[1][u"name"].toString(), u"rack-c"_s);
        QCOMPARE(show().json()[u"settings"][u"leaseSeconds"].toInt(), 5);
        COMPARE_CODE(muster.run({u"system"_s, u"set"_s, u"db-1"_s}), 2); // all have it
        COMPARE_CODE(muster.run({u"system"_s, u"handover"_s, u"db-1"_s, u"rack-b"_s, u"--yes"_s}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(show().json()[u"acting"].toString(), agents.at(1)->nodeId().toString(),
                                  30'000);
        COMPARE_CODE(muster.run({u"system"_s, u"set"_s, u"db-1"_s, u"--remove"_s, u"rack-b"_s}), 2);
        COMPARE_CODE(muster.run({u"system"_s, u"set"_s, u"db-1"_s, u"--coordinator"_s, u"rack-z"_s}), 2);
        COMPARE_CODE(muster.run({u"system"_s, u"list"_s}), 0);
        COMPARE_CODE(muster.run({u"system"_s, u"delete"_s, u"db-1"_s, u"--yes"_s}), 0);
        COMPARE_CODE(muster.run({u"system"_s, u"show"_s, u"db-1"_s}), 2);
        COMPARE_CODE(muster.run({u"nodes"_s}), 0);
    }

    void whatStopsHostsIsAskedBefore()
    {
        test::PrivateBus daemon;
        QVERIFY(daemon.start());
        test::FakeHostState host(daemon.address());
        test::FakeDumpManager dumps(daemon.address());
        dumps.duration = std::chrono::milliseconds(50);
        dumps.offerHostDumps(host);
        QVERIFY(host.appear() && dumps.appear());
        test::TestAgent agent(u"drawer-p"_s);
        agent.extendPlatform([&daemon](agent::Platform &platform) {
            auto bus = std::make_unique<agent::SystemdBus>(daemon.address());
            platform.management = std::make_unique<agent::PhosphorManagement>(*bus);
            bus->start();
            platform.base = std::move(bus);
        });
        agent.restart();
        const auto isAble = [&] {
            const auto kinds = agent.agent().dumps().abilities().all().kinds;
            return std::ranges::find(kinds, u"system"_s, &DumpKind::type)->unavailable.isEmpty();
        };
        QTRY_VERIFY(isAble());
        const Muster muster;
        COMPARE_CODE(muster.pair(agent, Role::Admin), 0);
        const QStringList words{u"dumps"_s, u"create"_s, u"drawer-p"_s, u"--type"_s, u"system"_s};
        const Ended refused = muster.run(words);
        COMPARE_CODE(refused, 2);
        QVERIFY2(refused.err.contains("would stop 1 host") && refused.err.contains("--yes"), said(refused));
        QCOMPARE(dumps.calls(u"CreateDump"_s), 0);
        // What stops nothing is not asked for.
        COMPARE_CODE(muster.run({u"dumps"_s, u"create"_s, u"drawer-p"_s, u"--type"_s, u"resource"_s}), 0);
        COMPARE_CODE(muster.run(words + QStringList{u"--yes"_s, u"--wait"_s}), 0);
        QCOMPARE(dumps.entries(u"system"_s).size(), 1);
        const Ended again = muster.run(words + QStringList{u"--yes"_s});
        COMPARE_CODE(again, 4);
        QVERIFY2(again.out.contains("waits to be fetched"), said(again));
    }

    void whoIsNoAdministratorMakesNoSystem()
    {
        const Ended refused = m_muster->run({u"system"_s, u"create"_s, u"db-1"_s, u"drawer-a"_s, u"--yes"_s});
        COMPARE_CODE(refused, 4);
        QVERIFY2(refused.err.contains("administrator"), said(refused).constData());
    }

    void findsNodesByAList()
    {
        test::TestAgent stranger(u"drawer-z"_s);
        QTemporaryDir folder;
        QFile list(folder.filePath(u"list"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("# rack\n" + stranger.endpoint().toString().toUtf8() + "\n"
                   + m_well->endpoint().toString().toUtf8() + "\n127.0.0.1:1\n");
        list.close();
        const Ended ended = m_muster->run({u"discover"_s, u"--list"_s, list.fileName(), u"--json"_s});
        COMPARE_CODE(ended, 0);
        const QJsonArray found = ended.json()[u"found"].toArray();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0][u"id"].toString(), stranger.nodeId().toString());
        QCOMPARE(found[0][u"name"].toString(), u"drawer-z"_s);
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("ok\nhost:99999\n");
        list.close();
        const Ended wrong = m_muster->run({u"discover"_s, u"--list"_s, list.fileName()});
        COMPARE_CODE(wrong, 2);
        QVERIFY2(wrong.err.contains("line 2"), said(wrong).constData());
    }

    void findsNodesByARange()
    {
        test::TestAgent stranger(u"drawer-z"_s);
        const QString range = u"127.0.0.1/32:%1"_s.arg(stranger.agent().port());
        const Ended ended =
            m_muster->run({u"discover"_s, u"--seconds"_s, u"1"_s, u"--range"_s, range, u"--json"_s});
        COMPARE_CODE(ended, 0);
        QCOMPARE(ended.json()[u"found"].toArray().size(), 1);
        QVERIFY(ended.json()[u"note"].toString().contains(u"Avahi"_s));
        const Ended without = m_muster->run({u"discover"_s, u"--seconds"_s, u"1"_s});
        COMPARE_CODE(without, 3);
        QVERIFY2(without.err.contains("address range"), said(without).constData());
    }

    void whoDoesNotAnswerIsLastKnownAndThree()
    {
        Muster muster;
        {
            test::TestAgent agent(u"gone"_s, {u"fan.service"_s});
            COMPARE_CODE(muster.pair(agent), 0);
            COMPARE_CODE(muster.run({u"nodes"_s}), 0);
        }
        const Ended nodes = muster.run({u"nodes"_s, u"--json"_s});
        COMPARE_CODE(nodes, 3);
        const QJsonValue node = nodes.json()[u"nodes"].toArray()[0];
        QCOMPARE(node[u"stale"].toBool(), true);
        QCOMPARE(node[u"health"].toString(), u"Unknown"_s);
        QVERIFY(node[u"heardAt"].isString());
        QCOMPARE(node[u"platforms"].toArray().size(), 1);
        QVERIFY(!node[u"error"].toString().isEmpty());
        COMPARE_CODE(muster.run({u"units"_s, u"list"_s}), 3);
        COMPARE_CODE(muster.run({u"units"_s, u"acknowledge"_s, u"gone"_s, u"--all"_s}), 3);
        COMPARE_CODE(muster.run({u"call"_s, u"gone"_s, u"node.facts"_s}), 3);
        COMPARE_CODE(muster.run({u"pair"_s, u"127.0.0.1:1"_s, u"--token"_s, u"x"_s}), 3);
    }

    void unpairs()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-u"_s);
        COMPARE_CODE(muster.pair(agent), 0);
        COMPARE_CODE(muster.run({u"unpair"_s, u"drawer-u"_s}), 0);
        QTRY_VERIFY(agent.agent().peers().list().peers.isEmpty());
        COMPARE_CODE(muster.run({u"nodes"_s}), 0);
    }

    void aWrongTokenIsRefused()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-u"_s);
        const auto other = EnrolmentToken::generate();
        const Ended ended =
            muster.run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, other->toString()});
        COMPARE_CODE(ended, 4);
        QVERIFY2(!ended.err.contains(other->toString().toUtf8()), "the token is a secret");
    }

    void pairsByCodeWithAPersonAtEachEnd()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-u"_s);
        const auto program = muster.start({u"pair"_s, agent.endpoint().toString()});
        QByteArray err;
        QVERIFY(QTest::qWaitFor([&] { return (err += program->readAllStandardError()).contains("within"); },
                                10'000));
        const QByteArray code = err.mid(err.indexOf("code: ") + 6, 11);
        const auto local = test::greetLocally(agent);
        QVERIFY(test::ask<api::PairAccept>(**local, {QString::fromLatin1(code), {}}));
        QVERIFY(QTest::qWaitFor([&] { return (err += program->readAllStandardError()).contains("[y/N]"); },
                                10'000));
        program->write("y\n");
        COMPARE_CODE(Muster::finish(*program), 0);
    }

    void withoutAPersonNoCodeIsTakenAsTheSame()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-u"_s);
        const auto program = muster.start({u"pair"_s, agent.endpoint().toString()});
        program->closeWriteChannel();
        QByteArray err;
        QVERIFY(QTest::qWaitFor([&] { return (err += program->readAllStandardError()).contains("within"); },
                                10'000));
        const auto local = test::greetLocally(agent);
        QVERIFY(test::ask<api::PairAccept>(
            **local, {QString::fromLatin1(err.mid(err.indexOf("code: ") + 6, 11)), {}}));
        COMPARE_CODE(Muster::finish(*program), 4);
    }

    void ctrlCBreaksOff()
    {
        Muster muster;
        test::TestAgent agent(u"drawer-u"_s);
        const auto program = muster.start({u"pair"_s, agent.endpoint().toString()});
        QByteArray err;
        QVERIFY(QTest::qWaitFor([&] { return (err += program->readAllStandardError()).contains("within"); },
                                10'000));
        ::kill(pid_t(program->processId()), SIGINT);
        COMPARE_CODE(Muster::finish(*program), 5);
    }

    void aBrokenFleetFileIsTwoAndLeftAlone()
    {
        Muster muster;
        QFile file(muster.fleet());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not a fleet");
        file.close();
        const Ended ended = muster.run({u"nodes"_s});
        COMPARE_CODE(ended, 2);
        QVERIFY2(ended.err.contains(muster.fleet().toUtf8()), said(ended).constData());
        QCOMPARE(file.size(), 13);
    }

    void withoutAKeychainThereIsAChoice()
    {
        Muster muster;
        muster.setOptions({});
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        const Ended ended = muster.run({u"identity"_s});
        COMPARE_CODE(ended, 2);
        QVERIFY2(ended.err.contains("--key-storage file") && ended.err.contains("session"),
                 said(ended).constData());
    }

    void keepsTheKeyInTheKeychain()
    {
        for (const auto &program : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s}) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP(qPrintable(program + " is not installed"_L1));
        }
        QTemporaryDir home;
        const QString fleet = home.filePath(u"fleet.json"_s);
        const QString script =
            u"printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;"
            " \"$0\" --fleet \"$1\" --key-storage keychain identity && \"$0\" --fleet \"$1\" identity"_s;
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        program.setProcessEnvironment(environment);
        program.start(u"dbus-run-session"_s,
                      {u"--"_s, u"sh"_s, u"-c"_s, script, QStringLiteral(MUSTER), fleet});
        const Ended ended = Muster::finish(program);
        COMPARE_CODE(ended, 0);
        const auto ids = ended.out.trimmed().split('\n');
        QCOMPARE(ids.size(), 2);
        QCOMPARE(ids.at(0), ids.at(1));
        QVERIFY2(QDir(home.path()).entryList({u"*.pem"_s}, QDir::Files | QDir::Hidden).isEmpty(),
                 "a key in a file");
    }

    void anEmptyFleetSaysHowToBegin()
    {
        Muster muster;
        const Ended ended = muster.run({u"nodes"_s});
        COMPARE_CODE(ended, 0);
        QVERIFY2(ended.err.contains("muster pair"), said(ended).constData());
        QCOMPARE(muster.run({u"nodes"_s, u"--json"_s}).json()[u"nodes"].toArray().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMusterVerbs)
#include "tst_musterverbs.moc"
