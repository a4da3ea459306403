// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/digest.h"

#include "agent/composite/replica/filereplicas.h"

#include "tests/support/replicanet.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Copies of files on the members of a system, over real sessions.
class TestFileReplicas : public QObject
{
    Q_OBJECT

    struct File
    {
        QString hash;
        QString path;
        QByteArray bytes;
    };

    std::optional<QTemporaryDir> m_folder;
    std::optional<ReplicaNet> m_net;
    std::chrono::milliseconds m_awayFor = 10min;
    std::map<QString, std::unique_ptr<FileReplicas>> m_files;
    NetNode *m_a = nullptr;
    NetNode *m_b = nullptr;
    NetNode *m_c = nullptr;
    NetNode *m_d = nullptr;

    void serve(NetNode &node)
    {
        auto made = std::make_unique<FileReplicas>(*node.replication, node.neighbours, node.problems,
                                                   FileReplicas::Times{20ms, m_awayFor});
        bindFileReplicas(node.methods, *made);
        m_files[node.id] = std::move(made);
    }
    FileReplicas &files(const NetNode &node) { return *m_files[node.id]; }
    void restart(NetNode &node)
    {
        m_files.erase(node.id);
        node.restart();
        serve(node);
    }
    File make(const QString &name, int bytes)
    {
        File file{{}, m_folder->filePath(name), {}};
        quint32 state = quint32(qHash(name, 1));
        while (file.bytes.size() < bytes) {
            state = state * 1664525u + 1013904223u;
            file.bytes.append(char(state >> 24));
        }
        QByteArray ofBlocks;
        for (qsizetype at = 0; at < bytes; at += ReplicaBlock)
            ofBlocks += sha256({file.bytes.sliced(at, std::min<qsizetype>(ReplicaBlock, bytes - at))});
        file.hash = QString::fromLatin1(sha256({ofBlocks}).toHex());
        overwrite(file.path, file.bytes);
        return file;
    }
    static void overwrite(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QString copyPath(const NetNode &node, const File &file)
    {
        return node.replication->systemFolder() + u"/files/"_s + file.hash;
    }
    bool hasCopy(const NetNode &node, const File &file)
    {
        QFile copy(copyPath(node, file));
        return copy.open(QIODevice::ReadOnly) && copy.readAll() == file.bytes;
    }
    int copies(const File &file)
    {
        return int(
            std::ranges::count_if(m_net->nodes(), [&](const auto &node) { return hasCopy(*node, file); }));
    }
    bool noneIsKnown()
    {
        return std::ranges::all_of(m_net->nodes(), [](const auto &node) {
            return node->replication->documents(u"file"_s).isEmpty()
                   && node->replication->documents(u"file-plan"_s).isEmpty()
                   && node->replication->documents(u"file-copy"_s).isEmpty();
        });
    }
    Result<void> offer(NetNode &node, const File &file)
    {
        return QCoro::waitFor(
            files(node).offer(file.hash, file.bytes.size(), std::make_shared<ReplicaFile>(file.path)));
    }
    void begin(int replicas, qint64 budget = 10'000'000)
    {
        m_net->membership().settings.replicas = replicas;
        m_net->membership().settings.replicaBytes = budget;
        m_net->form(m_a->id);
        m_net->joinAll(*m_a);
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_awayFor = 10min;
        m_net.emplace(m_folder->path());
        m_a = &m_net->add(u"AAAA"_s);
        m_b = &m_net->add(u"BBBB"_s);
        m_c = &m_net->add(u"CCCC"_s);
        m_d = &m_net->add(u"DDDD"_s);
        for (const auto &node : m_net->nodes())
            serve(*node);
    }
    void cleanup()
    {
        m_net->cutAll();
        m_files.clear();
        m_net.reset();
        m_folder.reset();
    }

    void keepsAsManyCopiesAsTheSystemWants_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<int>("bytes");
        QTest::newRow("none") << 0 << 1000;
        QTest::newRow("one, empty file") << 1 << 0;
        QTest::newRow("two, several pieces") << 2 << int(2 * ReplicaChunk + 17);
        QTest::newRow("more than there are members") << 5 << 1000;
        QTest::newRow("one block of the hash") << 1 << int(ReplicaBlock);
        QTest::newRow("several blocks of the hash") << 1 << int(2 * ReplicaBlock + 5);
    }
    void keepsAsManyCopiesAsTheSystemWants()
    {
        QFETCH(int, replicas);
        QFETCH(int, bytes);
        begin(replicas);
        const int expected = std::min(replicas, 3);
        for (NetNode *owner : {m_a, m_c}) {
            const File file = make(u"file-"_s + owner->id, bytes);
            QVERIFY(offer(*owner, file));
            QTRY_COMPARE(copies(file), expected);
            QTRY_COMPARE(files(*m_b).holders(file.hash).size(), expected + 1);
            QCOMPARE(files(*m_b).holders(file.hash).first(), owner->id);
            QVERIFY(!hasCopy(*owner, file));
            QVERIFY(!m_a->hasProblem(u"replica-copies"_s));
            if (bytes == 0)
                break; // two empty files are one file
        }
    }

    void aReleasedFileGoesAlsoWhereAMemberWasAway()
    {
        begin(3);
        const File file = make(u"dump"_s, 300'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(copies(file), 3);
        QTRY_COMPARE(files(*m_b).holders(file.hash).size(), 4);
        m_net->cut(m_a, m_d);
        restart(*m_d);
        QVERIFY(QCoro::waitFor(files(*m_b).release(file.hash)));
        QTRY_COMPARE(copies(file), 1);
        QVERIFY(hasCopy(*m_d, file));
        m_net->join(*m_a, *m_d);
        QTRY_COMPARE(copies(file), 0);
        QTRY_VERIFY(noneIsKnown());
        QVERIFY(QFile::exists(file.path));
        QTRY_VERIFY(m_d->replication->digest(m_a->id, {m_d->replication->systemId()})->buckets
                    == QStringList(ReplicaBuckets, QString(64, u'0')));
    }

    /// Its disk is full: it cannot even write that it has no room.
    void whoTakesNoDocumentsKeepsNoFile()
    {
        begin(1);
        QList<File> all;
        for (NetNode *node : {m_b, m_c}) {
            node->methods.addAsync<api::ReplicaPut>(
                [](CallContext, ReplicaPutParams params) -> QCoro::Task<Result<ReplicaPutAnswer>> {
                    const Result<ReplicaPutAnswer> answer = ReplicaPutAnswer{
                        QList<ReplicaTaken>(params.documents.size(), {{}, u"Io"_s, u"the disk is full"_s})};
                    co_return answer;
                });
        }
        for (int i = 0; i < 8; ++i) {
            all.append(make(u"dump-%1"_s.arg(i), 10'000 + i));
            QVERIFY(offer(*m_a, all.last()));
        }
        for (const File &file : std::as_const(all))
            QTRY_VERIFY(hasCopy(*m_d, file));
    }

    void goesOnWithWhatItHadAlreadyFetched()
    {
        begin(1);
        m_net->cut(m_a, m_c);
        m_net->cut(m_a, m_d);
        const File file = make(u"dump"_s, int(3 * ReplicaChunk));
        // What a fetch that was broken off has left.
        overwrite(copyPath(*m_a, file) + u".part"_s, file.bytes.first(ReplicaChunk));
        qint64 lowest = INT64_MAX;
        m_b->methods.addAsync<api::ReplicaReadFile>(
            [&](CallContext who, ReplicaFileParams params) -> QCoro::Task<Result<ReplicaFileChunk>> {
                lowest = std::min(lowest, params.offset);
                return files(*m_b).read(who.peer.nodeId, params);
            });
        QVERIFY(offer(*m_b, file));
        QTRY_VERIFY(hasCopy(*m_a, file));
        QCOMPARE(lowest, qint64(ReplicaChunk));
        QVERIFY(!QFile::exists(copyPath(*m_a, file) + u".part"_s));
    }

    void aWrongStartIsFoundAndFetchedAnew()
    {
        begin(1);
        m_net->cut(m_a, m_c);
        m_net->cut(m_a, m_d);
        const File file = make(u"dump"_s, int(2 * ReplicaChunk));
        overwrite(copyPath(*m_a, file) + u".part"_s, QByteArray(ReplicaChunk, 'x'));
        QVERIFY(offer(*m_b, file));
        QTRY_VERIFY(hasCopy(*m_a, file));
    }

    void neverKeepsMoreThanItsBudget()
    {
        m_net->membership().members.resize(2);
        begin(1, 250'000);
        m_net->cut(m_a, m_c);
        m_net->cut(m_a, m_d);
        const File first = make(u"first"_s, 200'000);
        const File second = make(u"second"_s, 100'000);
        QVERIFY(offer(*m_b, first));
        QTRY_VERIFY(hasCopy(*m_a, first));
        QVERIFY(offer(*m_b, second));
        QTRY_VERIFY(m_a->hasProblem(u"replica-copies"_s));
        const auto refused = m_a->replication->get<FileCopy>(u"file-copy"_s, second.hash + u":AAAA"_s);
        QVERIFY(refused && !refused->isHeld);
        QVERIFY2(refused->why.contains(first.hash.first(12)), qPrintable(refused->why));
        QVERIFY(hasCopy(*m_a, first));
        QCOMPARE(files(*m_a).heldBytes(), 200'000);
        QVERIFY(QCoro::waitFor(files(*m_b).release(first.hash)));
        QTRY_VERIFY(hasCopy(*m_a, second));
        QTRY_VERIFY(!m_a->hasProblem(u"replica-copies"_s));
    }

    void anotherMemberKeepsWhatOneHasNoRoomFor()
    {
        begin(1, 150'000);
        QList<File> all;
        for (int i = 0; i < 3; ++i) {
            all.append(make(u"file-%1"_s.arg(QString(i, u'x')), 100'000 + i));
            QVERIFY(offer(*m_b, all.last()));
        }
        for (const File &file : std::as_const(all))
            QTRY_COMPARE(copies(file), 1);
        for (NetNode *keeper : {m_a, m_c, m_d})
            QVERIFY(files(*keeper).heldBytes() <= 150'000);
    }

    void aDamagedCopyIsFoundWhenReadAndFetchedAgain()
    {
        begin(3);
        const File file = make(u"dump"_s, 300'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(files(*m_d).holders(file.hash).size(), 4);
        QByteArray damaged = file.bytes;
        damaged[1234] = char(damaged[1234] + 1);
        overwrite(copyPath(*m_d, file), damaged);
        const auto source = QCoro::waitFor(files(*m_d).sound(file.hash));
        QVERIFY2(source, qPrintable(source ? QString() : describe(source.error())));
        QCOMPARE((*source)->place(), copyPath(*m_d, file));
        QVERIFY(hasCopy(*m_d, file));
        QVERIFY(!m_d->hasProblem(u"replica-file:"_s));
        QCOMPARE(QCoro::waitFor(files(*m_d).sound(QString(64, u'0'))).error().code, ErrorCode::NotFound);
    }

    void anOwnersDamagedFileComesBackFromACopy()
    {
        begin(1);
        const File file = make(u"dump"_s, 300'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(files(*m_b).holders(file.hash).size(), 2);
        overwrite(file.path, QByteArray("nothing"));
        const QSignalSpy damaged(&files(*m_b), &FileReplicas::damaged);
        const auto source = QCoro::waitFor(files(*m_b).sound(file.hash));
        QVERIFY2(source, qPrintable(source ? QString() : describe(source.error())));
        QCOMPARE(damaged.size(), 1);
        QVERIFY(hasCopy(*m_b, file));
    }

    void whoGivesWrongBytesHasToLookAtItsFile()
    {
        begin(1);
        m_net->cut(m_a, m_d);
        // Not one that the coordinator keeps: the damaged one would not be asked for.
        File file;
        for (int i = 0; file.hash.isEmpty() || hasCopy(*m_a, file); ++i) {
            file = make(u"dump-%1"_s.arg(i), 300'000);
            QVERIFY(offer(*m_b, file));
            QTRY_COMPARE(copies(file), 1);
        }
        QTRY_COMPARE(files(*m_b).holders(file.hash).size(), 2);
        QByteArray damaged = file.bytes;
        damaged[0] = char(damaged[0] + 1);
        overwrite(file.path, damaged);
        m_net->membership().settings.replicas = 2;
        for (const auto &node : m_net->nodes())
            node->neighbours.setMembership(m_net->membership());
        m_net->join(*m_a, *m_d);
        QTRY_COMPARE(copies(file), 3); // the owner's own came back, too
        QVERIFY(hasCopy(*m_b, file));
    }

    void aFileSurvivesItsOwnerAndTheCoordinator()
    {
        begin(2);
        const File file = make(u"dump"_s, 100'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(files(*m_d).holders(file.hash).size(), 3);
        NetNode *keeper = hasCopy(*m_c, file) ? m_c : m_d;
        NetNode *other = keeper == m_c ? m_d : m_c;
        m_net->cutAll();
        keeper->neighbours.setHub(other->id);
        other->neighbours.setHub(other->id);
        QFile::remove(copyPath(*other, file));
        restart(*other);
        m_net->membership().settings.replicas = 3;
        other->neighbours.setMembership(m_net->membership());
        keeper->neighbours.setMembership(m_net->membership());
        m_net->join(*other, *keeper);
        QTRY_VERIFY(hasCopy(*other, file));
    }

    void whoeverIsAskedForAFileGetsItWhateverTheBudget()
    {
        begin(1, 400'000);
        const File file = make(u"dump"_s, 300'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(copies(file), 1);
        m_net->membership().settings.replicaBytes = 0;
        for (const auto &node : m_net->nodes())
            node->neighbours.setMembership(m_net->membership());
        NetNode *other = hasCopy(*m_d, file) ? m_c : m_d;
        const auto source = QCoro::waitFor(files(*other).sound(file.hash));
        QVERIFY2(source, qPrintable(source ? QString() : describe(source.error())));
        QVERIFY(hasCopy(*other, file));
        QTRY_COMPARE(files(*m_b).holders(file.hash).size(), 3);
        // What cannot be had is not waited for.
        m_net->cutAll();
        restart(*m_a);
        QFile::remove(copyPath(*m_a, file));
        restart(*m_a);
        const auto none = QCoro::waitFor(files(*m_a).sound(file.hash));
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Unavailable);
    }

    void whoeverHasTheBytesByItselfCountsAsACopyAndMayBecomeTheOwner()
    {
        begin(1);
        const File file = make(u"dump"_s, 300'000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(copies(file), 1);
        QTRY_COMPARE(files(*m_a).holders(file.hash).size(), 2);
        NetNode *keeper = hasCopy(*m_a, file) ? m_a : hasCopy(*m_c, file) ? m_c : m_d;
        // The keeper makes of its copy what it had been: it needs no second one then.
        QVERIFY(offer(*keeper, file));
        QTRY_COMPARE(files(*m_b).holders(file.hash).value(0), keeper->id);
        QTRY_VERIFY(!hasCopy(*keeper, file));
        QCOMPARE(files(*keeper).heldBytes(), 0);
        // Who has been the owner still has it.
        QTRY_VERIFY(files(*keeper).holders(file.hash).contains(m_b->id));
        QVERIFY(!hasCopy(*m_b, file));
        files(*m_b).withdraw(file.hash);
        QTRY_VERIFY(!files(*keeper).holders(file.hash).contains(m_b->id) || hasCopy(*m_b, file));
        QTRY_VERIFY(copies(file) >= 1);
        // One that says so by itself counts as well.
        files(*m_b).serve(file.hash, std::make_shared<ReplicaFile>(file.path));
        QTRY_VERIFY(files(*keeper).holders(file.hash).contains(m_b->id));
        QTRY_VERIFY(!hasCopy(*m_b, file));
    }

    void anotherCopyIsMadeOnceAMemberIsAwayForLong_data()
    {
        QTest::addColumn<int>("awayFor");
        QTest::addColumn<int>("copies");
        QTest::newRow("long") << 1 << 2;
        QTest::newRow("short") << 600'000 << 1;
    }
    void anotherCopyIsMadeOnceAMemberIsAwayForLong()
    {
        QFETCH(int, awayFor);
        m_awayFor = std::chrono::milliseconds(awayFor);
        for (const auto &node : m_net->nodes())
            serve(*node);
        begin(1);
        File file;
        for (int i = 0; file.hash.isEmpty() || hasCopy(*m_a, file); ++i) {
            file = make(u"dump-%1"_s.arg(i), 1000);
            QVERIFY(offer(*m_a, file));
            QTRY_COMPARE(copies(file), 1);
        }
        QTRY_COMPARE(files(*m_a).holders(file.hash).size(), 2);
        NetNode *keeper = hasCopy(*m_b, file) ? m_b : hasCopy(*m_c, file) ? m_c : m_d;
        m_net->cut(m_a, keeper);
        // Another file shows that the coordinator has looked at what is away.
        const File later = make(u"later"_s, 1000);
        QVERIFY(offer(*m_a, later));
        QTRY_COMPARE(copies(later), 1);
        QFETCH(int, copies);
        QTRY_COMPARE(this->copies(file), copies);
    }

    void aRefusalEndsWhenThereIsRoomAgain()
    {
        m_net->membership().members.resize(2);
        begin(1, 100);
        m_net->cut(m_a, m_c);
        m_net->cut(m_a, m_d);
        const File file = make(u"dump"_s, 1000);
        QVERIFY(offer(*m_a, file));
        QTRY_COMPARE(files(*m_a).refusals(file.hash).size(), 1);
        QVERIFY(files(*m_a).refusals(file.hash).contains(m_b->id));
        m_net->membership().settings.replicaBytes = 10'000;
        for (const auto &node : m_net->nodes())
            node->neighbours.setMembership(m_net->membership());
        QTRY_VERIFY(hasCopy(*m_b, file));
        QTRY_VERIFY(files(*m_a).refusals(file.hash).isEmpty());
    }

    void readsAreHandedOnOnceAndOnlyByTheCoordinator()
    {
        begin(0);
        const File file = make(u"dump"_s, 1000);
        QVERIFY(offer(*m_b, file));
        QTRY_COMPARE(files(*m_c).holders(file.hash).size(), 1);
        const ReplicaFileParams params{m_net->membership().id, file.hash, 0, false};
        ReplicaFileParams forwarded = params;
        forwarded.isForwarded = true;
        const auto read = [](NetNode &from, NetNode &to, const ReplicaFileParams &wanted) {
            return QCoro::waitFor(from.neighbours.link(to.id)->rpc().call<api::ReplicaReadFile>(wanted));
        };
        const auto piece = read(*m_c, *m_a, params);
        QVERIFY(piece);
        QCOMPARE(QByteArray::fromBase64(piece->data.toLatin1()), file.bytes);
        QCOMPARE(read(*m_c, *m_a, forwarded).error().code, ErrorCode::NotFound);
        QCOMPARE(read(*m_a, *m_d, params).error().code, ErrorCode::NotFound);
        ReplicaFileParams beyond = params;
        beyond.offset = 1001;
        QCOMPARE(read(*m_a, *m_b, beyond).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestFileReplicas)
#include "tst_filereplicas.moc"
