// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/dumpwindow.h"

#include "console/views/browser/compareview.h"
#include "console/views/browser/dumpview.h"
#include "console/views/browser/extractsheet.h"
#include "console/views/browser/findbar.h"
#include "console/views/browser/hexview.h"
#include "console/views/browser/memberview.h"
#include "console/views/browser/searchpanel.h"
#include "console/views/browser/textview.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/tablepanel.h"
#include "tests/gui/support/dumpfiles.h"
#include "tests/gui/support/windowstage.h"
#include "tests/support/archivemaker.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QThreadPool>
#include <QTreeView>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct DumpStage
{
    Desk desk;
    Dressed dressed{desk.theme};
    QString one = story::writeDump(desk.folder.path(), u"bmc-1"_s, 3);
    QString other = story::writeDump(desk.folder.path(), u"bmc-2"_s, 4);
    DumpWindow window{desk.parts};

    DumpStage()
    {
        window.resize(1200, 800);
        window.show();
    }

    DumpView *open(const QString &path)
    {
        window.openFile(path);
        DumpView *view = window.currentDump();
        return QTest::qWaitFor([view] { return view->dump() != nullptr; }) ? view : nullptr;
    }

    template <typename View>
    static View *shown(QWidget &in)
    {
        const auto all = in.findChildren<View *>();
        const auto found = std::ranges::find_if(all, [](const View *one) { return one->isVisible(); });
        return found == all.cend() ? nullptr : *found;
    }

    /// Selects a member; its view when it is there.
    template <typename View>
    View *look(DumpView &dump, const QString &path, qint64 line = -1)
    {
        dump.show(dump.dump()->find(path).value_or(0), line);
        View *view = nullptr;
        return QTest::qWaitFor([&] { return (view = shown<View>(dump)) != nullptr; }) ? view : nullptr;
    }

    static QTreeView *tree(const DumpView &dump)
    {
        const auto all = dump.findChildren<QTreeView *>();
        return *std::ranges::find(all, u"Members of the dump"_s, &QTreeView::accessibleName);
    }

    static QStringList texts(const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            all.append(index.data().toString());
            all += texts(model, index);
        }
        return all;
    }
};

} // namespace

class TestDumpWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What was still being read when a window closed is answered, and nobody is there to hear it.
    void cleanupTestCase()
    {
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents(qApp, QEvent::MetaCall);
    }

    void showsMembersAndWhatIsMissing()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        QTreeView *tree = DumpStage::tree(*dump);
        const QAbstractItemModelTester tester(tree->model());
        const QStringList members = DumpStage::texts(*tree->model());
        QCOMPARE(members, (QStringList{u"cores"_s, u"fan-control.core"_s, u"etc"_s, u"fan"_s, u"zones.json"_s,
                                       u"network"_s, u"routes.txt"_s, u"var"_s, u"log"_s, u"kernel.log"_s,
                                       u"kernel.log.1.gz"_s, u"latest"_s, u"journal.json"_s,
                                       u"manifest.json"_s, u"packages.txt"_s, u"units.txt"_s}));
        const auto *note = DumpStage::shown<Banner>(*dump);
        QVERIFY(note);
        QVERIFY(note->text().contains(u"2 members are missing"_s));
        tree->setCurrentIndex(tree->model()->index(6, 0)); // packages.txt
        QTRY_VERIFY(DumpStage::shown<EmptyState>(*dump));
        QVERIFY(DumpStage::shown<EmptyState>(*dump)->accessibleDescription().contains(u"dpkg-query"_s));
    }

    void filtersMembersByPath()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        QTreeView *tree = DumpStage::tree(*dump);
        dump->focusFilter();
        QTRY_VERIFY(qobject_cast<QLineEdit *>(stage.window.focusWidget()));
        qobject_cast<QLineEdit *>(stage.window.focusWidget())->setText(u"log/ker"_s);
        QCOMPARE(DumpStage::texts(*tree->model()),
                 (QStringList{u"var"_s, u"log"_s, u"kernel.log"_s, u"kernel.log.1.gz"_s}));
    }

    void showsAJournalAsATable()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *table = stage.look<TablePanel>(*dump, u"journal.json"_s);
        QVERIFY(table);
        QTRY_VERIFY(table->proxy().rowCount() > 130);
        table->filter().setText(u"rotor"_s);
        QTRY_COMPARE(table->proxy().rowCount(), 3);
        table->filter().clear();
        table->proxy().sort(JournalModel::Priority, Qt::AscendingOrder);
        QCOMPARE(table->proxy().index(0, JournalModel::Priority).data().toString(), u"err"_s);
    }

    void showsTextAndFindsInIt()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *text = stage.look<TextView>(*dump, u"var/log/kernel.log"_s);
        QVERIFY(text);
        QCOMPARE(text->rowCount(), 403);
        QVERIFY(text->rowText(20).contains(u"no acknowledge"_s));
        dump->member().find();
        auto *find = DumpStage::shown<FindBar>(*dump);
        QVERIFY(find);
        find->search(u"acknowledge"_s, false, false);
        QTRY_COMPARE(find->countText(), u"1 of 8 lines"_s);
        QCOMPARE(text->currentRow(), 20);
        find->next(1);
        QCOMPARE(text->currentRow(), 70);
        find->next(-1);
        find->next(-1);
        QCOMPARE(find->countText(), u"8 of 8 lines"_s);
        find->search(u"acknow("_s, true, false);
        QVERIFY(find->countText().contains(u"regular expression is wrong"_s));
    }

    void copiesMarkedLines()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *text = stage.look<TextView>(*dump, u"units.txt"_s);
        QVERIFY(text);
        text->goTo(1);
        QTest::keyClick(text, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(text->copy(), 2);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"bmcweb.service"_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\nfan-control.service"_s));
    }

    void unpacksWhatIsPackedByItself()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *text = stage.look<TextView>(*dump, u"var/log/kernel.log.1.gz"_s);
        QVERIFY(text);
        QCOMPARE(text->rowCount(), 200);
    }

    void showsBytesOfACore()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *hex = stage.look<HexView>(*dump, u"cores/fan-control.core"_s);
        QVERIFY(hex);
        QVERIFY(hex->rowText(0).startsWith(u"00000000  7f 45 4c 46"_s));
        QVERIFY(hex->rowText(0).contains(u"ELF"_s));
        QTest::keyClick(hex, Qt::Key_End);
        QCOMPARE(hex->currentRow(), hex->rowCount() - 1);
    }

    void formatsJson()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *text = stage.look<TextView>(*dump, u"etc/fan/zones.json"_s);
        QVERIFY(text);
        QVERIFY(text->rowCount() > 10);
        const auto bars = dump->member().findChildren<QTabBar *>();
        const auto modes = std::ranges::find(bars, u"View"_s, &QTabBar::accessibleName);
        QVERIFY(modes != bars.cend());
        QCOMPARE((*modes)->tabText(0), u"Formatted"_s);
        (*modes)->setCurrentIndex(1);
        QCOMPARE(text->rowCount(), 1);
    }

    void staysQuickWithALargeText()
    {
        DumpStage stage;
        const QString path = story::writeLargeDump(stage.desk.folder.path(), 500'000);
        DumpView *dump = stage.open(path);
        QVERIFY(dump);
        auto *text = stage.look<TextView>(*dump, u"var/log/kernel.log"_s, 450'020);
        QVERIFY(text);
        QCOMPARE(text->rowCount(), 500'000);
        QTRY_COMPARE(text->currentRow(), 450'020);
        QVERIFY(text->rowText(450'020).contains(u"450020"_s));
    }

    void looksIntoAnArchiveWithinAnArchive()
    {
        DumpStage stage;
        const QByteArray inner =
            archivemaker::tarEntry("deep/log", '0', "deep down\n") + archivemaker::tarEnd();
        const QString path = stage.desk.folder.filePath(u"outer.tar"_s);
        QVERIFY(archivemaker::write(
            path, archivemaker::tarEntry("inner.tar.gz", '0', archivemaker::packed(inner, Packing::Gzip))
                      + archivemaker::tarEnd()));
        QVERIFY(stage.open(path));
        QTRY_VERIFY(DumpStage::shown<HexView>(*stage.window.currentDump()));
        Q_EMIT stage.window.currentDump()->member().archiveWanted(0);
        QCOMPARE(stage.window.tabs().count(), 2);
        QTRY_VERIFY(stage.window.currentDump()->dump());
        QCOMPARE(stage.window.currentDump()->dump()->entries().first().path, u"deep/log"_s);
        QTRY_VERIFY(DumpStage::shown<TextView>(*stage.window.currentDump()));
        QCOMPARE(DumpStage::shown<TextView>(*stage.window.currentDump())->rowText(0), u"deep down"_s);
    }

    void searchesAllOpenDumps()
    {
        DumpStage stage;
        QVERIFY(stage.open(stage.one));
        QVERIFY(stage.open(stage.other));
        stage.window.showSearch();
        SearchPanel &search = stage.window.search();
        const QAbstractItemModelTester tester(&search.hits());
        search.search(u"rotor does not turn"_s);
        QTRY_VERIFY(!search.isSearching());
        QCOMPARE(search.hits().rowCount(), 6);
        QVERIFY(search.outcomeText().contains(u"6 lines"_s));
        int first = 0;
        for (int row = 0; row < 6; ++row) {
            if (search.hits().dumpOf(row)->path() == stage.one)
                first = row;
        }
        Q_EMIT search.hitWanted(search.hits().dumpOf(first), search.hits().hit(first).entry,
                                search.hits().hit(first).line);
        QCOMPARE(stage.window.currentDump()->path(), stage.one);
        QTRY_VERIFY(DumpStage::shown<TablePanel>(*stage.window.currentDump()));
    }

    void comparesTwoDumps()
    {
        DumpStage stage;
        const SharedDump left = stage.open(stage.one)->dump();
        const SharedDump right = stage.open(stage.other)->dump();
        stage.window.compare(left, right);
        auto *compare = qobject_cast<CompareView *>(stage.window.tabs().currentWidget());
        QVERIFY(compare);
        QTRY_VERIFY(!compare->isComparing());
        QCOMPARE(compare->model().differing(), 4); // manifest, journal, zones, log
        TextView *lines = nullptr;
        QTRY_VERIFY((lines = DumpStage::shown<TextView>(*compare)) != nullptr);
        QCOMPARE(lines->rowCount(), 2); // what goes, what comes
    }

    void extractsAndSaysWhatWasLeftOut()
    {
        DumpStage stage;
        DumpView *dump = stage.open(stage.one);
        QVERIFY(dump);
        auto *sheet = new ExtractSheet(stage.desk.parts, dump->dump(), {}, &stage.window);
        sheet->setFolder(stage.desk.folder.filePath(u"out"_s));
        sheet->open();
        sheet->run();
        QTRY_VERIFY(sheet->outcomeText().startsWith(u"7 files written"_s));
        QVERIFY(sheet->outcomeText().contains(u"1 left out"_s));
        QVERIFY(QFileInfo::exists(stage.desk.folder.filePath(u"out/bmc-1/var/log/kernel.log"_s)));
        QVERIFY(!QFileInfo::exists(stage.desk.folder.filePath(u"out/bmc-1/var/log/latest"_s)));
        sheet->reject();
    }

    void saysWhyAFileCannotBeOpened()
    {
        DumpStage stage;
        const QString letter = stage.desk.folder.filePath(u"letter.txt"_s);
        QVERIFY(archivemaker::write(letter, "Dear operator"));
        stage.window.openFile(letter);
        DumpView *dump = stage.window.currentDump();
        QTRY_VERIFY(
            DumpStage::shown<EmptyState>(*dump)
            && DumpStage::shown<EmptyState>(*dump)->accessibleDescription().contains(u"no archive"_s));
    }

    void opensAFileOnce()
    {
        DumpStage stage;
        QVERIFY(stage.open(stage.one));
        QVERIFY(stage.open(stage.other));
        stage.window.openFile(stage.one);
        QCOMPARE(stage.window.tabs().count(), 2);
        QCOMPARE(stage.window.currentDump()->path(), stage.one);
    }

    void takesFilesThatAreDropped()
    {
        DumpStage stage;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(stage.one), QUrl::fromLocalFile(stage.other)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&stage.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&stage.window, &drop);
        QCOMPARE(stage.window.tabs().count(), 2);
    }

    void goesWhileItReads()
    {
        DumpStage stage;
        const QString path = story::writeLargeDump(stage.desk.folder.path(), 300'000);
        {
            DumpWindow window(stage.desk.parts);
            window.openFile(path);
        }
        QVERIFY(stage.open(path)); // What was left behind did not reach a view that is gone.
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestDumpWindow)
#include "tst_dumpwindow.moc"
