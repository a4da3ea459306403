// SPDX-License-Identifier: Apache-2.0
#include "console/units/watchtemplate.h"
#include "console/views/dialogs/confirmsheet.h"
#include "console/views/dialogs/watchlistdialog.h"
#include "console/views/shell/commandpalette.h"
#include "console/views/shell/mainwindow.h"
#include "console/views/widgets/jsonedit.h"
#include "shared/api/unitconfig.h"
#include "shared/model/codec.h"
#include "shared/tls/digest.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/story.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/watchstory.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString hashOf(const QString &text)
{
    return QString::fromLatin1(sha256({text.toUtf8()}).toHex());
}

struct Stage
{
    explicit Stage(const QList<char> &letters = {'a'})
    {
        story::fillFleet(desk.fleet);
        story::letWatchListsBeEdited(desk.fleet, desk.actions);
        QStringList ids;
        for (const char letter : letters)
            ids.append(story::drawerId(letter));
        dialog = new WatchListDialog(desk.parts, ids, nullptr);
        dialog->show();
    }
    ~Stage() { delete dialog; }

    [[nodiscard]] JsonEdit &text() const { return *dialog->findChild<JsonEdit *>(); }
    [[nodiscard]] QComboBox &file() const { return *dialog->findChild<QComboBox *>(); }
    [[nodiscard]] QListView &nodes() const
    {
        const auto views = dialog->findChildren<QListView *>();
        return **std::ranges::find(views, u"Nodes"_s, &QListView::accessibleName);
    }
    [[nodiscard]] QModelIndex rowOf(const QString &name) const
    {
        const QAbstractItemModel *model = nodes().model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == name)
                return model->index(row, 0);
        }
        return {};
    }
    [[nodiscard]] QString wordsOf(const QString &name) const
    {
        return rowOf(name).data(DetailRole).toString();
    }
    void tick(const QString &name, bool isTicked = true) const
    {
        QVERIFY(nodes().model()->setData(rowOf(name), isTicked ? Qt::Checked : Qt::Unchecked,
                                         Qt::CheckStateRole));
    }
    [[nodiscard]] const QAbstractItemModel &preview() const
    {
        return *dialog->findChild<QTreeView *>()->model();
    }
    [[nodiscard]] QString shown(int row, int column) const
    {
        return preview().index(row, column).data().toString();
    }
    [[nodiscard]] QPushButton *button(const QString &words) const
    {
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(buttons, [&](const QPushButton *one) {
            return one->isVisible() && one->text().remove(u'&') == words;
        });
        return found == buttons.cend() ? nullptr : *found;
    }
    [[nodiscard]] bool isOffered(const QString &words) const
    {
        const QPushButton *one = button(words);
        return one && one->isEnabled();
    }
    void press(const QString &words) const
    {
        QTRY_VERIFY2(isOffered(words), qPrintable(words));
        button(words)->click();
    }
    [[nodiscard]] qsizetype asked(const QString &method) const
    {
        return std::ranges::count_if(desk.actions.asked,
                                     [&](const QString &one) { return one.endsWith(method); });
    }
    /// The parameters of the latest call.
    template <typename T>
    [[nodiscard]] T params() const
    {
        return fromJson<T>(desk.actions.params.last()).value_or(T());
    }

    Desk desk;
    QPointer<WatchListDialog> dialog;
};

} // namespace

class TestWatchListDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void showsWhatTheNodeSaysAndWhatItMeans()
    {
        const Stage stage;
        QTRY_COMPARE(stage.text().toPlainText(), story::watchList());
        QCOMPARE(stage.file().currentText(), u"critical.json"_s);
        QCOMPARE(stage.wordsOf(u"drawer-a"_s), u"critical.json is the same"_s);
        QTRY_COMPARE(stage.preview().rowCount(), 5);
        QCOMPARE(stage.shown(0, WatchPreviewModel::Change), u"no longer watched"_s);
        QCOMPARE(stage.shown(1, WatchPreviewModel::Unit), u"chassis-heartbeat.service"_s);
        QCOMPARE(stage.shown(1, WatchPreviewModel::Presence), u"is there"_s);
        QCOMPARE(stage.shown(2, WatchPreviewModel::How), u"errors: timeout, failed, dependency"_s);
        QCOMPARE(stage.params<CheckUnitConfigParams>().text, story::watchList());
    }

    void offersOnlyNodesThatItMayChange()
    {
        const Stage stage({'a', 'd'});
        QVERIFY(!stage.rowOf(u"drawer-d"_s).flags().testFlag(Qt::ItemIsUserCheckable));
        QCOMPARE(stage.wordsOf(u"drawer-d"_s), u"does not answer"_s);
        QVERIFY(!stage.rowOf(u"lab-bench-3"_s).flags().testFlag(Qt::ItemIsUserCheckable));
        QCOMPARE(stage.wordsOf(u"lab-bench-3"_s), u"may only be read from here"_s);
        QCOMPARE(stage.wordsOf(u"spine-07"_s), u"its agent is too old for this"_s);
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
    }

    void marksTheFaultyLineAndWritesNothing()
    {
        const Stage stage;
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
        stage.text().setPlainText(u"{\n    \"services\": [\"fan-control\"]\n}"_s);
        QCOMPARE(stage.text().extraSelections().size(), 1);
        QCOMPARE(stage.text().extraSelections().first().cursor.blockNumber(), 1);
        QVERIFY(!stage.isOffered(u"Write to 1 nodes"_s));
        QTRY_COMPARE(stage.preview().rowCount(), 0);
        stage.text().setPlainText(u"{\"services\": [\"fan-control.service\"]}"_s);
        QVERIFY(stage.text().extraSelections().isEmpty());
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
        stage.file().setEditText(u"../critical.json"_s);
        QVERIFY(!stage.isOffered(u"Write to 1 nodes"_s));
        QCOMPARE(stage.asked(u"units.setConfig"_s), 0);
    }

    void writesOverWhatWasSeenOnEachNode()
    {
        Stage stage({'a', 'b', 'c'});
        QTRY_COMPARE(stage.wordsOf(u"drawer-b"_s), u"critical.json differs"_s);
        QCOMPARE(stage.wordsOf(u"drawer-c"_s), u"no critical.json yet"_s);
        QTRY_COMPARE(stage.preview().rowCount(), 15);
        stage.desk.actions.params.clear();
        stage.press(u"Write to 3 nodes"_s);
        QTRY_COMPARE(stage.asked(u"units.setConfig"_s), 3);
        QStringList replaced;
        for (const QByteArray &params : stage.desk.actions.params.first(3))
            replaced.append(fromJson<SetUnitConfigParams>(params).value_or(SetUnitConfigParams()).replaces);
        replaced.sort();
        QStringList wanted{QString(), hashOf(story::watchList()),
                           hashOf(u"{\"services\": [\"fan-control.service\"]}\n"_s)};
        wanted.sort();
        QCOMPARE(replaced, wanted);
        QTRY_COMPARE(stage.wordsOf(u"drawer-c"_s), u"written, 4 units are watched"_s);
        QTRY_VERIFY(stage.button(u"Written to 3 nodes"_s));
        QVERIFY(!stage.isOffered(u"Written to 3 nodes"_s));
    }

    void triesThoseAgainThatFailed()
    {
        Stage stage({'a', 'b'});
        const QString here = story::drawerId('b') + " units.setConfig"_L1;
        const auto well = std::exchange(stage.desk.actions.callAnswers[here],
                                        fail({ErrorCode::Conflict,
                                              u"somebody has changed critical.json meanwhile"_s,
                                              {},
                                              {},
                                              u"look at what it says now, then decide again"_s}));
        QTRY_VERIFY(stage.isOffered(u"Write to 2 nodes"_s));
        stage.text().appendPlainText(u" "_s);
        const QString typed = stage.text().toPlainText();
        stage.press(u"Write to 2 nodes"_s);
        QTRY_VERIFY(stage.wordsOf(u"drawer-b"_s).startsWith(u"not written: somebody has changed"_s));
        QTRY_COMPARE(stage.wordsOf(u"drawer-a"_s), u"written, 4 units are watched"_s);
        QCOMPARE(stage.text().toPlainText(), typed);
        QTRY_VERIFY(stage.dialog->failureText().startsWith(u"drawer-b: not written: somebody"_s));
        // What is there now has been read before one can try again.
        QTRY_COMPARE(stage.asked(u"units.config"_s), 4);
        stage.desk.actions.callAnswers[here] = well;
        stage.press(u"Retry the 1 that failed"_s);
        QTRY_COMPARE(stage.wordsOf(u"drawer-b"_s), u"written, 4 units are watched"_s);
        QCOMPARE(stage.asked(u"units.setConfig"_s), 3);
    }

    void startsFromATemplateAndCanGoBack()
    {
        const Stage stage;
        QTRY_COMPARE(stage.text().toPlainText(), story::watchList());
        stage.dialog->useTemplate(WatchTemplates::all().first());
        QVERIFY(stage.text().toPlainText().contains(u"bmcweb.service"_s));
        stage.text().undo();
        QCOMPARE(stage.text().toPlainText(), story::watchList());
    }

    void tellsWhatANodeHasNot()
    {
        const Stage stage({'b'});
        QTRY_COMPARE(stage.preview().rowCount(), 5);
        QCOMPARE(stage.shown(1, WatchPreviewModel::Presence), u"no such unit there"_s);
    }

    void followsTheTicks()
    {
        const Stage stage;
        QTRY_COMPARE(stage.preview().rowCount(), 5);
        stage.tick(u"drawer-b"_s);
        QTRY_COMPARE(stage.preview().rowCount(), 10);
        stage.tick(u"drawer-a"_s, false);
        QTRY_COMPARE(stage.preview().rowCount(), 5);
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
        stage.tick(u"drawer-b"_s, false);
        QTRY_COMPARE(stage.preview().rowCount(), 0);
        QVERIFY(!stage.isOffered(u"Write"_s));
    }

    void ticksByTheBoxAndSelectsByTheName()
    {
        const Stage stage;
        QVERIFY(QTest::qWaitForWindowExposed(stage.dialog));
        QListView &nodes = stage.nodes();
        const QModelIndex row = stage.rowOf(u"drawer-b"_s);
        const QRect area = nodes.visualRect(row);
        const auto isTicked = [&row] { return row.data(Qt::CheckStateRole) == QVariant(Qt::Checked); };
        QTest::mouseClick(nodes.viewport(), Qt::LeftButton, {}, area.center());
        QCOMPARE(nodes.currentIndex(), row);
        QVERIFY(!isTicked());
        QTest::mouseClick(nodes.viewport(), Qt::LeftButton, {}, {area.left() + 20, area.center().y()});
        QVERIFY(isTicked());
        QTest::keyClick(&nodes, Qt::Key_Space);
        QVERIFY(!isTicked());
        // What is selected can be looked at without being written to.
        QTRY_VERIFY(stage.isOffered(u"Show its text"_s));
        stage.press(u"Show its text"_s);
        QCOMPARE(stage.text().toPlainText(), u"{\"services\": [\"fan-control.service\"]}\n"_s);
    }

    void dropsAnswersToAnOlderText()
    {
        Stage stage;
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
        stage.desk.actions.isHeld = true;
        stage.text().setPlainText(u"{\"services\": [\"a.service\"]}"_s);
        const qsizetype before = stage.asked(u"units.checkConfig"_s);
        QTRY_COMPARE(stage.asked(u"units.checkConfig"_s), before + 1);
        stage.text().setPlainText(u"{\"services\": [\"b.service\"]}"_s);
        stage.desk.actions.release();
        QVERIFY(!stage.isOffered(u"Write to 1 nodes"_s));
        QTRY_COMPARE(stage.asked(u"units.checkConfig"_s), before + 2);
        QTRY_VERIFY(stage.isOffered(u"Write to 1 nodes"_s));
        QCOMPARE(stage.params<CheckUnitConfigParams>().text, u"{\"services\": [\"b.service\"]}"_s);
    }

    void removesAfterSayingWhatThatMeans()
    {
        const Stage stage;
        stage.press(u"Remove from 1 nodes\u2026"_s);
        QTRY_VERIFY(stage.dialog->findChild<ConfirmSheet *>());
        auto *sheet = stage.dialog->findChild<ConfirmSheet *>();
        QVERIFY(stage.params<CheckUnitConfigParams>().remove);
        const auto labels = sheet->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text() == "drawer-a: no longer watched: obmc-console@ttyVUART0.service"_L1;
        }));
        stage.press(u"Remove critical.json from 1 nodes"_s);
        QTRY_COMPARE(stage.asked(u"units.removeConfig"_s), 1);
        QTRY_COMPARE(stage.wordsOf(u"drawer-a"_s), u"removed, 4 units are watched"_s);
    }

    void doesNotLoseATextByOneKey()
    {
        const Stage stage;
        QTRY_COMPARE(stage.text().toPlainText(), story::watchList());
        stage.text().insertPlainText(u" "_s);
        stage.dialog->reject();
        QVERIFY(stage.dialog->isVisible());
        QVERIFY(stage.dialog->failureText().contains(u"on no node yet"_s));
        stage.dialog->reject();
        QTRY_VERIFY(!stage.dialog);
    }

    void closesAtOnceWhereNothingWasTyped()
    {
        const Stage stage;
        QTRY_COMPARE(stage.text().toPlainText(), story::watchList());
        stage.dialog->reject();
        QTRY_VERIFY(!stage.dialog);
    }

    void isReachedFromANodeAndByTyping()
    {
        Desk desk;
        story::fillFleet(desk.fleet);
        story::letWatchListsBeEdited(desk.fleet, desk.actions);
        MainWindow window(desk.parts);
        window.show();
        window.open({Place::Page::Node, story::drawerId('a')});
        const auto buttons = window.findChildren<QPushButton *>();
        const auto edit = std::ranges::find_if(buttons, [](const QPushButton *button) {
            return button->isVisible() && button->text().remove(u'&') == u"Edit watch list\u2026"_s;
        });
        QVERIFY(edit != buttons.cend());
        QVERIFY((*edit)->isEnabled());
        (*edit)->click();
        QVERIFY(window.findChild<WatchListDialog *>());
        delete window.findChild<WatchListDialog *>();
        window.open({Place::Page::Node, u"node-lab-bench-3"_s});
        QVERIFY(!(*edit)->isEnabled());

        const auto actions = window.actions();
        const auto action = std::ranges::find(actions, u"Edit watch lists\u2026"_s, &QAction::text);
        QVERIFY(action != actions.cend());
        window.open({Place::Page::System, u"db-frame-1"_s});
        (*action)->trigger();
        auto *dialog = window.findChild<WatchListDialog *>();
        QVERIFY(dialog);
        QTRY_COMPARE(std::ranges::count_if(desk.actions.asked,
                                           [](const QString &one) { return one.endsWith(u"units.config"); }),
                     4); // drawer-a twice, b and c once; d does not answer
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestWatchListDialog)
#include "tst_watchlistdialog.moc"
