// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidencestore.h"
#include "shared/model/codec.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestEvidenceStore : public QObject
{
    Q_OBJECT

    static UnitEvidence evidence(const QString &id, int lines = 1, int bytes = 10)
    {
        UnitEvidence evidence;
        evidence.failureId = id;
        evidence.unit = u"a.service"_s;
        evidence.collectedAt = now();
        for (int i = 0; i < lines; ++i)
            evidence.journal.append({now(), 6, u"a[1]"_s, QString(bytes, u'x') + QString::number(i)});
        return evidence;
    }

    static bool setTimeOfNewest(const QString &folder, const QDateTime &time)
    {
        const QFileInfoList files = QDir(folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time);
        QFile newest(files.first().filePath());
        return newest.open(QIODevice::ReadWrite)
               && newest.setFileTime(time, QFileDevice::FileModificationTime);
    }

private Q_SLOTS:
    void keepsWhatIsPut()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.filePath(u"evidence"_s));
        const UnitEvidence put = evidence(u"../../a.service@1"_s);
        QVERIFY(store.put(put, {}));
        QCOMPARE(store.get(put.failureId).value_or(UnitEvidence()), put);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList(u"evidence"_s));
        const UnitEvidence again = evidence(put.failureId, 3);
        QVERIFY(store.put(again, {}));
        QCOMPARE(store.get(put.failureId).value_or(UnitEvidence()), again);
    }

    void saysWhatIsNotThere()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.path());
        const auto got = store.get(u"a.service@1"_s);
        QCOMPARE(got.error().code, ErrorCode::NotFound);
        QCOMPARE(got.error().field, u"a.service@1"_s);
        QVERIFY(got.error().source.isEmpty());
    }

    void aDamagedFileIsAnError()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.path());
        QVERIFY(store.put(evidence(u"a@1"_s), {}));
        QFile file(folder.filePath(QDir(folder.path()).entryList({u"*.json"_s}).first()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
        file.close();
        QCOMPARE(store.get(u"a@1"_s).error().code, ErrorCode::Invalid);
    }

    void leavesOutOldLinesToFitAnAnswer()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.path());
        QVERIFY(store.put(evidence(u"a@1"_s, 1000, 4000), {}));
        const auto got = store.get(u"a@1"_s);
        QVERIFY(got);
        QVERIFY(toJson(*got).size() <= EvidenceStore::MaxOneBytes + 200);
        QVERIFY(!got->journal.isEmpty());
        QVERIFY(got->journal.last().message.endsWith(u"999"));
        QVERIFY2(got->missing.contains(u"older journal lines"), qPrintable(got->missing));
    }

    void letsTheOldestGoButOpenOnesLast()
    {
        const QTemporaryDir folder;
        constexpr int MaxFiles = 5;
        const EvidenceStore store(folder.path(), {MaxFiles, 1024 * 1024});
        const QStringList open{u"open@1"_s};
        QDateTime written = QDateTime::currentDateTime().addDays(-1);
        // Older than all that follows, and yet it stays.
        QVERIFY(store.put(evidence(open.first()), open));
        QVERIFY(setTimeOfNewest(folder.path(), written));
        for (int i = 0; i < MaxFiles; ++i) {
            written = written.addSecs(1);
            QVERIFY(store.put(evidence(u"a@%1"_s.arg(i)), open));
            QVERIFY(setTimeOfNewest(folder.path(), written));
        }
        QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}).size(), MaxFiles);
        QVERIFY(store.get(open.first()));
        QVERIFY(store.get(u"a@%1"_s.arg(MaxFiles - 1)));
        QVERIFY(!store.get(u"a@0"_s));
    }

    // A file system's clock is coarse: failures of one instant have one time.
    void keepsWhatWasPutLastThoughAllAreEquallyOld()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.path(), {1, 1024 * 1024});
        const QDateTime inTheFuture = QDateTime::currentDateTime().addDays(1);
        for (int i = 0; i < 10; ++i) {
            const QString id = u"a@%1"_s.arg(i);
            QVERIFY(store.put(evidence(id), {}));
            QVERIFY(store.get(id));
            QVERIFY(setTimeOfNewest(folder.path(), inTheFuture));
        }
    }

    void holdsItsBytes()
    {
        const QTemporaryDir folder;
        const EvidenceStore store(folder.path(), {100, 20'000});
        for (int i = 0; i < 10; ++i)
            QVERIFY(store.put(evidence(u"a@%1"_s.arg(i), 1, 4000), {}));
        qint64 bytes = 0;
        for (const QFileInfo &file : QDir(folder.path()).entryInfoList({u"*.json"_s}))
            bytes += file.size();
        QVERIFY(bytes <= 20'000 && bytes > 12'000);
    }
};

QTEST_GUILESS_MAIN(TestEvidenceStore)
#include "tst_evidencestore.moc"
