// SPDX-License-Identifier: Apache-2.0
#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace muster;
using namespace Qt::StringLiterals;

/// The program as people, scripts and systemd meet it: its exit codes, what it prints, what it notifies.
class TestAgentProgram : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_service;

    struct Outcome
    {
        int code = -1;
        QString out;
        QString err;
    };

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    [[nodiscard]] Outcome run(const QStringList &arguments) const
    {
        QProcess process;
        process.start(u"" MUSTER_AGENT ""_s, QStringList{u"--config"_s, path(u"agent.json"_s)} + arguments);
        if (!process.waitForFinished(10'000))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    void startService(const QStringList &environment = {})
    {
        m_service = std::make_unique<QProcess>();
        m_service->setProcessChannelMode(QProcess::MergedChannels);
        m_service->setEnvironment(QProcess::systemEnvironment() + environment);
        m_service->start(u"" MUSTER_AGENT ""_s, {u"--config"_s, path(u"agent.json"_s)});
        QVERIFY(m_service->waitForStarted());
        QTRY_VERIFY(QFile::exists(path(u"run/agent.sock"_s)));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(u"units.d"_s));
        const QJsonObject config{{u"name"_s, u"drawer-1"_s},
                                 {u"listen"_s, QJsonArray{u"127.0.0.1"_s}},
                                 {u"port"_s, 0},
                                 {u"stateFolder"_s, path(u"state"_s)},
                                 {u"runtimeFolder"_s, path(u"run"_s)},
                                 {u"unitsFolder"_s, path(u"units.d"_s)},
                                 {u"eventsKeptBytes"_s, 2 * 1024 * 1024},
                                 {u"publish"_s, false}};
        QVERIFY(replaceFile(path(u"agent.json"_s), QJsonDocument(config).toJson()));
    }

    void cleanup()
    {
        if (m_service) {
            m_service->kill();
            m_service->waitForFinished();
            m_service.reset();
        }
    }

    void checksItsConfiguration()
    {
        QCOMPARE(run({u"--check-config"_s}).code, 0);
        QVERIFY(replaceFile(path(u"units.d/fans.json"_s),
                            "{\n\"services\": [\"fan-control.service\",\n\"fans\"]}"));
        const Outcome bad = run({u"--check-config"_s});
        QCOMPARE(bad.code, 2);
        QVERIFY2(bad.err.contains(u"fans.json:3: services[1]: "_s), qPrintable(bad.err));
        QVERIFY(replaceFile(path(u"agent.json"_s), "{\n\"simulationFolder\": \"/none\"}"));
        QVERIFY(run({u"--check-config"_s}).err.contains(u"/none: there is no such folder"_s));
        const QString token = path(u"token"_s);
        QVERIFY(replaceFile(token, "secret"));
        const QByteArray host =
            "{\"host\": {\"target\": \"https://127.0.0.1/d\", \"tokenFile\": \"" + token.toUtf8() + "\"}}";
        QVERIFY(replaceFile(path(u"agent.json"_s), host));
        QVERIFY(!run({u"--check-config"_s}).err.contains(u"tokenFile"_s));
        QVERIFY(QFile::setPermissions(token, QFile::ReadOwner | QFile::ReadOther));
        QVERIFY(run({u"--check-config"_s}).err.contains(u"token: host.tokenFile: others than its owner"_s));
        QVERIFY(replaceFile(path(u"agent.json"_s), "{\n\"prot\": 1}"));
        QVERIFY(run({u"--check-config"_s}).err.contains(u"agent.json:2: prot: "_s));
        QCOMPARE(run({}).code, 2);
    }

    void exitCodesTellWhatWentWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("running");
        QTest::addColumn<int>("code");
        QTest::newRow("version") << QStringList{u"--version"_s} << false << 0;
        QTest::newRow("help") << QStringList{u"--help"_s} << false << 0;
        QTest::newRow("no such verb") << QStringList{u"frob"_s} << false << 2;
        QTest::newRow("no such role") << QStringList{u"token"_s, u"--role"_s, u"king"_s} << true << 2;
        QTest::newRow("no such duration")
            << QStringList{u"token"_s, u"--role"_s, u"viewer"_s, u"--expires"_s, u"soon"_s} << true << 2;
        QTest::newRow("too short a life")
            << QStringList{u"token"_s, u"--role"_s, u"viewer"_s, u"--expires"_s, u"1s"_s} << true << 2;
        QTest::newRow("not running") << QStringList{u"pair"_s, u"list"_s} << false << 3;
        QTest::newRow("no key yet") << QStringList{u"identity"_s} << false << 3;
        QTest::newRow("running") << QStringList{u"pair"_s, u"list"_s} << true << 0;
        QTest::newRow("nobody waits") << QStringList{u"pair"_s, u"accept"_s, u"ABCDE-FGHIJ"_s} << true << 4;
        QTest::newRow("no code") << QStringList{u"pair"_s, u"accept"_s, u"?"_s} << true << 2;
        QTest::newRow("no such peer") << QStringList{u"pair"_s, u"remove"_s, u"x"_s} << true << 4;
        QTest::newRow("openrpc") << QStringList{u"openrpc"_s} << true << 0;
    }

    void exitCodesTellWhatWentWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, running);
        if (running)
            startService();
        const Outcome outcome = run(arguments);
        QTEST(outcome.code, "code");
        if (outcome.code != 0)
            QVERIFY(!outcome.err.isEmpty());
    }

    void printsWhatScriptsRead()
    {
        startService();
        const Outcome identity = run({u"identity"_s});
        QCOMPARE(identity.code, 0);
        QCOMPARE(identity.out.trimmed().size(), 63);
        const Outcome token = run({u"token"_s, u"--role"_s, u"operator"_s, u"--expires"_s, u"10m"_s});
        QCOMPARE(token.code, 0);
        QCOMPARE(token.out.count(u'\n'), 1);
        const QJsonObject list =
            QJsonDocument::fromJson(run({u"pair"_s, u"list"_s, u"--json"_s}).out.toUtf8()).object();
        QVERIFY(list["requests"_L1].isArray() && list["peers"_L1].isArray());
        const QJsonObject openRpc = QJsonDocument::fromJson(run({u"openrpc"_s}).out.toUtf8()).object();
        QVERIFY(openRpc["methods"_L1].toArray().size() > 15);
        QCOMPARE(run({u"audit"_s, u"verify"_s}).code, 0);
        QFile audit(path(u"state/audit.log"_s));
        QVERIFY(audit.open(QIODevice::ReadWrite) && audit.seek(30) && audit.write("XX") == 2);
        audit.close();
        QCOMPARE(run({u"audit"_s, u"verify"_s}).code, 1);
    }

    void keepsItsFilesToItself()
    {
        startService();
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        for (const QString &file :
             {u"state"_s, u"state/identity.pem"_s, u"state/audit.log"_s, u"run/agent.sock"_s})
            QVERIFY2(!(QFile::permissions(path(file)) & others), qPrintable(file));
    }

    void aSecondOneDoesNotDisturbTheFirst()
    {
        startService();
        const Outcome second = run({});
        QVERIFY(second.code > 0);
        QVERIFY(second.err.contains(u"agent.sock"_s));
        QCOMPARE(run({u"pair"_s, u"list"_s}).code, 0);
    }

    void tellsSystemdHowItIs()
    {
        const int notify = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        const QByteArray name = QFile::encodeName(path(u"notify"_s));
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, name.constData(), sizeof address.sun_path);
        QCOMPARE(::bind(notify, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QByteArray told;
        const auto hears = [&](const char *what) {
            std::array<char, 4096> buffer{};
            for (ssize_t n = 0; (n = ::recv(notify, buffer.data(), buffer.size(), 0)) > 0;)
                told.append(buffer.data(), n).append('\n');
            return told.contains(what);
        };
        startService({u"NOTIFY_SOCKET="_s + QString::fromLocal8Bit(name), u"WATCHDOG_USEC=200000"_s});
        QTRY_VERIFY(hears("READY=1"));
        QVERIFY(told.contains("STATUS=listening on port "));
        QTRY_VERIFY(hears("WATCHDOG=1"));
        ::kill(pid_t(m_service->processId()), SIGHUP);
        QTRY_VERIFY(hears("RELOADING=1"));
        m_service->terminate();
        QVERIFY(m_service->waitForFinished(5000));
        QCOMPARE(m_service->exitCode(), 0);
        QCOMPARE(m_service->exitStatus(), QProcess::NormalExit);
        QVERIFY(hears("STOPPING=1"));
        QVERIFY(!QFile::exists(path(u"run/agent.sock"_s)));
        ::close(notify);
    }
};

QTEST_GUILESS_MAIN(TestAgentProgram)
#include "tst_agentprogram.moc"
