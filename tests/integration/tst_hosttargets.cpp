// SPDX-License-Identifier: Apache-2.0
#include "agent/config/hostconfig.h"
#include "agent/dumps/childprocess.h"
#include "agent/hostoffload/delivery.h"
#include "console/offload/archivecheck.h"
#include "shared/dumps/offloadrecord.h"
#include "tests/support/aside.h"
#include "tests/support/dumpfolder.h"
#include "tests/support/fileserver.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/sshserver.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

using Kind = DeliveryFault::Kind;

/// Dumps delivered to a folder, a web server and an SSH server.
class TestHostTargets : public QObject
{
    Q_OBJECT

    static constexpr auto Archive = "drawer-1-bmc-1.tar.zst"_L1;
    static constexpr auto Record = "drawer-1-bmc-1.json"_L1;

    std::unique_ptr<QTemporaryDir> m_top;
    HostDelivery m_dump;
    HostConfig m_config;

    [[nodiscard]] QString at(const QString &name) const { return m_top->filePath(name); }
    [[nodiscard]] QString target(const QString &name) const { return m_top->filePath(u"host/"_s + name); }
    [[nodiscard]] auto send()
    {
        return aside([&] {
            const auto target = HostTarget::make(m_config, at(u"state"_s));
            return deliver(*target, m_dump, {});
        });
    }
    void newDump(const QByteArray &journal)
    {
        m_dump = {makeDumpFolder(at(u"dumps"_s), u"bmc-1"_s,
                                 {{u"journal.txt"_s, journal}, {u"core"_s, noise(5 * 1024 * 1024)}}),
                  u"NODE"_s,
                  u"drawer-1"_s,
                  {},
                  {}};
    }
    /// What is at the target, put into a folder first where it is in memory, as the console's check sees it.
    [[nodiscard]] QStringList faultsOf(const FileServer &server)
    {
        writeFile(target(Archive), server.file(Archive));
        writeFile(target(Record), server.file(Record));
        return faults();
    }
    [[nodiscard]] QStringList faults()
    {
        const auto check = console::checkArchive(target(Archive), {});
        if (!check)
            return {describe(check.error())};
        QStringList found;
        for (const console::OffloadFault &fault : check->faults)
            found.append(fault.name + u": "_s + fault.text);
        if (!check->hasRecord)
            found.append(u"no record"_s);
        return found;
    }
    [[nodiscard]] bool startWeb(std::optional<FileServer> &server)
    {
        if (ChildProcess::find(u"curl"_s).isEmpty())
            return false;
        server.emplace();
        m_config.target = server->url();
        m_config.caFile = server->certificateFile();
        return true;
    }
    QString secret(const QString &name, const QByteArray &text) const
    {
        writeFile(at(name), text);
        QFile::setPermissions(at(name), QFile::ReadOwner | QFile::WriteOwner);
        return at(name);
    }

#define WEB(server)                                                                                          \
    std::optional<FileServer> server;                                                                        \
    if (!startWeb(server))                                                                                   \
    QSKIP("there is no curl here; install the package curl")
#define SSH(server)                                                                                          \
    SshServer server(at(u"ssh"_s));                                                                          \
    if (const QString why = server.start(); !why.isEmpty())                                                  \
    QSKIP(qPrintable(why))

private Q_SLOTS:
    void init()
    {
        m_top = std::make_unique<QTemporaryDir>();
        m_config = {};
        m_config.target = at(u"host"_s);
        QDir().mkpath(at(u"host"_s));
        QDir().mkpath(at(u"state"_s));
        newDump(lines(300'000));
    }
    void cleanup() { m_top.reset(); }

    void aFolderGetsWhatAConsoleWouldWrite()
    {
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(QDir(at(u"host"_s)).entryList(QDir::Files, QDir::Name), QStringList({Record, Archive}));
        QCOMPARE(faults(), QStringList());
        const auto record = readRecord(target(Record));
        QVERIFY(record);
        QCOMPARE(record->digest, sent->digest);
        QCOMPARE(record->nodeId, u"NODE"_s);
        QCOMPARE(record->node, u"drawer-1"_s);
        QVERIFY(record->at);
        qint64 bytes = 0;
        for (const qint64 frame : record->frames)
            bytes += frame;
        QCOMPARE(bytes, QFileInfo(target(Archive)).size());
    }

    void whatIsThereIsNotWrittenAgain()
    {
        QVERIFY(send());
        const QDateTime then = QDateTime::fromSecsSinceEpoch(1'000'000);
        for (const auto &name : {Archive, Record}) {
            QFile file(target(name));
            QVERIFY(file.open(QIODevice::ReadWrite) && file.setFileTime(then, QFile::FileModificationTime));
        }
        QVERIFY(send());
        QCOMPARE(QFileInfo(target(Archive)).lastModified(), then);
        QCOMPARE(QFileInfo(target(Record)).lastModified(), then);
    }

    void whatWasDamagedThereIsWrittenAgain()
    {
        QVERIFY(send());
        writeFile(target(Archive), "rotten");
        QVERIFY(send());
        QCOMPARE(faults(), QStringList());
    }

    void itGoesOnFromWhatAKilledOneLeft_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing whole") << 0;
        QTest::newRow("an archive without a record") << 1;
        QTest::newRow("the beginning of an archive") << 2;
    }
    void itGoesOnFromWhatAKilledOneLeft()
    {
        QFETCH(int, left);
        if (left > 0) {
            QVERIFY(send());
            QVERIFY(QFile::remove(target(Record)));
        }
        if (left == 2)
            QVERIFY(QFile::resize(target(Archive), 1'000'000));
        writeFile(target(Archive + u".part"_s), noise(10'000'000));
        writeFile(target(Record + u".part"_s), "{");
        // What is there whole is not written again, so its beginning stays.
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(faults(), QStringList());
    }

    void anotherFileIsNeverWrittenOver_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        OffloadRecord other;
        other.nodeId = u"OTHER"_s;
        other.id = u"bmc-1"_s;
        other.digest = QString(64, u'a');
        QTest::newRow("archive") << QString(Archive) << QByteArray("somebody's");
        QTest::newRow("no record") << QString(Record) << QByteArray("somebody's");
        QTest::newRow("another node's") << QString(Record) << toJson(other);
        other.nodeId = u"NODE"_s;
        QTest::newRow("another dump of this name") << QString(Record) << toJson(other);
    }
    void anotherFileIsNeverWrittenOver()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        writeFile(target(name), bytes);
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Dump);
        QCOMPARE(sent.error().error.code, ErrorCode::Conflict);
        QCOMPARE(readFile(target(name), 1000).value(), bytes);
        QCOMPARE(QDir(at(u"host"_s)).entryList(QDir::Files), QStringList(name));
    }

    void anotherMakeIsReplacedOnlyByMore_data()
    {
        // Of three members, who has given a piece: C a complete one, P a partial one, - none.
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<QByteArray>("here");
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("completed") << QByteArray("CC-") << QByteArray("CCC") << true;
        QTest::newRow("one more") << QByteArray("C--") << QByteArray("CC-") << true;
        QTest::newRow("a better piece") << QByteArray("CPC") << QByteArray("CCC") << true;
        QTest::newRow("as much") << QByteArray("CCC") << QByteArray("CCC") << false;
        QTest::newRow("less") << QByteArray("CCC") << QByteArray("-CC") << false;
        QTest::newRow("a worse piece") << QByteArray("CCC") << QByteArray("CPC") << false;
        QTest::newRow("others") << QByteArray("CC-") << QByteArray("-CC") << false;
    }
    void anotherMakeIsReplacedOnlyByMore()
    {
        QFETCH(QByteArray, there);
        QFETCH(QByteArray, here);
        QFETCH(bool, isReplaced);
        const auto sendOf = [&](const QByteArray &pieces, const QString &nodeId) {
            newDump("made by " + nodeId.toLatin1());
            m_dump.nodeId = nodeId;
            m_dump.system = u"frame-1"_s;
            m_dump.members = {u"A"_s, u"B"_s, u"C"_s};
            const QString path = m_dump.folder + u'/' + QLatin1StringView(ManifestName);
            auto manifest = fromJson<DumpManifest>(readFile(path, 100'000).value()).value();
            manifest.state = pieces == "CCC" ? DumpState::Complete : DumpState::Partial;
            for (int i = 0; i < pieces.size(); ++i) {
                DumpPiece piece;
                piece.instance = i + 1;
                piece.nodeId = m_dump.members[i];
                piece.id = pieces[i] == '-' ? QString() : u"bmc-1-%1"_s.arg(i);
                piece.state = pieces[i] == 'C'   ? DumpState::Complete
                              : pieces[i] == 'P' ? DumpState::Partial
                                                 : DumpState::Failed;
                manifest.pieces.append(piece);
            }
            writeFile(path, toJson(manifest));
            QFile::remove(m_dump.folder + u'/' + QLatin1StringView(DumpSeal::FileName));
            return send();
        };
        const QString record = target(u"frame-1-bmc-1.json"_s);
        QVERIFY(sendOf(there, u"A"_s));
        const QString before = readRecord(record).value().digest;
        const auto sent = sendOf(here, u"B"_s);
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(sent->isOtherMake, !isReplaced);
        QCOMPARE(readRecord(record).value().digest, isReplaced ? sent->digest : before);
        const auto check = console::checkArchive(target(u"frame-1-bmc-1.tar.zst"_s), {});
        QVERIFY(check && check->faults.isEmpty());
    }

    void aFullDiskPasses()
    {
        {
            // Its own proof is made first: that is a small file on the node's disk.
            const FileSizeLimit full(1'000'000);
            const auto sent = send();
            QVERIFY(!sent);
            QCOMPARE(sent.error().kind, Kind::Passing);
            QCOMPARE(sent.error().error.code, ErrorCode::Io);
            QVERIFY2(sent.error().error.source.startsWith(at(u"host"_s)),
                     qPrintable(sent.error().error.source));
        }
        QVERIFY(QDir(at(u"host"_s)).isEmpty());
        QVERIFY(send());
        QCOMPARE(faults(), QStringList());
    }

    void aFolderThatIsAwayIsNotMade()
    {
        QVERIFY(QDir(at(u"host"_s)).removeRecursively());
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QVERIFY(!QFileInfo::exists(at(u"host"_s)));
    }

    void aDumpThatIsDamagedHereIsNotSent()
    {
        QVERIFY(send());
        QVERIFY(QDir(at(u"host"_s)).removeRecursively() && QDir().mkpath(at(u"host"_s)));
        writeFile(m_dump.folder + u"/journal.txt"_s, noise(300'000));
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Dump);
        QVERIFY2(sent.error().error.text.contains(u"journal.txt"_s), qPrintable(sent.error().error.text));
        QVERIFY(QDir(at(u"host"_s)).isEmpty());
    }

    void whoStopsItIsHeard()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto target = HostTarget::make(m_config, at(u"state"_s));
        const auto sent = deliver(*target, m_dump, stop.get_token());
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Stopped);
    }

    void aWebServerGetsIt_data()
    {
        QTest::addColumn<FileServer::Digest>("digest");
        QTest::addColumn<bool>("isReadBack");
        QTest::newRow("says what it has") << FileServer::Digest::Right << false;
        QTest::newRow("says so the old way") << FileServer::Digest::Old << false;
        QTest::newRow("says nothing") << FileServer::Digest::None << true;
    }
    void aWebServerGetsIt()
    {
        QFETCH(FileServer::Digest, digest);
        QFETCH(bool, isReadBack);
        WEB(server);
        server->digest = digest;
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(faultsOf(*server), QStringList());
        const QByteArray archive = " /dumps/" + QByteArray(Archive.data());
        const QByteArray record = " /dumps/" + QByteArray(Record.data());
        const QByteArrayList wanted =
            isReadBack ? QByteArrayList{"GET" + record,  "GET" + archive, "PUT" + archive,
                                        "GET" + archive, "PUT" + record,  "GET" + record}
                       : QByteArrayList{"GET" + record, "GET" + archive, "PUT" + archive, "PUT" + record};
        QCOMPARE(server->requests, wanted);
        // Again: nothing is sent.
        server->requests.clear();
        QVERIFY(send());
        QCOMPARE(server->requests, (QByteArrayList{"GET" + record, "GET" + archive}));
    }

    void anAnswerAloneProvesNothing_data()
    {
        QTest::addColumn<FileServer::Digest>("digest");
        QTest::addColumn<bool>("isDamaging");
        QTest::newRow("another hash") << FileServer::Digest::Wrong << false;
        QTest::newRow("other bytes are read back") << FileServer::Digest::None << true;
    }
    void anAnswerAloneProvesNothing()
    {
        QFETCH(FileServer::Digest, digest);
        QFETCH(bool, isDamaging);
        WEB(server);
        server->digest = digest;
        server->isDamaging = isDamaging;
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::WrongBytes);
        // It is not said to be whole.
        QVERIFY(server->file(Record).isEmpty());
    }

    void whatAWebServerRefuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("401") << 401 << Kind::Refused;
        QTest::newRow("403") << 403 << Kind::Refused;
        QTest::newRow("503") << 503 << Kind::Passing;
        QTest::newRow("507") << 507 << Kind::Passing;
        QTest::newRow("302") << 302 << Kind::Passing;
    }
    void whatAWebServerRefuses()
    {
        QFETCH(int, status);
        QFETCH(Kind, kind);
        WEB(server);
        server->refusals = {status};
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QVERIFY2(sent.error().error.text.contains(QString::number(status)),
                 qPrintable(sent.error().error.text));
        const auto again = send();
        QVERIFY2(again, again ? "" : qPrintable(describe(again.error().error)));
        QCOMPARE(faultsOf(*server), QStringList());
    }

    void aPutThatIsRefusedInTheMiddleIsUnderstood()
    {
        WEB(server);
        server->refusals = {404, 404, 507};
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QVERIFY2(sent.error().error.text.contains(u"507"_s), qPrintable(describe(sent.error().error)));
    }

    void anUnknownAuthorityIsRefused()
    {
        WEB(server);
        const FileServer other;
        m_config.caFile = other.certificateFile();
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QCOMPARE(sent.error().error.code, ErrorCode::NotPaired);
        QVERIFY(server->requests.isEmpty());
    }

    void aServerThatIsGonePasses()
    {
        WEB(server);
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        m_config.target = u"https://127.0.0.1:%1/"_s.arg(free.serverPort());
        free.close();
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
    }

    void anUploadThatWasCutGoesOn()
    {
        WEB(server);
        server->cutsAfter = 1'000'000;
        const auto cut = send();
        QVERIFY(!cut);
        QCOMPARE(cut.error().kind, Kind::Passing);
        QCOMPARE(server->file(Archive).size(), 1'000'000);
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(faultsOf(*server), QStringList());
    }

    void somebodyElsesFileStaysThere()
    {
        WEB(server);
        server->files.insert("/dumps/" + QByteArray(Archive.data()), "somebody's");
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Dump);
        QCOMPARE(server->file(Archive), "somebody's");
    }

    void credentialsComeFromFiles()
    {
        WEB(server);
        server->authorization = "Bearer top \"secret\\";
        m_config.tokenFile = secret(u"token"_s, "top \"secret\\\nsecond line");
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        server->authorization = "Basic " + QByteArray("muster:pass:word").toBase64();
        m_config.tokenFile.clear();
        m_config.target = server->url().replace(u"https://"_s, u"https://muster@"_s);
        m_config.passwordFile = secret(u"password"_s, "pass:word\n");
        QVERIFY(send());
    }

    void aSecretThatOthersCanReadIsNotUsed()
    {
        WEB(server);
        m_config.tokenFile = secret(u"token"_s, "secret");
        QFile::setPermissions(m_config.tokenFile, QFile::ReadOwner | QFile::ReadGroup);
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QCOMPARE(sent.error().error.field, u"host.tokenFile"_s);
        QVERIFY2(sent.error().error.remedy.contains(u"chmod 600"_s), qPrintable(sent.error().error.remedy));
        QVERIFY(server->requests.isEmpty());
    }

    void anSshServerGetsIt()
    {
        SSH(server);
        server.configure(m_config, at(u"host"_s));
        const auto sent = send();
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error().error)));
        QCOMPARE(QDir(at(u"host"_s)).entryList(QDir::Files, QDir::Name), QStringList({Record, Archive}));
        QCOMPARE(faults(), QStringList());
        // What is damaged there is replaced.
        writeFile(target(Archive), "rotten");
        QVERIFY(send());
        QCOMPARE(faults(), QStringList());
    }

    void anUnknownHostKeyIsRefused()
    {
        SSH(server);
        server.configure(m_config, at(u"host"_s));
        QVERIFY(QFile::remove(m_config.knownHostsFile));
        QVERIFY(QFile::copy(server.otherKnownHosts(), m_config.knownHostsFile));
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QCOMPARE(sent.error().error.code, ErrorCode::NotPaired);
        QVERIFY(QDir(at(u"host"_s)).isEmpty());
    }

    void anSshKeyThatIsNotLetInIsRefused()
    {
        SSH(server);
        server.configure(m_config, at(u"host"_s));
        m_config.keyFile = server.otherKey();
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Refused);
    }

    void anSshFolderThatIsNotThereIsNamed()
    {
        SSH(server);
        server.configure(m_config, at(u"nowhere"_s));
        const auto sent = send();
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, Kind::Passing);
        QVERIFY2(!sent.error().error.remedy.isEmpty(), qPrintable(describe(sent.error().error)));
    }
};

QTEST_GUILESS_MAIN(TestHostTargets)
#include "tst_hosttargets.moc"
