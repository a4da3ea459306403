// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/pages/failurelist.h"
#include "console/views/shell/fleetpanel.h"
#include "console/views/widgets/emptystate.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;

void addPages()
{
    QTest::addColumn<int>("page");
    QTest::newRow("failures") << int(Kind::Failures);
    QTest::newRow("events") << int(Kind::Events);
    QTest::newRow("jobs") << int(Kind::Jobs);
    QTest::newRow("nodes") << int(Kind::Nodes);
    QTest::newRow("found") << int(Kind::Found);
}

bool scrollsSideways(const TableView &view)
{
    return view.horizontalScrollBar()->maximum() > 0;
}

/// All nodes stop answering: every table about nodes has something to tell.
void silenceAll(Fleet &fleet)
{
    const auto ids = fleet.nodes().keys();
    for (const QString &id : ids)
        fleet.update(id, NodeAspect::All, [](FleetNode &node) { node.link = LinkState::Waiting; });
}

QString emptyTitle(const QWidget &table)
{
    return table.findChild<EmptyState *>()->accessibleName();
}

QComboBox *boxOf(const TablePanel &table, const QString &name)
{
    const auto boxes = table.findChildren<QComboBox *>();
    const auto found = std::ranges::find(boxes, name, &QComboBox::accessibleName);
    return found == boxes.cend() ? nullptr : *found;
}

} // namespace

/// What all tables promise.
class TestTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void nothingScrollsSidewaysInASmallWindow_data() { addPages(); }
    void nothingScrollsSidewaysInASmallWindow()
    {
        QFETCH(const int, page);
        WindowStage stage({900, 600});
        stage.desk.events.prepend(story::hourOfEvents(60));
        story::fillMany(stage.desk.fleet, 100);
        TableView &view = stage.table(Kind(page)).view();
        QTRY_VERIFY(view.model()->rowCount() > 0);
        view.setCurrentIndex(view.model()->index(0, 0));
        stage.window.setEvidenceWanted(true);
        QVERIFY(!scrollsSideways(view));
    }

    void aGroupingIsChosenAndRemembered()
    {
        WindowStage stage;
        story::addIncidents(stage.desk.fleet);
        TableView &view = stage.table(Kind::Failures).view();
        const auto titleAt = [&view](int row) { return view.model()->index(row, 0).data().toString(); };
        QTRY_COMPARE(view.model()->rowCount(), 4);
        QCOMPARE(titleAt(2), u"psu-monitor.service"_s);
        QTRY_VERIFY(view.isExpanded(view.model()->index(2, 0)));
        QComboBox *by =
            boxOf(*stage.window.pages().currentWidget()->findChild<TablePanel *>(), u"Group by"_s);
        by->setFocus();
        QTest::keyClick(by, Qt::Key_Down);
        QTest::keyClick(by, Qt::Key_Down);
        QCOMPARE(by->currentText(), u"By node"_s);
        QCOMPARE(titleAt(0), u"app-frame-03-a"_s);
        QTRY_VERIFY(view.isExpanded(view.model()->index(0, 0)));
        MainWindow another(stage.desk.parts);
        another.open({Kind::Failures, {}});
        QCOMPARE(
            boxOf(*another.pages().currentWidget()->findChild<TablePanel *>(), u"Group by"_s)->currentText(),
            u"By node"_s);
    }

    void aSelectedFailureStaysThroughGroupingAndUpdates()
    {
        WindowStage stage;
        story::addIncidents(stage.desk.fleet);
        stage.desk.fleet.flush();
        TablePanel &table = stage.table(Kind::Failures);
        auto *list = stage.window.pages().currentWidget()->findChild<FailureList *>();
        const Subject target{story::drawerId('c'), story::targetId(), {}};
        list->select(target);
        const auto chosen = [&table] { return table.view().currentIndex().data(ObjectIdRole).toString(); };
        for (const auto by : {FailureGrouping::Unit, FailureGrouping::Node, FailureGrouping::Time,
                              FailureGrouping::Nothing, FailureGrouping::Incident}) {
            list->setGrouping(by);
            QCOMPARE(chosen(), target.failureId);
        }
        stage.desk.fleet.update(target.nodeId, NodeAspect::Failures, [](FleetNode &node) {
            for (UnitFailure &failure : node.failures)
                failure.acknowledged = Acknowledgement{now(), u"desk"_s, {}};
        });
        stage.desk.fleet.flush();
        QCOMPARE(chosen(), target.failureId);
        QCOMPARE(table.view().selectedSourceRows().size(), 1);
    }

    void aHeadingStandsForAllThatIsUnderIt()
    {
        WindowStage stage;
        story::addIncidents(stage.desk.fleet);
        stage.desk.fleet.flush();
        TablePanel &table = stage.table(Kind::Failures);
        QTRY_COMPARE(table.view().model()->rowCount(), 4);
        table.view().setCurrentIndex(table.view().model()->index(2, 0));
        QCOMPARE(table.view().selectedSourceRows().size(), 2);
        QCOMPARE(stage.window.evidence().loader().state(), EvidenceLoader::State::Failed);
        table.view().copy(CopyForm::Tsv);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 3);
        QVERIFY(QApplication::clipboard()->text().contains(u"obmc-chassis-poweron@0.target"_s));
        const auto buttons = table.findChildren<QPushButton *>();
        (*std::ranges::find(buttons, u"Ac&knowledge\u2026"_s, &QPushButton::text))->click();
        auto *sheet = stage.window.findChild<AcknowledgeSheet *>();
        QVERIFY(sheet);
        QCOMPARE(sheet->list().waiting(), 2);
    }

    void foldedHeadingsStayFolded()
    {
        WindowStage stage;
        story::addIncidents(stage.desk.fleet);
        stage.desk.fleet.flush();
        TableView &view = stage.table(Kind::Failures).view();
        QTRY_VERIFY(view.isExpanded(view.model()->index(2, 0)));
        view.setCurrentIndex(view.model()->index(2, 0));
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(!view.isExpanded(view.model()->index(2, 0)));
        story::fillFailures(stage.desk.fleet, 9);
        stage.desk.fleet.flush();
        story::addIncidents(stage.desk.fleet);
        stage.desk.fleet.flush();
        QCoreApplication::processEvents();
        const QModelIndex folded =
            view.model()
                ->match(view.model()->index(0, 0), Qt::DisplayRole, u"psu-monitor.service"_s)
                .value(0);
        QVERIFY(folded.isValid());
        QVERIFY(!view.isExpanded(folded));
    }

    void membersAndUnitsFitASmallWindow()
    {
        WindowStage stage({900, 600});
        stage.window.open({Kind::System, u"db-frame-1"_s});
        QVERIFY(!scrollsSideways(stage.window.pages().currentWidget()->findChild<TablePanel *>()->view()));
        stage.window.open({Kind::Node, story::drawerId('b')});
        QVERIFY(!scrollsSideways(stage.window.pages().currentWidget()->findChild<TablePanel *>()->view()));
    }

    void columnsFitAPageThatAClickHasOpened()
    {
        WindowStage stage;
        auto *tree = stage.window.findChild<FleetPanel *>();
        const QModelIndex entry = tree->model()
                                      ->match(tree->model()->index(0, 0), KeyRole, u"now/failures"_s, 1,
                                              Qt::MatchExactly | Qt::MatchRecursive)
                                      .value(0);
        QVERIFY(entry.isValid());
        QVERIFY(QTest::qWaitForWindowExposed(&stage.window));
        QTRY_VERIFY(tree->visualRect(entry).height() > 0);
        const QPoint at = tree->viewport()->mapTo(&stage.window, tree->visualRect(entry).center());
        // The page is made, and its columns get their first widths, while the button is still down.
        QTest::mousePress(stage.window.windowHandle(), Qt::LeftButton, {}, at);
        QCOMPARE(stage.window.pages().place().page, Kind::Failures);
        QCOMPARE(QGuiApplication::mouseButtons(), Qt::LeftButton);
        TableView &view = stage.table(Kind::Failures).view();
        QTRY_VERIFY(view.isVisible());
        stage.window.resize(1000, 700);
        QTest::mouseRelease(stage.window.windowHandle(), Qt::LeftButton, {}, at);
        stage.window.resize(900, 600);
        QTRY_VERIFY(view.width() < 640);
        QVERIFY(!scrollsSideways(view));
    }

    void columnsFitDataThatComesAfterAClickHasOpenedThePage()
    {
        Desk desk;
        desk.theme.applyTo(*qApp);
        desk.fleet.addNode(story::wellNode(u"first"_s, {}));
        MainWindow window(desk.parts);
        window.resize(900, 600);
        window.show();
        auto *tree = window.findChild<FleetPanel *>();
        const QModelIndex entry = tree->model()
                                      ->match(tree->model()->index(0, 0), KeyRole, u"now/failures"_s, 1,
                                              Qt::MatchExactly | Qt::MatchRecursive)
                                      .value(0);
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(tree->visualRect(entry).height() > 0);
        const QPoint at = tree->viewport()->mapTo(&window, tree->visualRect(entry).center());
        QTest::mousePress(window.windowHandle(), Qt::LeftButton, {}, at);
        QCOMPARE(window.pages().place().page, Kind::Failures);
        story::fillFleet(desk.fleet);
        TableView &view = window.pages().currentWidget()->findChild<TablePanel *>()->view();
        QTRY_VERIFY(view.isVisible());
        QTest::mouseRelease(window.windowHandle(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(view.model()->rowCount() > 0);
        QVERIFY(!scrollsSideways(view));
    }

    void aWidthThatSomebodySetStays()
    {
        WindowStage stage;
        TableView &view = stage.table(Kind::Nodes).view();
        QHeaderView *header = view.header();
        const int before = header->sectionSize(0);
        const QPoint edge(before - 1, header->height() / 2);
        const QPoint at = header->viewport()->mapTo(&stage.window, edge);
        QWindow *handle = stage.window.windowHandle();
        QTest::mouseMove(handle, at);
        QTest::mousePress(handle, Qt::LeftButton, {}, at);
        QTest::mouseMove(handle, at + QPoint(37, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, at + QPoint(37, 0));
        QTRY_VERIFY(header->sectionSize(0) > before + 20);
        const int set = header->sectionSize(0);
        stage.window.resize(1200, 800);
        QTRY_VERIFY(view.width() < 900);
        QCOMPARE(header->sectionSize(0), set);
    }

    void columnsThatNobodySetFitTheNextWindowToo()
    {
        Desk desk;
        desk.theme.applyTo(*qApp);
        story::fillFleet(desk.fleet);
        {
            MainWindow large(desk.parts);
            large.resize(1440, 900);
            large.show();
            large.open({Kind::Nodes, {}});
        }
        MainWindow small(desk.parts);
        small.resize(900, 600);
        small.show();
        small.open({Kind::Nodes, {}});
        QVERIFY(!scrollsSideways(small.pages().currentWidget()->findChild<TablePanel *>()->view()));
    }

    void columnsAreRemembered()
    {
        Desk desk;
        desk.theme.applyTo(*qApp);
        TableProxy proxy;
        proxy.setSourceModel(&desk.events);
        {
            TableView view(desk.parts, u"remembered"_s, proxy);
            view.setColumnHidden(EventTableModel::Node, true);
            view.header()->moveSection(0, 2);
            view.sortByColumn(EventTableModel::What, Qt::DescendingOrder);
        }
        TableView again(desk.parts, u"remembered"_s, proxy);
        QVERIFY(again.isColumnHidden(EventTableModel::Node));
        QCOMPARE(again.header()->visualIndex(0), 2);
        QCOMPARE(again.header()->sortIndicatorSection(), int(EventTableModel::What));
        QCOMPARE(again.header()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void everyTableSortsByAnyColumn_data() { addPages(); }
    void everyTableSortsByAnyColumn()
    {
        QFETCH(const int, page);
        WindowStage stage;
        stage.desk.events.prepend(story::hourOfEvents(20));
        TableView &view = stage.table(Kind(page)).view();
        QVERIFY(view.isSortingEnabled());
        for (int column = 0; column < view.model()->columnCount(); ++column) {
            const auto textsBy = [&](Qt::SortOrder order) {
                view.sortByColumn(column, order);
                QStringList texts;
                for (int row = 0; row < view.model()->rowCount(); ++row)
                    texts.append(view.model()->index(row, column).data().toString());
                return texts;
            };
            QStringList up = textsBy(Qt::AscendingOrder);
            const QStringList down = textsBy(Qt::DescendingOrder);
            QCOMPARE(up.first(), down.last());
            QCOMPARE(up.last(), down.first());
        }
    }

    void selectedRowsAreCopiedByKeys_data() { addPages(); }
    void selectedRowsAreCopiedByKeys()
    {
        QFETCH(const int, page);
        WindowStage stage;
        stage.desk.events.prepend(story::hourOfEvents(5));
        TableView &view = stage.table(Kind(page)).view();
        view.setCurrentIndex(view.model()->index(0, 0));
        QTest::keySequence(&view, QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.last().contains(view.model()->index(0, 1).data().toString()));
        QTest::keySequence(&view, QKeySequence::SelectAll);
        QTest::keySequence(&view, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text().trimmed().count(u'\n'), view.model()->rowCount());
    }

    void filterAndSelectionSurviveARefresh()
    {
        WindowStage stage;
        TablePanel &table = stage.table(Kind::Nodes);
        table.filter().setText(u"app-frame-1"_s);
        TableView &view = table.view();
        view.sortByColumn(0, Qt::DescendingOrder);
        const int rows = view.model()->rowCount();
        QVERIFY(rows > 2 && rows < stage.desk.fleet.nodes().size());
        view.setCurrentIndex(view.model()->index(2, 0));
        const QString chosen = view.currentIndex().data(NodeIdRole).toString();
        silenceAll(stage.desk.fleet);
        const QString gone = stage.desk.fleet.systems().value(u"app-frame-13"_s).id();
        for (const QString &id : {u"node-app-frame-13-a"_s, u"node-app-frame-13-b"_s})
            stage.desk.fleet.removeNode(id);
        stage.desk.fleet.forgetMembership(gone);
        QTRY_VERIFY(view.model()->index(0, 2).data().toString().endsWith(u'?'));
        QCOMPARE(table.filter().text(), u"app-frame-1"_s);
        QCOMPARE(view.model()->rowCount(), rows - 2);
        QCOMPARE(view.currentIndex().data(NodeIdRole).toString(), chosen);
        QVERIFY(view.selectionModel()->isRowSelected(view.currentIndex().row(), {}));
    }

    void aFilterThatHidesAllCanBeCleared()
    {
        WindowStage stage;
        TablePanel &table = stage.table(Kind::Nodes);
        table.filter().setText(u"no such"_s);
        QVERIFY(!table.view().isVisible());
        const auto buttons = table.findChildren<QPushButton *>();
        const auto clear = std::ranges::find(buttons, u"Clear the filter"_s, &QPushButton::text);
        QVERIFY(clear != buttons.cend());
        (*clear)->click();
        QVERIFY(table.view().isVisible());
    }

    void whatIsChosenAboveEventsCanBeTakenBack()
    {
        WindowStage stage;
        FleetEvent event = story::unitEvent(story::drawerId('a'), 1, Health::OK, u"one"_s);
        stage.desk.events.prepend({event});
        TablePanel &table = stage.table(Kind::Events);
        QComboBox *severity = boxOf(table, u"Severity"_s);
        QVERIFY(severity);
        severity->setCurrentIndex(2);
        QVERIFY(!table.view().isVisible());
        const auto buttons = table.findChildren<QPushButton *>();
        const auto all = std::ranges::find(buttons, u"Show all events"_s, &QPushButton::text);
        QVERIFY(all != buttons.cend());
        (*all)->click();
        QVERIFY(table.view().isVisible());
    }

    void eventsThatCameAfterTheChoiceAreSaidToBeHidden()
    {
        WindowStage stage;
        TablePanel &table = stage.table(Kind::Events);
        QComboBox *severity = boxOf(table, u"Severity"_s);
        QVERIFY(severity);
        severity->setCurrentIndex(2);
        QCOMPARE(emptyTitle(table), u"Nothing has happened yet"_s);
        stage.desk.fleet.appendEvents({story::unitEvent(story::drawerId('a'), 1, Health::OK, u"one"_s)});
        QTRY_COMPARE(emptyTitle(table), u"No event is of this kind"_s);
    }

    void anUnpairedNodeIsNotChosenAnyMore()
    {
        WindowStage stage;
        stage.desk.events.prepend({story::unitEvent(story::drawerId('b'), 1, Health::OK, u"one"_s)});
        TablePanel &table = stage.table(Kind::Events);
        QComboBox *node = boxOf(table, u"Node"_s);
        QVERIFY(node);
        node->setCurrentIndex(node->findData(story::drawerId('a')));
        QVERIFY(!table.view().isVisible());
        stage.desk.fleet.removeNode(story::drawerId('a'));
        QCOMPARE(node->currentIndex(), 0);
        QVERIFY(table.view().isVisible());
    }

    void noFailureIsWellOnlyWhereAllAnswerAndWatch()
    {
        WindowStage stage;
        const auto titleOf = [&stage](const Place &place) {
            stage.window.open(place);
            return emptyTitle(*stage.window.pages().currentWidget()->findChild<FailureList *>());
        };
        const Place system{Kind::System, u"db-frame-2"_s};
        QCOMPARE(titleOf({Kind::Node, story::drawerId('a')}), u"No unit is failed"_s);
        QCOMPARE(titleOf({Kind::Node, story::drawerId('d')}), u"No failure is known"_s);
        QCOMPARE(titleOf({Kind::Node, u"node-spine-07"_s}), u"No failure is known"_s);
        QCOMPARE(titleOf({Kind::Failures, {}}), u"No failure is known"_s);
        QCOMPARE(titleOf(system), u"No unit is failed"_s);
        stage.desk.fleet.update(u"node-db-frame-2-b"_s, NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        QTRY_COMPARE(titleOf(system), u"No failure is known"_s);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestTables)
#include "tst_tables.moc"
