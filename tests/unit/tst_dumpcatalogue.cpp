// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumppackage.h"
#include "agent/dumps/dumpreader.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include "tests/support/filesizelimit.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestDumpCatalogue : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_top;
    [[nodiscard]] QString folder() const { return m_top->filePath(u"dumps"_s); }
    [[nodiscard]] QString index() const { return m_top->filePath(u"dumps.index"_s); }
    [[nodiscard]] std::unique_ptr<DumpCatalogue> load() const
    {
        auto catalogue = std::make_unique<DumpCatalogue>(m_top->path());
        catalogue->load();
        return catalogue;
    }
    [[nodiscard]] Result<DumpManifest> package(const QString &id, const QByteArray &text = "line\n",
                                               Timestamp at = now()) const
    {
        auto begun = DumpPackage::begin(folder(), id, 1'000'000);
        if (!begun)
            return fail(begun.error());
        DumpMember member;
        member.name = u"logs/journal.txt"_s;
        auto file = (*begun)->open(member.name, 100'000);
        if (!file)
            return fail(file.error());
        file->write(text);
        if (const auto finished = file->finish(member); !finished)
            return fail(finished.error());
        if (const auto added = (*begun)->add(member); !added)
            return fail(added.error());
        DumpManifest head;
        head.type = u"bmc"_s;
        head.at = at;
        return (*begun)->finish(head);
    }
    static QStringList idsOf(const DumpPage &page)
    {
        QStringList ids;
        for (const DumpEntry &entry : page.entries)
            ids.append(entry.id);
        return ids;
    }
    static DumpEntry asked(const QString &id)
    {
        DumpEntry entry;
        entry.id = id;
        entry.type = u"bmc"_s;
        entry.at = now();
        return entry;
    }

private Q_SLOTS:
    void init() { m_top = std::make_unique<QTemporaryDir>(); }

    void aDumpIsAFolderThatProvesItself()
    {
        const QByteArray text(300'000, 'c');
        const auto made = package(u"bmc-1"_s, text.first(90'000));
        QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
        QCOMPARE(readManifest(folder() + u"/bmc-1"_s), made);
        QCOMPARE(made->members.first().size, 90'000);
        QCOMPARE(made->members.first().sha256.toLatin1(),
                 QCryptographicHash::hash(text.first(90'000), QCryptographicHash::Sha256).toHex());
        QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"bmc-1"_s});
        QCOMPARE(
            QDir(folder() + u"/bmc-1"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList({u"blocks.sha256"_s, u"logs"_s, u"manifest.json"_s}));
    }

    void noMemberLeavesTheDumpsFolder_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", "../x", "a/../x", "/etc/passwd", "a//b", "manifest.json",
                                 "blocks.sha256", ".hidden", "a/.x", "a/b/c/d/e/f/g/h/i", "new\nline"})
            QTest::newRow(name) << QString::fromLatin1(name);
        QTest::newRow("long") << QString(256, u'x');
    }
    void noMemberLeavesTheDumpsFolder()
    {
        QFETCH(QString, name);
        auto begun = DumpPackage::begin(folder(), u"bmc-1"_s, 1000);
        QVERIFY(begun);
        QCOMPARE((*begun)->open(name, 1000).error().code, ErrorCode::Invalid);
        begun->reset();
        // Nor one that a forged manifest names.
        auto made = package(u"bmc-1"_s);
        QVERIFY(made);
        made->members.first().name = name;
        QVERIFY(replaceFile(folder() + u"/bmc-1/manifest.json"_s, toJson(*made)));
        QVERIFY(!readMember(folder() + u"/bmc-1"_s, {u"bmc-1"_s, name, 0}));
    }

    void aSymbolicLinkIsNotFollowed()
    {
        QVERIFY(package(u"bmc-1"_s));
        const QString member = folder() + u"/bmc-1/logs/journal.txt"_s;
        QVERIFY(QFile::remove(member) && QFile::link(u"/etc/hostname"_s, member));
        QCOMPARE(readMember(folder() + u"/bmc-1"_s, {u"bmc-1"_s, u"logs/journal.txt"_s, 0}).error().code,
                 ErrorCode::Io);
    }

    void whatAKilledAgentLeftIsNoDumpAndCanBeFinished()
    {
        {
            auto begun = DumpPackage::begin(folder(), u"bmc-1"_s, 1000);
            QVERIFY(begun);
            DumpMember safe;
            safe.name = u"a.txt"_s;
            auto file = (*begun)->open(safe.name, 100);
            file->write("safe");
            QVERIFY(file->finish(safe) && (*begun)->add(safe));
            auto torn = (*begun)->open(u"b.txt"_s, 100);
            torn->write("half");
            (*begun)->leave();
        }
        QCOMPARE(load()->size(), 0);
        auto left = DumpPackage::resume(folder(), u"bmc-1"_s);
        QVERIFY(left);
        DumpManifest head;
        head.type = u"bmc"_s;
        const auto made = (*left)->finish(head);
        QVERIFY(made);
        QCOMPARE(made->members.size(), 1);
        QVERIFY(!QFile::exists(folder() + u"/bmc-1/b.txt"_s));
        QCOMPARE(load()->size(), 1);
        QCOMPARE(DumpPackage::resume(folder(), u"bmc-2"_s).error().code, ErrorCode::NotFound);
    }

    void leftoversAreRemoved()
    {
        QVERIFY(package(u"bmc-1"_s) && package(u"bmc-2"_s));
        QVERIFY(hideDump(folder(), u"bmc-1"_s));
        QVERIFY(QDir().mkpath(folder() + u"/.making-bmc-3"_s));
        QVERIFY(QDir().mkpath(folder() + u"/.making-bmc-4"_s));
        removeLeftovers(folder(), leftovers(folder(), {u"bmc-4"_s}));
        QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList({u".making-bmc-4"_s, u"bmc-2"_s}));
        // What is begun while they are being removed is none of them.
        const QStringList before = leftovers(folder(), {});
        const auto begun = DumpPackage::begin(folder(), u"bmc-5"_s, 1000);
        QVERIFY(begun);
        removeLeftovers(folder(), before);
        QVERIFY(QFileInfo(folder() + u"/.making-bmc-5"_s).isDir());
    }

    void aFullDiskLeavesNothingHalfMade()
    {
        QVERIFY(QDir().mkpath(m_top->path()));
        {
            const test::FileSizeLimit full(100);
            QVERIFY(!package(u"bmc-1"_s, QByteArray(200, 'x')));
        }
        QVERIFY(QDir(folder()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void whatIsPutIsThereAgain()
    {
        const auto made = package(u"bmc-1"_s);
        const DumpEntry entry = entryOf(*made);
        const DumpEntry open = asked(u"bmc-2"_s);
        {
            const auto catalogue = load();
            QVERIFY(catalogue->put(entry));
            QVERIFY(catalogue->put(open));
            DumpEntry gone = asked(u"bmc-3"_s);
            QVERIFY(catalogue->put(gone));
            QVERIFY(catalogue->erase({gone.id, u"never"_s}));
        }
        const auto catalogue = load();
        QCOMPARE(catalogue->size(), 2);
        QCOMPARE(catalogue->entry(entry.id), entry);
        QCOMPARE(catalogue->unfinished(), QList<DumpEntry>{open});
        QCOMPARE(catalogue->whole(), QList<DumpEntry>{entry});
    }

    void anAcknowledgementOutlivesAKill()
    {
        const auto made = package(u"bmc-1"_s);
        const DumpCopy copy{u"desk, /srv"_s, now(), made->digest};
        {
            const auto catalogue = load();
            QCOMPARE(catalogue->markOffloaded(u"none"_s, copy).error().code, ErrorCode::NotFound);
            QVERIFY(catalogue->put(asked(u"bmc-2"_s)));
            QCOMPARE(catalogue->markOffloaded(u"bmc-2"_s, copy).error().code, ErrorCode::Conflict);
            QVERIFY(catalogue->markOffloaded(u"bmc-1"_s, copy));
            QVERIFY(catalogue->markOffloaded(u"bmc-1"_s, copy)); // said twice, it is one
        }
        QCOMPARE(load()->entry(u"bmc-1"_s)->offloaded, QList<DumpCopy>{copy});
        const auto catalogue = load();
        for (int i = 0; i < DumpCopy::MaxCopies + 3; ++i)
            QVERIFY(catalogue->markOffloaded(u"bmc-1"_s, {u"desk %1"_s.arg(i), now(), copy.digest}));
        QCOMPARE(catalogue->entry(u"bmc-1"_s)->offloaded.size(), DumpCopy::MaxCopies);
    }

    void anotherDigestIsNoCopy()
    {
        auto made = package(u"bmc-1"_s);
        const auto catalogue = load();
        DumpEntry entry = entryOf(*made);
        entry.digest = QString(64, u'a');
        QVERIFY(catalogue->put(entry));
        const DumpCopy other{u"desk"_s, now(), QString(64, u'b')};
        QCOMPARE(catalogue->markOffloaded(entry.id, other).error().code, ErrorCode::Conflict);
    }

    void anIndexThatIsWrongIsMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isAppended");
        QTest::newRow("gone") << QByteArray() << false;
        QTest::newRow("garbage") << QByteArray("\x00\xff garbage\n\n[1]\n", 17) << false;
        QTest::newRow("torn") << QByteArray("{\"entry\":{\"id\":\"bm") << true;
        QTest::newRow("one that is not there") << QByteArray(
            R"({"entry":{"id":"bmc-9","type":"bmc","state":"Complete","at":"2026-01-01T00:00:00Z"}})"
            "\n") << true;
    }
    void anIndexThatIsWrongIsMadeAnew()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isAppended);
        const auto made = package(u"bmc-1"_s);
        QVERIFY(load()->put(entryOf(*made)));
        QVERIFY(package(u"bmc-2"_s)); // its end was not written down
        QFile file(index());
        QVERIFY(file.open(isAppended ? QIODevice::Append : QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
        file.close();
        for (int i = 0; i < 2; ++i) {
            const auto catalogue = load();
            QCOMPARE(catalogue->size(), 2);
            QCOMPARE(catalogue->entry(u"bmc-1"_s), entryOf(*made));
            QVERIFY(catalogue->put(asked(u"x%1"_s.arg(i))) && catalogue->erase({u"x%1"_s.arg(i)}));
        }
    }

    void theIndexStaysShort()
    {
        const auto catalogue = load();
        for (int i = 0; i < 3 * DumpIndex::SpareLines; ++i) {
            DumpEntry entry = asked(u"bmc-1"_s);
            entry.why = QString::number(i);
            QVERIFY(catalogue->put(entry));
        }
        QFile file(index());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().count('\n') <= DumpIndex::SpareLines + 3);
        QCOMPARE(load()->entry(u"bmc-1"_s)->why, QString::number(3 * DumpIndex::SpareLines - 1));
    }

    void onlySoManyFailedOnesAreListed()
    {
        const auto catalogue = load();
        for (int i = 0; i < DumpCatalogue::MaxFailed + 5; ++i) {
            DumpEntry entry = asked(u"bmc-%1"_s.arg(i));
            entry.state = DumpState::Failed;
            QVERIFY(catalogue->put(entry));
        }
        QCOMPARE(catalogue->size(), DumpCatalogue::MaxFailed);
    }

    void pagesAreNewestFirst()
    {
        const auto catalogue = load();
        const Timestamp at = now();
        for (int i = 0; i < 5; ++i) {
            DumpEntry entry = asked(u"bmc-%1"_s.arg(i));
            entry.at = at + std::chrono::seconds(i / 2); // some at the same moment
            QVERIFY(catalogue->put(entry));
        }
        QStringList all;
        QString after;
        for (int i = 0; i < 3; ++i) {
            const auto page = catalogue->page(after, 2);
            QVERIFY(page);
            QCOMPARE(page->total, 5);
            QCOMPARE(page->isLast, i == 2);
            all += idsOf(*page);
            after = all.last();
        }
        QCOMPARE(all, QStringList({u"bmc-4"_s, u"bmc-3"_s, u"bmc-2"_s, u"bmc-1"_s, u"bmc-0"_s}));
        QCOMPARE(catalogue->page(u"gone"_s, 2).error().code, ErrorCode::NotFound);
    }

    /// The folder is empty: whoever opened it would not find the dump.
    void noFolderIsOpenedToListWhatTheIndexHas()
    {
        QVERIFY(QDir().mkpath(folder() + u"/bmc-1"_s));
        DumpEntry entry = asked(u"bmc-1"_s);
        entry.state = DumpState::Complete;
        QVERIFY(load()->put(entry));
        QCOMPARE(load()->entry(u"bmc-1"_s), entry);
    }

    void aHundredThousandAreLoadedAndListed()
    {
        constexpr int Dumps = 100'000;
        QFile file(index());
        QVERIFY(file.open(QIODevice::WriteOnly));
        DumpEntry entry = asked({});
        entry.state = DumpState::Failed; // which needs no folder
        entry.finishedAt = entry.at;
        entry.reason = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
        entry.digest = QString(64, u'a');
        for (int i = 0; i < Dumps; ++i) {
            entry.id = u"bmc-20261126T104500Z-%1"_s.arg(i);
            file.write("{\"entry\":" + toJson(entry) + "}\n");
        }
        file.close();
        QElapsedTimer took;
        took.start();
        const auto catalogue = load();
        qInfo("loaded in %lld ms", took.restart());
        QCOMPARE(catalogue->size(), Dumps);
        int listed = 0;
        for (QString after; listed < Dumps;) {
            const auto page = catalogue->page(after, MaxDumpPage);
            QVERIFY(page && !page->entries.isEmpty());
            listed += int(page->entries.size());
            after = page->entries.last().id;
        }
        qInfo("listed in %lld ms", took.elapsed());
        QCOMPARE(listed, Dumps);
    }
};

QTEST_APPLESS_MAIN(TestDumpCatalogue)
#include "tst_dumpcatalogue.moc"
