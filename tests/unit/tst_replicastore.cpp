// SPDX-License-Identifier: Apache-2.0
#include "tests/support/filesizelimit.h"

#include "agent/composite/replica/replicastore.h"

#include <QCoroTest>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <optional>

#include <sys/wait.h>
#include <unistd.h>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Documents of one node, on a disk that may refuse, and after a kill.
class TestReplicaStore : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_top;
    std::unique_ptr<ReplicaStore> m_store;

    [[nodiscard]] QString folder() const { return m_top->filePath(u"documents"_s); }
    [[nodiscard]] QString logFile() const { return folder() + u"/documents.log"_s; }
    void open(const ReplicaStore::Limits &limits = {})
    {
        m_store.reset();
        auto opened = ReplicaStore::open(folder(), limits);
        QVERIFY(opened);
        m_store = std::move(*opened);
    }
    Result<ReplicaDocument> write(const QString &id, const std::optional<QString> &body)
    {
        return QCoro::waitFor(m_store->write({u"k"_s, id}, body, u"node-a"_s, now()));
    }
    ReplicaStore::Taken merge(const ReplicaDocument &document)
    {
        return QCoro::waitFor(m_store->merge({document})).first();
    }
    static ReplicaDocument others(const QString &id, const std::optional<QString> &body = u"{}"_s)
    {
        return *written({u"k"_s, id}, nullptr, u"node-b"_s, body, now());
    }
    [[nodiscard]] QString bodyOf(const QString &id) const
    {
        const ReplicaDocument *document = m_store->find({u"k"_s, id});
        return document ? document->versions.first().body : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_top.emplace();
        open();
    }
    void cleanup()
    {
        m_store.reset();
        m_top.reset();
    }

    void keepsWhatWasWritten()
    {
        QVERIFY(write(u"x"_s, u"{\"v\":1}"_s));
        QVERIFY(write(u"x"_s, u"{\"v\":2}"_s));
        QVERIFY(write(u"y"_s, u"{}"_s));
        QVERIFY(write(u"y"_s, std::nullopt));
        QCOMPARE(write(u"y"_s, std::nullopt).error().code, ErrorCode::NotFound);
        const QStringList digests = m_store->bucketDigests();
        open();
        QCOMPARE(m_store->bucketDigests(), digests);
        QCOMPARE(bodyOf(u"x"_s), u"{\"v\":2}"_s);
        QCOMPARE(m_store->tombstones().size(), size_t(1));
        QCOMPARE(m_store->damaged(), 0);
    }

    void forgetsOnlyTheDeletedOnesThatAreMeant()
    {
        QVERIFY(write(u"x"_s, u"{}"_s));
        const QString alive = m_store->find({u"k"_s, u"x"_s})->sha256;
        QVERIFY(write(u"x"_s, std::nullopt));
        QVERIFY(write(u"y"_s, u"{}"_s));
        const QString deleted = m_store->find({u"k"_s, u"x"_s})->sha256;
        const auto purge = [&](const QString &id, const QString &hash) {
            return QCoro::waitFor(m_store->purge({{u"k"_s, id, hash}}));
        };
        QVERIFY(purge(u"x"_s, alive));
        QVERIFY(purge(u"y"_s, m_store->find({u"k"_s, u"y"_s})->sha256));
        QVERIFY(purge(u"none"_s, {}));
        QCOMPARE(m_store->documents().size(), size_t(2));
        QVERIFY(purge(u"x"_s, deleted));
        open();
        QCOMPARE(m_store->documents().size(), size_t(1));
        QVERIFY(m_store->tombstones().empty());
    }

    void whatTheDiskRefusesIsNotTaken()
    {
        QVERIFY(write(u"x"_s, u"{\"v\":1}"_s));
        QSignalSpy failed(m_store.get(), &ReplicaStore::storingFailed);
        QSignalSpy changed(m_store.get(), &ReplicaStore::changed);
        {
            const FileSizeLimit refuses(100);
            QCOMPARE(write(u"x"_s, u"{\"v\":2}"_s).error().code, ErrorCode::Io);
            QCOMPARE(merge(others(u"x"_s)).error->code, ErrorCode::Io);
        }
        QCOMPARE(failed.size(), 1);
        QVERIFY(changed.isEmpty());
        QCOMPARE(bodyOf(u"x"_s), u"{\"v\":1}"_s);
        QVERIFY(write(u"x"_s, u"{\"v\":3}"_s));
        QCOMPARE(failed.size(), 2);
        open();
        QCOMPARE(bodyOf(u"x"_s), u"{\"v\":3}"_s);
        QCOMPARE(m_store->damaged(), 0);
    }

    void whatAPowerLossCutOffIsNoDamage()
    {
        QVERIFY(write(u"x"_s, u"{\"v\":1}"_s));
        QVERIFY(write(u"x"_s, u"{\"v\":2}"_s));
        m_store.reset();
        QFile file(logFile());
        const qint64 size = file.size();
        for (qint64 cut = 1; cut < 40; cut += 7) {
            QVERIFY(file.resize(size - cut));
            open();
            QCOMPARE(m_store->damaged(), 0);
            QCOMPARE(bodyOf(u"x"_s), u"{\"v\":1}"_s);
            QVERIFY(write(u"x"_s, u"{\"v\":2}"_s));
            open();
            QCOMPARE(bodyOf(u"x"_s), u"{\"v\":2}"_s);
        }
    }

    void damageCostsOneRecord()
    {
        for (int i = 0; i < 10; ++i)
            QVERIFY(write(QString::number(i), u"{\"v\":\"text-%1\"}"_s.arg(i)));
        m_store.reset();
        QFile file(logFile());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes.replace("text-4", "tixt-4");
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        open();
        QCOMPARE(m_store->damaged(), 1);
        QCOMPARE(m_store->documents().size(), size_t(9));
        QVERIFY(!m_store->find({u"k"_s, u"4"_s}));
    }

    void theLogIsRewrittenWhenMostOfItIsOfThePast()
    {
        const QString body = u"{\"v\":\"%1\"}"_s;
        for (int i = 0; i < 60; ++i)
            QVERIFY(write(u"x"_s, body.arg(QString(60'000, QChar(u'a' + i % 26)))));
        QVERIFY(QFile(logFile()).size() < ReplicaLog::SpareBytes + 300'000);
        open();
        QCOMPARE(m_store->documents().size(), size_t(1));
        QCOMPARE(bodyOf(u"x"_s), body.arg(QString(60'000, QChar(u'a' + 59 % 26))));
    }

    void whatWasAnsweredSurvivesAKill()
    {
        m_store.reset();
        int told[2];
        QCOMPARE(::pipe(told), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            // No threads of the parent are needed: the log is what must be whole.
            ReplicaLog::Contents contents;
            auto log = ReplicaLog::open(folder(), contents);
            ReplicaDocuments all;
            for (int i = 0; log; ++i) {
                const auto document =
                    written({u"k"_s, QString::number(i % 7)}, nullptr, u"a"_s, u"{\"v\":%1}"_s.arg(i), now());
                all.insert_or_assign(document->key(), *document);
                if (i % 50 == 49 ? !log->rewrite(all) : !log->append(ReplicaLog::lineOf(*document)))
                    ::_exit(1);
                if (::write(told[1], &i, sizeof i) != sizeof i)
                    ::_exit(1);
            }
            ::_exit(1);
        }
        ::close(told[1]);
        int last = -1;
        while (last < 175 && ::read(told[0], &last, sizeof last) == sizeof last) { }
        ::kill(child, SIGKILL);
        while (::read(told[0], &last, sizeof last) == sizeof last) { }
        ::close(told[0]);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        open();
        QCOMPARE(m_store->damaged(), 0);
        QVERIFY(bodyOf(QString::number(last % 7)).section(u':', 1).chopped(1).toInt() >= last);
    }

    void hasLimitsForWhatIsWrittenAndWiderOnesForWhatArrives()
    {
        open({4, 1024 * 1024, 2});
        for (int i = 0; i < 4; ++i)
            QVERIFY(write(QString::number(i), u"{}"_s));
        const auto refused = write(u"fifth"_s, u"{}"_s);
        QCOMPARE(refused.error().code, ErrorCode::QuotaExceeded);
        QVERIFY(write(u"0"_s, u"{\"v\":2}"_s));
        for (int i = 4; i < 8; ++i)
            QVERIFY(!merge(others(QString::number(i))).error);
        QCOMPARE(merge(others(u"ninth"_s)).error->code, ErrorCode::QuotaExceeded);
        QVERIFY(!merge(others(u"0"_s)).error);
        QVERIFY(write(u"0"_s, std::nullopt));
        QVERIFY(write(u"1"_s, std::nullopt));
        QCOMPARE(write(u"2"_s, std::nullopt).error().code, ErrorCode::QuotaExceeded);
    }

    void hasALimitOfBytes()
    {
        open({100, 300'000, 100});
        const QString body = u"{\"v\":\"%1\"}"_s.arg(QString(60'000, u'x'));
        QVERIFY(write(u"a"_s, body));
        QVERIFY(write(u"b"_s, body));
        QCOMPARE(write(u"c"_s, body).error().code, ErrorCode::QuotaExceeded);
        QVERIFY(write(u"a"_s, u"{}"_s));
        QVERIFY(write(u"c"_s, body));
    }

    void whatWaitsForTheDiskIsBounded()
    {
        QList<Result<ReplicaDocument>> answers;
        const auto writeOne = [&](int i) -> QCoro::Task<> {
            const auto answer = co_await m_store->write({u"k"_s, QString::number(i)}, u"{}"_s, u"a"_s, now());
            answers.append(answer);
        };
        const int many = int(ReplicaStore::MaxQueued) + 100;
        for (int i = 0; i < many; ++i)
            writeOne(i);
        QTRY_COMPARE(answers.size(), many);
        const auto refused = std::ranges::count_if(answers, [](const auto &answer) { return !answer; });
        QCOMPARE(refused, 99); // the first was on its way to the disk
        QCOMPARE(m_store->documents().size(), size_t(many) - 99);
    }

    void twentyThousandDocumentsOpenSoon()
    {
        {
            ReplicaLog::Contents contents;
            auto log = ReplicaLog::open(folder(), contents);
            QVERIFY(log);
            QByteArray lines;
            for (int i = 0; i < 20'000; ++i) {
                lines += ReplicaLog::lineOf(
                    *written({u"dump-entry"_s, QString::number(i)}, nullptr, u"node-a"_s,
                             u"{\"type\":\"bmc\",\"reason\":\"%1\"}"_s.arg(QString(200, u'r')), now()));
            }
            QVERIFY(log->append(lines));
        }
        QElapsedTimer timer;
        timer.start();
        open();
        qInfo("20,000 documents: opened in %lld ms", timer.elapsed());
        QCOMPARE(m_store->documents().size(), size_t(20'000));
        QVERIFY(timer.elapsed() < 10'000);
    }
};

QTEST_GUILESS_MAIN(TestReplicaStore)
#include "tst_replicastore.moc"
