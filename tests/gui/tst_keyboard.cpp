// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/dialogs/actsheet.h"
#include "console/views/dialogs/addnodesdialog.h"
#include "console/views/dialogs/keystoragedialog.h"
#include "console/views/dialogs/pairingdialog.h"
#include "console/views/dialogs/settingsdialog.h"
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/dialogs/systemdialog.h"
#include "console/views/dialogs/watchlistdialog.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/shell/fleetpanel.h"
#include "console/views/widgets/problemlist.h"
#include "console/views/widgets/tableview.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;

/// The letters that act together with Alt, of all that can be seen in a window.
QStringList mnemonicsOf(const QWidget &window)
{
    QStringList letters;
    const auto take = [&letters](const QString &text) {
        if (const QKeySequence keys = QKeySequence::mnemonic(text); !keys.isEmpty())
            letters.append(keys.toString());
    };
    for (const auto *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            take(button->text());
    }
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            take(label->text());
    }
    for (const auto *tabs : window.findChildren<QTabBar *>()) {
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i)
            take(tabs->tabText(i));
    }
    return letters;
}

bool isPartOfAnother(const QWidget &widget)
{
    const QByteArrayView name(widget.metaObject()->className());
    return widget.objectName().startsWith(u"qt_"_s) || name.startsWith("QLineEditIcon")
           || name.startsWith("QHeaderView") || name.startsWith("QComboBox")
           || qobject_cast<QComboBox *>(widget.parentWidget());
}

/// What has no words of its own needs a name for those who do not see it.
bool needsName(const QWidget &widget)
{
    if (isPartOfAnother(widget))
        return false;
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text().isEmpty();
    return qobject_cast<const QAbstractItemView *>(&widget) || qobject_cast<const QLineEdit *>(&widget);
}

/// As a screen reader says it: also by the label beside it.
QString spokenName(QWidget &widget)
{
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&widget);
    return spoken ? spoken->text(QAccessible::Name) : QString();
}

bool differs(QWidget &widget, const std::function<void()> &act)
{
    const QImage before = widget.grab().toImage();
    act();
    return widget.grab().toImage() != before;
}

QWidget *dialogNamed(const QString &name, WindowStage &stage)
{
    if (name == "add"_L1)
        return new AddNodesDialog(stage.desk.parts, &stage.window);
    if (name == "pair"_L1)
        return new PairingDialog(stage.desk.parts, {u"10.0.0.1"_s}, &stage.window);
    if (name == "pair several"_L1)
        return new PairingDialog(stage.desk.parts, {u"10.0.0.1"_s, u"10.0.0.2"_s}, &stage.window);
    if (name == "system"_L1)
        return new SystemDialog(stage.desk.parts, {}, {}, &stage.window);
    if (name == "system change"_L1)
        return new SystemChangeSheet(
            stage.desk.parts, SystemOrders::dissolve(stage.desk.fleet.systems().value(u"db-frame-1"_s)),
            &stage.window);
    if (name == "act"_L1)
        return new ActSheet(stage.desk.parts, {u"db-frame-1"_s, {}, ControlAction::PowerOn}, &stage.window);
    if (name == "acknowledge"_L1)
        return new AcknowledgeSheet(stage.desk.parts, {{story::drawerId('b'), story::failureId(), {}}},
                                    &stage.window);
    if (name == "settings"_L1)
        return new SettingsDialog(stage.desk.parts, &stage.window);
    if (name == "watch list"_L1)
        return new WatchListDialog(stage.desk.parts, {story::drawerId('a')}, &stage.window);
    return new KeyStorageDialog(stage.desk.parts, {}, &stage.window);
}

void addDialogs()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"add", "pair", "pair several", "system", "system change", "acknowledge",
                             "settings", "watch list", "keys"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

} // namespace

class TestKeyboard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void everyDialogIsUsedByItsLetters_data() { addDialogs(); }
    void everyDialogIsUsedByItsLetters()
    {
        QFETCH(const QString, name);
        WindowStage stage;
        QWidget *dialog = dialogNamed(name, stage);
        dialog->show();
        const QStringList letters = mnemonicsOf(*dialog);
        QVERIFY(!letters.isEmpty());
        for (const QString &letter : letters)
            QVERIFY2(letters.count(letter) == 1, qPrintable(letters.join(u' ')));
    }

    void everythingInADialogHasAName_data()
    {
        addDialogs();
        QTest::newRow("act") << u"act"_s;
    }
    void everythingInADialogHasAName()
    {
        QFETCH(const QString, name);
        WindowStage stage;
        QWidget *dialog = dialogNamed(name, stage);
        dialog->show();
        const auto widgets = dialog->findChildren<QWidget *>();
        for (QWidget *widget : widgets)
            QVERIFY2(!widget->isVisible() || !needsName(*widget) || !spokenName(*widget).isEmpty(),
                     widget->metaObject()->className());
    }

    void enterInAListOrFieldDoesOneThing()
    {
        WindowStage stage;
        QPointer<AddNodesDialog> dialog(new AddNodesDialog(stage.desk.parts, &stage.window));
        const QSignalSpy wanted(dialog.data(), &AddNodesDialog::pairingWanted);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto *table = dialog->findChild<TableView *>();
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        const auto fields = dialog->findChildren<QLineEdit *>();
        QLineEdit *address = *std::ranges::find(fields, u"Address"_s, &QLineEdit::accessibleName);
        dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
        address->setFocus();
        QTest::keyClicks(address, u"10.0.0.2"_s);
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted.last().first().toStringList(), QStringList(u"10.0.0.2"_s));
        delete dialog;
    }

    void lettersOfAPageDiffer_data()
    {
        QTest::addColumn<muster::console::Place>("place");
        QTest::newRow("attention") << Place{Kind::Attention, {}};
        QTest::newRow("nodes") << Place{Kind::Nodes, {}};
        QTest::newRow("found") << Place{Kind::Found, {}};
        QTest::newRow("system") << Place{Kind::System, u"db-frame-1"_s};
        QTest::newRow("node") << Place{Kind::Node, story::drawerId('b')};
        QTest::newRow("silent node") << Place{Kind::Node, story::drawerId('d')};
    }
    void lettersOfAPageDiffer()
    {
        QFETCH(const Place, place);
        WindowStage stage;
        stage.window.open(place);
        const QStringList letters = mnemonicsOf(stage.window);
        QVERIFY(!letters.isEmpty());
        for (const QString &letter : letters)
            QVERIFY2(letters.count(letter) == 1, qPrintable(letters.join(u' ')));
    }

    void findOnThisPageGoesToTheTableThatIsSeen()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        for (const Kind kind : {Kind::Failures, Kind::Events, Kind::Jobs, Kind::Nodes, Kind::Found}) {
            TablePanel &table = stage.table(kind);
            QTest::keySequence(&stage.window, QKeySequence::Find);
            QVERIFY(table.filter().hasFocus());
        }
        stage.window.open({Kind::Node, story::drawerId('b')});
        QWidget *page = stage.window.pages().currentWidget();
        page->findChild<QTabWidget *>()->setCurrentIndex(2);
        QTest::keySequence(&stage.window, QKeySequence::Find);
        const auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field && field->isVisible() && page->isAncestorOf(field));
    }

    void f5TriesWhatDoesNotAnswer()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_F5);
        QVERIFY(stage.desk.actions.asked.contains(u"reconnect "_s + story::drawerId('d')));
        QVERIFY(!stage.desk.actions.asked.contains(u"reconnect "_s + story::drawerId('a')));
    }

    void tabGoesThroughTheToolsOfATable()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.table(Kind::Failures).filter().setFocus();
        QStringList names;
        for (int i = 0; i < 7; ++i) {
            const QWidget *widget = QApplication::focusWidget();
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            names.append(button && !button->text().isEmpty() ? button->text() : widget->accessibleName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names.join(u'|'),
                 u"Filter|Group by|Show past|Ac&knowledge\u2026|Copy rows|Choose columns|Failures"_s);
    }

    void tabGoesFromTheFleetToThePageToTheEvidence()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.table(Kind::Failures);
        QTRY_VERIFY(stage.window.isEvidenceShown());
        stage.window.findChild<FleetPanel *>()->setFocus();
        const auto where = [&]() -> QChar {
            const QWidget *widget = QApplication::focusWidget();
            if (stage.window.pages().isAncestorOf(widget))
                return u'p';
            if (stage.window.evidence().isAncestorOf(widget))
                return u'e';
            return qobject_cast<const FleetPanel *>(widget) ? u'f' : u'-';
        };
        QString way;
        for (int i = 0; i < 30; ++i) {
            if (way.isEmpty() || way.back() != where())
                way += where();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(way.startsWith(u"fpe"), qPrintable(way));
    }

    void focusIsSeen()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        auto *tree = stage.window.findChild<FleetPanel *>();
        stage.window.setFocus();
        QVERIFY(differs(*tree, [&] { tree->setFocus(); }));
        auto *problems = stage.window.pages().currentWidget()->findChild<ProblemList *>();
        QVERIFY(differs(*problems, [&] { problems->setFocus(); }));
        TablePanel &table = stage.table(Kind::Failures);
        tree->setFocus();
        QVERIFY(differs(table.view(), [&] { table.view().setFocus(); }));
        QVERIFY(differs(table.filter(), [&] { table.filter().setFocus(); }));
        const auto buttons = table.findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->isVisible())
                QVERIFY2(differs(*button, [&] { button->setFocus(Qt::TabFocusReason); }),
                         qPrintable(button->accessibleName()));
        }
    }

    void lettersAreUnderlinedWhileAltIsHeld()
    {
        WindowStage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.window.open({Kind::Nodes, {}});
        const auto isUnderlined = [&] {
            return stage.window.style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, &stage.window) != 0;
        };
        QVERIFY(!isUnderlined());
        QTest::keyPress(&stage.window, Qt::Key_Alt);
        QVERIFY(isUnderlined());
        QTest::keyRelease(&stage.window, Qt::Key_Alt);
        QVERIFY(!isUnderlined());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestKeyboard)
#include "tst_keyboard.moc"
