// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpstore.h"

#include "tests/support/filesizelimit.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestDumpStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_top;
    [[nodiscard]] QString folder() const { return m_top.filePath(u"dumps"_s); }

    static DumpManifest head(const QString &failureId = u"a.service@1"_s)
    {
        DumpManifest manifest;
        manifest.type = u"bmc"_s;
        manifest.failureId = failureId;
        return manifest;
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void cleanup() { QDir(folder()).removeRecursively(); }

    void aDumpIsAFolderThatProvesItself()
    {
        const QString core = m_top.filePath(u"core.fan"_s);
        const QByteArray bytes(300'000, 'c');
        QFile file(core);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const DumpStore store(folder());
        const auto written = store.write(head(),
                                         {{u"journal.txt"_s, "line\n", {}, {}},
                                          {u"core.fan"_s, {}, core, {}},
                                          {u"gone"_s, {}, m_top.filePath(u"none"_s), {}},
                                          {u"needs.txt"_s, {}, {}, u"systemd did not tell"_s}},
                                         {}, {});
        QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
        QVERIFY2(written->id.startsWith("bmc-2"_L1), qPrintable(written->id));
        QCOMPARE(store.list(), QList<DumpManifest>{*written});
        const QString place = folder() + u'/' + written->id + u'/';
        QCOMPARE(contentOf(place + u"journal.txt"_s), QByteArray("line\n"));
        QCOMPARE(contentOf(place + u"core.fan"_s), bytes);
        for (const int i : {0, 1}) {
            const DumpMember &member = written->members[i];
            QCOMPARE(
                member.sha256.toLatin1(),
                QCryptographicHash::hash(contentOf(place + member.name), QCryptographicHash::Sha256).toHex());
            QVERIFY(member.missing.isEmpty());
        }
        QVERIFY(!written->members[2].missing.isEmpty());
        QCOMPARE(written->members[3].missing, u"systemd did not tell"_s);
        QCOMPARE(QDir(place).entryList(QDir::Files).size(), 3);
    }

    void leavesOutWhatIsTooLarge()
    {
        const QString large = m_top.filePath(u"large"_s);
        QFile file(large);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(1001));
        const DumpStore store(folder(), {.memberBytes = 1000});
        const auto written = store.write(head(), {{u"large"_s, {}, large, {}}}, {}, {});
        QVERIFY(written);
        QVERIFY2(written->members[0].missing.contains("1001 bytes"_L1),
                 qPrintable(written->members[0].missing));
        QVERIFY(file.resize(1000));
        QVERIFY(store.write(head(), {{u"large"_s, {}, large, {}}}, {}, {})->members[0].missing.isEmpty());
    }

    void whatAKilledAgentLeftIsNoDumpAndIsRemoved()
    {
        QVERIFY(QDir().mkpath(folder() + u"/.making-bmc-1"_s));
        QFile::setPermissions(folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const DumpStore store(folder());
        QVERIFY(store.list().isEmpty());
        QVERIFY(store.write(head(), {}, {}, {}));
        QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void aFullDiskLeavesNothingHalfMade()
    {
        const DumpStore store(folder());
        {
            const test::FileSizeLimit full(100);
            QVERIFY(!store.write(head(), {{u"journal.txt"_s, QByteArray(200, 'x'), {}, {}}}, {}, {}));
        }
        QVERIFY(QDir(folder()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void whenItIsCancelledNothingIsLeft()
    {
        std::stop_source stop;
        stop.request_stop();
        const DumpStore store(folder());
        const auto written = store.write(head(), {{u"journal.txt"_s, "x", {}, {}}}, {}, stop.get_token());
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
        QVERIFY(store.list().isEmpty());
    }

    void beyondItsBoundsTheOldestGoesAndOpenFailuresLast()
    {
        const DumpStore store(folder(), {.dumps = 3});
        const QString open = store.write(head(u"open"_s), {}, {u"open"_s}, {})->id;
        QStringList ids;
        for (int i = 0; i < 5; ++i) {
            const Timestamp before = now();
            QTRY_VERIFY(now() > before); // the oldest is told by its time, in milliseconds
            ids.append(store.write(head(u"closed"_s), {}, {u"open"_s}, {})->id);
        }
        QStringList kept;
        for (const DumpManifest &dump : store.list())
            kept.append(dump.id);
        kept.sort();
        QStringList wanted{open, ids[3], ids[4]};
        wanted.sort();
        QCOMPARE(kept, wanted);
        // By size, too; the newest is kept even if it alone is too large.
        const DumpStore small(folder(), {.bytes = 10});
        const auto last = small.write(head(), {{u"a"_s, QByteArray(100, 'x'), {}, {}}}, {}, {});
        QVERIFY(last);
        QCOMPARE(small.list(), QList<DumpManifest>{*last});
    }
};

QTEST_APPLESS_MAIN(TestDumpStore)
#include "tst_dumpstore.moc"
