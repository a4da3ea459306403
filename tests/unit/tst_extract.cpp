// SPDX-License-Identifier: Apache-2.0
#include "console/archive/extract.h"

#include "tests/support/archivemaker.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::console;
using namespace muster::console::archivemaker;
using namespace Qt::StringLiterals;

class TestExtract : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_next = 0;

    /// An archive of these bytes, opened.
    SharedDump dumpOf(const QByteArray &tar)
    {
        const QString path = m_folder.filePath(u"a%1.tar"_s.arg(++m_next));
        if (!write(path, tar + tarEnd()))
            return nullptr;
        return DumpArchive::open(path).value_or(nullptr);
    }
    QString freshFolder() { return m_folder.filePath(u"jail%1/out"_s.arg(++m_next)); }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    static QString whyNot(const ExtractReport &report, const QString &path)
    {
        const auto found = std::ranges::find(report.leftOut, path, &LeftOut::path);
        return found == report.leftOut.cend() ? QString() : found->why;
    }

    /// All that is below the folder that holds `out`, which the archive must not get out of.
    static QStringList around(const QString &folder)
    {
        const QDir jail = QFileInfo(folder).dir();
        return jail.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void extractsAllOrSome()
    {
        const SharedDump dump =
            dumpOf(tarEntry("d/", '5', {}) + tarEntry("d/a", '0', "A") + tarEntry("d/sub/b", '0', "B")
                   + tarEntry("c", '0', "C") + tarEntry("d/copy", '1', {}, "c"));
        QVERIFY(dump);
        const QString folder = freshFolder();
        const auto all = extract(*dump, {{}, folder}, {}, {});
        QVERIFY(all);
        QCOMPARE(all->files, 4);
        QVERIFY(all->leftOut.isEmpty());
        QCOMPARE(read(folder + u"/d/sub/b"_s), "B");
        QCOMPARE(read(folder + u"/d/copy"_s), "C");
        QVERIFY(!(QFileInfo(folder + u"/c"_s).permissions() & QFile::ExeOwner));
        const QString other = freshFolder();
        const auto some = extract(*dump, {{dump->find(u"d"_s).value_or(-1)}, other}, {}, {});
        QVERIFY(some);
        QCOMPARE(some->files, 3);
        QVERIFY(!QFileInfo::exists(other + u"/c"_s));
    }

    void staysInTheFolder_data()
    {
        QTest::addColumn<QByteArray>("tar");
        QTest::addColumn<QString>("path");
        QTest::newRow("up") << tarEntry("../evil", '0', "x") << u"../evil"_s;
        QTest::newRow("up from below") << tarEntry("a/../../evil", '0', "x") << u"a/../../evil"_s;
        QTest::newRow("absolute") << tarEntry("/tmp/muster-evil", '0', "x") << u"/tmp/muster-evil"_s;
        QTest::newRow("link out") << tarEntry("evil", '2', {}, "/etc/passwd") << u"evil"_s;
        QTest::newRow("device") << tarEntry("evil", '3', {}) << u"evil"_s;
        QTest::newRow("block device") << tarEntry("evil", '4', {}) << u"evil"_s;
        QTest::newRow("pipe") << tarEntry("evil", '6', {}) << u"evil"_s;
        QTest::newRow("folder up") << tarEntry("../evil/", '5', {}) << u"../evil"_s;
        QTest::newRow("dots alone") << tarEntry("..", '0', "x") << u".."_s;
        QTest::newRow("long part") << tarEntry(QByteArray(100, 'x'), '0', "x") << u"ok"_s;
    }

    void staysInTheFolder()
    {
        QFETCH(QByteArray, tar);
        QFETCH(QString, path);
        const SharedDump dump = dumpOf(tarEntry("good", '0', "fine") + tar);
        QVERIFY(dump);
        const QString folder = freshFolder();
        const auto report = extract(*dump, {{}, folder}, {}, {});
        QVERIFY(report);
        QCOMPARE(read(folder + u"/good"_s), "fine");
        QCOMPARE(around(folder), QStringList{u"out"_s});
        QVERIFY(!QFileInfo(folder + u"/evil"_s).isSymLink());
        QVERIFY(!QFileInfo::exists(folder + u"/evil"_s));
        QVERIFY(!QFileInfo::exists(u"/tmp/muster-evil"_s));
        QVERIFY(path == u"ok"_s || !whyNot(*report, path).isEmpty());
    }

    void doesNotFollowALinkThatIsThere()
    {
        const QString folder = freshFolder();
        const QString outside = freshFolder();
        QVERIFY(QDir().mkpath(folder) && QDir().mkpath(outside));
        QVERIFY(QFile::link(outside, folder + u"/d"_s));
        QVERIFY(QFile::link(outside + u"/target"_s, folder + u"/f"_s));
        const SharedDump dump = dumpOf(tarEntry("d/a", '0', "A") + tarEntry("f", '0', "F"));
        QVERIFY(dump);
        const auto kept = extract(*dump, {{}, folder}, {}, {});
        QVERIFY(kept);
        QVERIFY(whyNot(*kept, u"d/a"_s).contains(u"link"_s));
        QVERIFY(whyNot(*kept, u"f"_s).contains(u"already"_s));
        const auto replaced = extract(*dump, {{}, folder, true}, {}, {});
        QVERIFY(replaced);
        QVERIFY(!QFileInfo::exists(outside + u"/target"_s));
        QVERIFY(!QFileInfo::exists(outside + u"/a"_s));
        QCOMPARE(read(folder + u"/f"_s), "F");
        QVERIFY(!QFileInfo(folder + u"/f"_s).isSymLink());
    }

    void overwritesOnlyWhenTold()
    {
        const SharedDump dump = dumpOf(tarEntry("file", '0', "new"));
        const QString folder = freshFolder();
        QVERIFY(write(folder + u"/file"_s, "old"));
        const auto kept = extract(*dump, {{}, folder}, {}, {});
        QVERIFY(kept);
        QVERIFY(!whyNot(*kept, u"file"_s).isEmpty());
        QCOMPARE(read(folder + u"/file"_s), "old");
        QVERIFY(extract(*dump, {{}, folder, true}, {}, {}));
        QCOMPARE(read(folder + u"/file"_s), "new");
    }

    void refusesWhatTheDiskCannotHold()
    {
        const SharedDump dump = dumpOf(tarEntry("file", '0', "bytes"));
        ArchiveLimits limits;
        limits.spareBytes = 1LL << 60;
        const auto report = extract(*dump, {{}, freshFolder()}, limits, {});
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::QuotaExceeded);
        limits = {};
        limits.unpackedBytes = 3;
        QCOMPARE(extract(*dump, {{}, freshFolder()}, limits, {}).error_or(Error()).code, ErrorCode::TooLarge);
    }

    void leavesNothingHalfMadeWhenStopped()
    {
        const SharedDump dump =
            dumpOf(tarEntry("first", '0', "1") + tarEntry("big", '0', QByteArray(5 << 20, 'x')));
        std::stop_source stop;
        WorkWatch watch{stop.get_token(), [&stop](qint64 done, qint64) {
                            if (done > 1 << 20)
                                stop.request_stop();
                        }};
        const QString folder = freshFolder();
        const auto report = extract(*dump, {{}, folder}, {}, watch);
        QVERIFY(report);
        QVERIFY(report->isStopped);
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"first"_s});
    }
};

QTEST_GUILESS_MAIN(TestExtract)
#include "tst_extract.moc"
