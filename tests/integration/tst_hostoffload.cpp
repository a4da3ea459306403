// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/childprocess.h"
#include "agent/dumps/dumpservice.h"
#include "agent/systemdumps/dumprecords.h"
#include "console/offload/archivecheck.h"
#include "shared/api/dumps.h"
#include "shared/api/node.h"
#include "shared/dumps/offloadrecord.h"
#include "shared/store/atomicfile.h"
#include "tests/support/fileserver.h"
#include "tests/support/testsystem.h"

#include <QCoroTest>
#include <QDir>
#include <QTest>

#include <atomic>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether something is logged while it lives. One at a time.
class Overheard
{
public:
    explicit Overheard(const QString &text)
    {
        s_text = text;
        s_isHeard = false;
        s_before = qInstallMessageHandler(&Overheard::hear);
    }
    ~Overheard() { qInstallMessageHandler(s_before); }
    Q_DISABLE_COPY_MOVE(Overheard)

    [[nodiscard]] static bool isHeard() { return s_isHeard; }

private:
    static void hear(QtMsgType type, const QMessageLogContext &context, const QString &message)
    {
        if (message.contains(s_text))
            s_isHeard = true;
        s_before(type, context, message);
    }
    static inline QString s_text;
    static inline std::atomic<bool> s_isHeard = false;
    static inline QtMessageHandler s_before = nullptr;
};

} // namespace

/// Real agents that send their dumps to the host by themselves.
class TestHostOffload : public QObject
{
    Q_OBJECT

    static constexpr auto Patience = 20s;
    static constexpr auto Kinds = R"({"type": "%1", "title": "Test dump", "scope": "%2",
        "collectors": ["facts"], "files": ["%3/note"], "deadlineSeconds": 20})";

    std::unique_ptr<QTemporaryDir> m_host;
    std::unique_ptr<TestSystem> m_system;

    [[nodiscard]] agent::HostConfig toFolder(const QString &folder = {}) const
    {
        agent::HostConfig host;
        host.target = folder.isEmpty() ? m_host->path() : folder;
        return host;
    }
    /// Agents with these targets, the first of which coordinates if there are several.
    void found(const QList<agent::HostConfig> &hosts)
    {
        m_system = std::make_unique<TestSystem>(int(hosts.size()));
        for (int i = 1; i <= hosts.size(); ++i) {
            agent::AgentConfig &config = m_system->agent(i).nextConfig();
            config.host = hosts.at(i - 1);
            QDir().mkpath(config.dumps.kindsFolder);
            for (const auto &[type, scope] : {std::pair("frame", "System"), std::pair("drawer", "Node")}) {
                const QString kind = QString::fromLatin1(Kinds).arg(
                    QString::fromLatin1(type), QString::fromLatin1(scope), config.stateFolder);
                QVERIFY(replaceFile(config.dumps.kindsFolder + u"/%1.json"_s.arg(QLatin1StringView(type)),
                                    kind.toUtf8()));
            }
            QVERIFY(replaceFile(config.inState(u"note"_s), "note of " + QByteArray::number(i)));
            m_system->agent(i).restart();
        }
        if (hosts.size() == 1)
            return;
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
    }
    void foundLone(agent::HostConfig host)
    {
        host.scopes = {DumpScope::Node};
        found({host});
    }
    void letCoordinate(int number, const QList<int> &members)
    {
        Membership next = TestSystem::next(m_system->founding());
        next.coordinator = m_system->id(number);
        for (const int i : members)
            QVERIFY(m_system->set(i, next));
    }
    [[nodiscard]] QString create(int number, const QString &type)
    {
        const auto peer = m_system->greet(number);
        const auto started = ask<api::DumpsCreate>(*peer, {type, u"hang"_s, {}});
        return started ? started->id : describe(started.error());
    }
    [[nodiscard]] DumpEntry entry(int number, const QString &id)
    {
        auto &dumps = m_system->agent(number).agent().dumps();
        return dumps.listed(dumps.catalogue().entry(id).value_or(DumpEntry()));
    }
    [[nodiscard]] bool hasHost(int number, const QString &id)
    {
        const QString name = m_system->agent(number).config().host->name();
        return std::ranges::contains(entry(number, id).offloaded, name, &DumpCopy::to);
    }
    [[nodiscard]] QList<Problem> problems(int number)
    {
        const auto peer = m_system->greet(number);
        auto state = ask<api::NodeStateGet>(*peer);
        if (!state)
            return {};
        state->problems.removeIf(
            [](const Problem &problem) { return !problem.id.startsWith(u"host-offload"_s); });
        return state->problems;
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_host->path()).entryList(QDir::Files, QDir::Name);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_host->filePath(name); }
    [[nodiscard]] DumpManifest manifestAtHost(const QString &id) const
    {
        const auto record = readRecord(path(u"frame-1-%1.json"_s.arg(id)));
        return record && record->manifest ? *record->manifest : DumpManifest();
    }

private Q_SLOTS:
    void init() { m_host = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_system.reset();
        m_host.reset();
    }

    void aNodeAloneSendsItsOwn()
    {
        foundLone(toFolder());
        const QString id = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        const QString archive = u"drawer-1-%1.tar.zst"_s.arg(id);
        QCOMPARE(files(), QStringList({u"drawer-1-%1.json"_s.arg(id), archive}));
        const auto check = console::checkArchive(path(archive), {});
        QVERIFY(check && check->hasRecord && check->faults.isEmpty());
        QCOMPARE(check->digest, entry(1, id).digest);
        QCOMPARE(check->nodeId, m_system->id(1));
        QVERIFY(problems(1).isEmpty());
    }

    void afterARestartNothingIsSentTwice()
    {
        foundLone(toFolder());
        const QString id = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        // What is not there any more would come again, if it was sent again.
        for (const QString &name : files())
            QVERIFY(QFile::remove(path(name)));
        m_system->agent(1).restart();
        const QString later = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, later), Patience);
        QVERIFY(std::ranges::all_of(files(), [&](const QString &name) { return name.contains(later); }));
    }

    void whatCouldNotBeSentIsNotForgotten()
    {
        foundLone(toFolder(path(u"disk"_s)));
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        const Problem problem = problems(1).first();
        QCOMPARE(problem.id, u"host-offload"_s);
        QCOMPARE(problem.subject, path(u"disk"_s));
        QVERIFY2(problem.text.contains(u"no such folder"_s), qPrintable(problem.text));
        QVERIFY(!problem.remedy.isEmpty());
        m_system->agent(1).stop();
        QVERIFY(QDir().mkpath(path(u"disk"_s)));
        m_system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QVERIFY(problems(1).isEmpty());
    }

    void itTriesAgainByItself()
    {
        foundLone(toFolder(path(u"disk"_s)));
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        QVERIFY(QDir().mkpath(path(u"disk"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(problems(1).isEmpty(), Patience);
    }

    void oneThatWillNotGoIsNamedAndTheOthersGo()
    {
        foundLone(toFolder(path(u"disk"_s)));
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        QVERIFY(QDir().mkpath(path(u"disk"_s)));
        QVERIFY(replaceFile(path(u"disk/drawer-1-%1.json"_s.arg(id)), "somebody's"));
        const auto isNamed = [&] {
            const auto now = problems(1);
            return now.size() == 1 && now.first().id == u"host-offload:"_s + id;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNamed(), Patience);
        const QString other = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, other), Patience);
        QVERIFY(!hasHost(1, id));
        QVERIFY(isNamed());
        // With the dump, the problem goes.
        const auto peer = m_system->greet(1);
        const auto deleted = ask<api::DumpsDelete>(*peer, {{id}});
        QVERIFY(deleted && deleted->dumps.first().error.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(problems(1).isEmpty(), Patience);
    }

    void itIsSeenAndNotDeletedWhileItIsSent()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        server.isStalling = true;
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        foundLone(host);
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(entry(1, id).offloading, QStringList(host.name()), Patience);
        const auto peer = m_system->greet(1);
        const auto deleted = ask<api::DumpsDelete>(*peer, {{id}});
        QVERIFY(deleted);
        QCOMPARE(deleted->dumps.first().error, u"Busy"_s);
        QVERIFY2(deleted->dumps.first().text.contains(host.name()), qPrintable(deleted->dumps.first().text));
        server.go();
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(entry(1, id).offloading.isEmpty(), Patience);
    }

    void anAgentThatEndsMeanwhileGoesOnLater()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        server.isStalling = true;
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        foundLone(host);
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(entry(1, id).offloading, QStringList(host.name()), Patience);
        m_system->agent(1).restart();
        server.go();
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
    }

    void wrongBytesAreTriedAgainAndThenNamed()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        server.isDamaging = true;
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        foundLone(host);
        const QString id = create(1, u"drawer"_s);
        const auto isNamed = [&] {
            const auto now = problems(1);
            return now.size() == 1 && now.first().id == u"host-offload:"_s + id;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNamed(), Patience);
        QVERIFY(!hasHost(1, id));
        QCOMPARE(std::ranges::count_if(server.requests,
                                       [](const QByteArray &request) { return request.startsWith("PUT"); }),
                 3);
    }

    void bytesThatWereDamagedOnceGoInTheEnd()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        server.isDamaging = true;
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        foundLone(host);
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        QCOMPARE(problems(1).first().id, u"host-offload"_s);
        server.isDamaging = false;
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QVERIFY(problems(1).isEmpty());
    }

    void whoIsNotLetInDoesNotGoOnTrying()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        server.authorization = "Bearer right";
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        host.tokenFile = path(u"token"_s);
        QVERIFY(replaceFile(host.tokenFile, "wrong\n"));
        foundLone(host);
        const QString id = create(1, u"drawer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        const QString other = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(agent::isWhole(entry(1, other).state), Patience);
        QCOMPARE(server.requests.size(), 1);
        // Another token is tried.
        QFile token(host.tokenFile);
        QVERIFY(token.open(QIODevice::WriteOnly) && token.write("right\n") > 0);
        token.close();
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id) && hasHost(1, other), Patience);
        QVERIFY(problems(1).isEmpty());
    }

    void onlyTheCoordinatorSendsTheSystems()
    {
        found({toFolder(), toFolder(), toFolder()});
        const QString id = create(2, u"frame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QCOMPARE(files(), QStringList({u"frame-1-%1.json"_s.arg(id), u"frame-1-%1.tar.zst"_s.arg(id)}));
        const auto record = readRecord(path(files().first()));
        QVERIFY(record);
        QCOMPARE(record->nodeId, m_system->id(1));
        const auto check = console::checkArchive(path(files().last()), {});
        QVERIFY(check && check->faults.isEmpty());
    }

    void anotherCoordinatorDoesNotSendItAgain()
    {
        found({toFolder(), toFolder(), toFolder()});
        const QString id = create(1, u"frame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        const auto isKnown = [&] {
            const auto &replication = m_system->agent(3).agent().composite().replication();
            const auto record = replication.get<agent::DumpRecord>(agent::DumpRecords::Kind, id);
            return record && !record->entry.offloaded.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKnown(), Patience);
        const QByteArray before = readFile(path(files().last()), 1 << 24).value();
        m_system->agent(1).stop();
        letCoordinate(3, {2, 3});
        // It makes the dump again, without the piece of who is lost: that is less than what the host has.
        QTRY_VERIFY_WITH_TIMEOUT(agent::isWhole(entry(3, id).state), Patience);
        QVERIFY(hasHost(3, id));
        const QString later = create(3, u"frame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(3, later), Patience);
        QCOMPARE(readFile(path(u"frame-1-%1.tar.zst"_s.arg(id)), 1 << 24).value(), before);
        QCOMPARE(manifestAtHost(id).pieces[0].state, DumpState::Complete);
    }

    void anotherCoordinatorSendsWhatWasNotSent()
    {
        found({toFolder(path(u"away"_s)), toFolder(), toFolder()});
        const QString id = create(1, u"frame"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(1).size(), 1, Patience);
        const auto isKnown = [&] {
            const auto &replication = m_system->agent(3).agent().composite().replication();
            return replication.document(agent::DumpRecords::Kind, id).has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKnown(), Patience);
        QVERIFY(files().isEmpty());
        // While the first is there, it is its to send; it says so, and the others do not.
        QVERIFY(problems(3).isEmpty());
        m_system->agent(1).stop();
        letCoordinate(3, {2, 3});
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(3, id), Patience);
        QCOMPARE(files(), QStringList({u"frame-1-%1.json"_s.arg(id), u"frame-1-%1.tar.zst"_s.arg(id)}));
    }

    void aDumpThatIsCompletedLaterIsSentAnew()
    {
        found({toFolder(), toFolder(), toFolder()});
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        const QString id = create(1, u"frame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        QCOMPARE(manifestAtHost(id).state, DumpState::Partial);
        m_system->agent(3).start();
        QTRY_COMPARE_WITH_TIMEOUT(manifestAtHost(id).state, DumpState::Complete, Patience);
        const auto isNoted = [&] {
            const DumpEntry now = entry(1, id);
            return now.offloaded.size() == 1 && now.offloaded.first().digest == now.digest;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNoted(), Patience);
        const auto check = console::checkArchive(path(u"frame-1-%1.tar.zst"_s.arg(id)), {});
        QVERIFY(check && check->hasRecord && check->faults.isEmpty());
    }

    void aPieceThatComesWhileItIsSentWaits()
    {
        if (agent::ChildProcess::find(u"curl"_s).isEmpty())
            QSKIP("there is no curl here; install the package curl");
        FileServer server;
        agent::HostConfig host = toFolder(server.url());
        host.caFile = server.certificateFile();
        found({host, host, host});
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        server.isStalling = true;
        const QString id = create(1, u"frame"_s);
        QTRY_COMPARE_WITH_TIMEOUT(entry(1, id).offloading, QStringList(host.name()), Patience);
        const Overheard waits(u"event=dumpNotCompleted"_s);
        m_system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(waits.isHeard(), Patience);
        QCOMPARE(entry(1, id).state, DumpState::Partial);
        server.go();
        QTRY_COMPARE_WITH_TIMEOUT(entry(1, id).state, DumpState::Complete, Patience);
        const auto isNoted = [&] {
            const DumpEntry now = entry(1, id);
            return now.offloaded.size() == 1 && now.offloaded.first().digest == now.digest;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNoted(), Patience);
    }

    void nodesDumpsStayUnlessTheyAreWished()
    {
        found({toFolder(), toFolder()});
        const QString own = create(2, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(agent::isWhole(entry(2, own).state), Patience);
        const QString whole = create(1, u"frame"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, whole), Patience);
        QCOMPARE(files().size(), 2);
        agent::HostConfig host = toFolder();
        host.scopes = {DumpScope::System, DumpScope::Node};
        m_system->agent(2).nextConfig().host = host;
        m_system->agent(2).restart();
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(2, own), Patience);
        QCOMPARE(files().size(), 4);
    }

    void whatTheHostDoesNotHaveIsNotEvicted()
    {
        foundLone(toFolder(path(u"disk"_s)));
        agent::AgentConfig &config = m_system->agent(1).nextConfig();
        config.dumps.quotas = {{u"drawer"_s, 1}};
        m_system->agent(1).restart();
        const QString id = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(agent::isWhole(entry(1, id).state), Patience);
        // That a console has fetched it is not enough.
        const DumpCopy copy{u"desk (/srv)"_s, now(), entry(1, id).digest};
        QVERIFY(m_system->agent(1).agent().dumps().catalogue().markOffloaded(id, copy));
        const QString refused = create(1, u"drawer"_s);
        QVERIFY2(refused.contains(u"has been offloaded"_s) || refused.contains(u"fetch"_s),
                 qPrintable(refused));
        QVERIFY(QDir().mkpath(path(u"disk"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, id), Patience);
        const QString next = create(1, u"drawer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasHost(1, next), Patience);
        QVERIFY(entry(1, id).id.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHostOffload)
#include "tst_hostoffload.moc"
