// SPDX-License-Identifier: Apache-2.0
#include "agent/server/auditlog.h"
#include "agent/server/session.h"
#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/syscall.h>
#include <unistd.h>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

int syncs = 0; ///< of this process

} // namespace

extern "C" int fdatasync(int fd)
{
    ++syncs;
    return int(::syscall(SYS_fdatasync, fd));
}

class TestAuditLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    JsonParser m_parser;

    [[nodiscard]] std::unique_ptr<AuditLog> open(qint64 maxFileBytes = 1024 * 1024, int keptFiles = 3) const
    {
        return *AuditLog::open({m_folder->path(), maxFileBytes, keptFiles});
    }
    [[nodiscard]] QString file() const { return m_folder->filePath(u"audit.log"_s); }
    [[nodiscard]] QByteArrayList lines() const
    {
        return readFile(file(), 1024 * 1024).value_or(QByteArray()).split('\n');
    }

    static CallContext caller(Role role)
    {
        CallContext context;
        context.peer = {u"ID"_s, u"192.0.2.1:1234"_s, false};
        context.peerName = u"desk"_s;
        context.role = role;
        return context;
    }

    void record(AuditLog &log, Role role = Role::Admin, const std::optional<Error> &error = {},
                QByteArrayView params = "{}")
    {
        CallContext context = caller(role);
        const auto number = log.begin(context, "x.change", m_parser.parse(params, 100'000).value());
        QVERIFY(number);
        context.auditRecord = *number;
        log.end(context, "x.change", error);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void tellsWhoDidWhatWithWhichOutcome()
    {
        auto log = open();
        record(*log, Role::Admin, Error{ErrorCode::Busy, u"somebody else"_s, {}, {}, {}}, R"({"unit":"a"})");
        const QByteArrayList all = lines();
        QCOMPARE(all.size(), 3); // the last is empty
        const QJsonObject begun = QJsonDocument::fromJson(all[0]).object();
        QCOMPARE(begun["method"_L1].toString(), u"x.change"_s);
        QCOMPARE(begun["who"_L1]["name"_L1].toString(), u"desk"_s);
        QCOMPARE(begun["who"_L1]["address"_L1].toString(), u"192.0.2.1:1234"_s);
        QCOMPARE(begun["who"_L1]["role"_L1].toString(), u"Admin"_s);
        QCOMPARE(begun["params"_L1]["unit"_L1].toString(), u"a"_s);
        const QJsonObject ended = QJsonDocument::fromJson(all[1]).object();
        QCOMPARE(ended["of"_L1].toInt(), begun["n"_L1].toInt());
        QCOMPARE(ended["outcome"_L1].toString(), u"Busy"_s);
        QCOMPARE(verifyAuditLog(m_folder->path()), 2);
    }

    void announcementAndOutcomeSurviveAPowerLoss()
    {
        auto log = open();
        syncs = 0;
        record(*log);
        QCOMPARE(syncs, 2);
        record(*log, Role::Stranger, Error{ErrorCode::Forbidden, u"no"_s, {}, {}, {}});
        QCOMPARE(syncs, 2);
        record(*log, Role::Stranger);
        QCOMPARE(syncs, 3);
    }

    void aForbiddenCallIsToldWithoutMakingTheDiskWork()
    {
        auto log = open();
        syncs = 0;
        log->end(caller(Role::Viewer), "x.change", Error{ErrorCode::Forbidden, u"no"_s, {}, {}, {}});
        QCOMPARE(syncs, 0);
        const QJsonObject told = QJsonDocument::fromJson(lines().first()).object();
        QCOMPARE(told["event"_L1].toString(), u"call"_s);
        QCOMPARE(told["outcome"_L1].toString(), u"Forbidden"_s);
        QCOMPARE(told["method"_L1].toString(), u"x.change"_s);
        QCOMPARE(told["who"_L1]["role"_L1].toString(), u"Viewer"_s);
    }

    void keepsSecretsOut()
    {
        auto log = open();
        record(
            *log, Role::Admin, {},
            R"({"code":"S3CRET","nonce":"S3CRET","list":[{"token":"S3CRET"}],"proof":["S3CRET"],"name":"n"})");
        QVERIFY(!lines().join().contains("S3CRET"));
        QVERIFY(lines().join().contains("\"name\":\"n\""));
    }

    void leavesEndlessParametersOut()
    {
        auto log = open();
        record(*log, Role::Admin, {}, "{\"x\":[\"" + QByteArray(50'000, 'x') + "\"]}");
        QVERIFY(lines().first().size() < 1000);
        QVERIFY(lines().first().contains("leftOutBytes"));
    }

    void keepsWhatIsSmallOfLargeParameters()
    {
        auto log = open();
        const QByteArray params = R"({"name":"critical.json","token":"S3CRET","text":"TEXT"})";
        record(*log, Role::Admin, {}, QByteArray(params).replace("TEXT", QByteArray(50'000, 'x')));
        QVERIFY(lines().first().size() < 1000);
        QVERIFY(lines().first().contains("critical.json"));
        QVERIFY(lines().first().contains("(50000 characters)"));
        QVERIFY(!lines().first().contains("S3CRET"));
    }

    void goesOnAfterARestart()
    {
        record(*open());
        record(*open());
        QCOMPARE(verifyAuditLog(m_folder->path()), 4);
    }

    void goesOnAfterHalfALine()
    {
        record(*open());
        QFile torn(file());
        QVERIFY(torn.open(QIODevice::Append) && torn.write("{\"n\":3,\"pr") > 0);
        torn.close();
        QVERIFY(!verifyAuditLog(m_folder->path()));
        record(*open());
        QCOMPARE(verifyAuditLog(m_folder->path()), 4);
    }

    void keepsItsChainOverFiles()
    {
        auto log = open(1000, 3);
        for (int i = 0; i < 30; ++i)
            record(*log);
        QCOMPARE(auditFiles(m_folder->path()).size(), 4);
        const auto verified = verifyAuditLog(m_folder->path());
        QVERIFY2(verified, qPrintable(verified ? QString() : describe(verified.error())));
        QVERIFY(*verified < 60); // the oldest were given up
        log = open(1000, 3);
        record(*log);
        QVERIFY(verifyAuditLog(m_folder->path()));
    }

    void findsTampering_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QByteArray>("replacement");
        QTest::addColumn<QString>("place");
        QTest::newRow("changed") << 1 << QByteArray(R"({"n":2,"prev":"0"})") << u":2"_s;
        QTest::newRow("removed") << 1 << QByteArray() << u":2"_s;
        QTest::newRow("no JSON") << 2 << QByteArray("x") << u":3"_s;
        QTest::newRow("first removed") << 0 << QByteArray() << QString();
    }

    void findsTampering()
    {
        QFETCH(int, line);
        QFETCH(QByteArray, replacement);
        QFETCH(QString, place);
        {
            auto log = open();
            record(*log);
            record(*log);
        }
        QByteArrayList all = lines();
        if (replacement.isEmpty())
            all.removeAt(line);
        else
            all[line] = replacement;
        QVERIFY(replaceFile(file(), all.join('\n')));
        const auto verified = verifyAuditLog(m_folder->path());
        if (place.isEmpty()) {
            QVERIFY(verified); // the same as an oldest file that was given up
            return;
        }
        QVERIFY(!verified);
        QCOMPARE(verified.error().code, ErrorCode::Invalid);
        QVERIFY2(verified.error().source.endsWith(place), qPrintable(verified.error().source));
    }

    void findsALineThatWasChangedOnlyInItsText()
    {
        {
            auto log = open();
            record(*log);
        }
        QByteArray text = lines().join('\n');
        QVERIFY(replaceFile(file(), text.replace("192.0.2.1", "192.0.2.9")));
        QVERIFY(!verifyAuditLog(m_folder->path()));
    }

    void strangersCannotPushLinesOut()
    {
        auto log = open();
        for (int i = 0; i < 1000; ++i)
            record(*log, Role::Stranger, Error{ErrorCode::QuotaExceeded, u"too many"_s, {}, {}, {}});
        QCOMPARE(lines().size(), 1);
        record(*log, Role::Stranger, Error{ErrorCode::Forbidden, u"wrong proof"_s, {}, {}, {}});
        QCOMPARE(lines().size(), 2);
        QCOMPARE(QJsonDocument::fromJson(lines().first())["refusedStrangersBefore"_L1].toInt(), 1000);
    }

    void refusesChangesWhenTheDiskDoesNotTakeThem()
    {
        auto log = open(600, 1);
        QSignalSpy failed(log.get(), &AuditLog::storingFailed);
        QSignalSpy works(log.get(), &AuditLog::storingWorks);
        record(*log);
        // The next line needs another file, and a folder stands in its way.
        QVERIFY(QDir(m_folder->path()).mkpath(u"audit.log.1/x"_s));
        const auto number = log->begin(caller(Role::Admin), "x.change", m_parser.parse("{}", 10).value());
        QVERIFY(!number);
        QCOMPARE(number.error().code, ErrorCode::Io);
        QCOMPARE(failed.size(), 1);
        // Strangers are refused as well, as long as it lasts.
        QVERIFY(!log->begin(caller(Role::Stranger), "x.change", m_parser.parse("{}", 10).value()));
        QVERIFY(QDir(m_folder->filePath(u"audit.log.1"_s)).removeRecursively());
        record(*log);
        QCOMPARE(works.size(), 1);
        QVERIFY(verifyAuditLog(m_folder->path()));
    }
};

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
