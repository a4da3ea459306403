// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/evidencepanel.h"
#include "console/views/pages/page.h"
#include "console/views/shell/commandpalette.h"
#include "console/views/shell/fleetpanel.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/eventpanel.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Stage = WindowStage;

QString keyOf(const FleetPanel &tree)
{
    return tree.currentIndex().data(KeyRole).toString();
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void theWorstIsShownWithItsEvidenceAtOnce()
    {
        Stage stage;
        const EvidencePanel &evidence = stage.window.evidence();
        QTRY_COMPARE(evidence.loader().state(), EvidenceLoader::State::Loaded);
        const QString text = evidence.asText();
        QVERIFY(text.contains(u"fan-control.service"_s));
        QVERIFY(text.contains(u"drawer-b"_s));
        QVERIFY(text.contains(u"killed by SIGSEGV"_s));
        QVERIFY(text.contains(u"status=11/SEGV"_s));
    }

    void aSilentNodeSaysSoInWords()
    {
        Stage stage;
        stage.window.open({Place::Page::Node, story::drawerId('d')});
        const QWidget *page = stage.window.pages().currentWidget();
        const QString text = page->findChild<Banner *>()->text();
        QVERIFY2(text.startsWith(u"drawer-d does not answer \u2014 last heard "_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"2 min ago; shown as last known"_s), qPrintable(text));
    }

    void foreignTextIsNeverMarkup()
    {
        Stage stage;
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::All,
                                [](FleetNode &node) { node.name = u"<b>x</b><img src=/etc/passwd>"_s; });
        stage.window.open({Place::Page::Node, story::drawerId('a')});
        const auto labels = stage.window.findChildren<QLabel *>();
        QVERIFY(!labels.isEmpty());
        for (const QLabel *label : labels) {
            if (!label->text().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void pagesOpenByKeys()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(stage.window.pages().place().page, Place::Page::Failures);
        QTest::keyClick(&stage.window, Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(stage.window.pages().place().page, Place::Page::Events);
        QTest::keyClick(&stage.window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(stage.window.pages().place().page, Place::Page::Failures);
        QTest::keyClick(&stage.window, Qt::Key_F9);
        QVERIFY(!stage.window.isEvidenceShown());
    }

    void theTreeIsWalkedByKeys()
    {
        Stage stage;
        auto *tree = stage.window.findChild<FleetPanel *>();
        tree->setFocus();
        QCOMPARE(keyOf(*tree), u"now/attention"_s);
        QTest::keyClick(tree, Qt::Key_Down);
        QCOMPARE(stage.window.pages().place().page, Place::Page::Failures);
    }

    void thePaletteFindsAUnitAndOpensItsNode()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = stage.window.findChild<CommandPalette *>();
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClicks(&palette->field(), u"drawer-c fan"_s);
        QTest::keyClick(&palette->field(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(stage.window.pages().place().id, story::drawerId('c'));
    }

    void selectionAndScrollSurviveUpdates()
    {
        Stage stage;
        story::fillMany(stage.desk.fleet, 200);
        stage.window.open({Place::Page::Nodes, {}});
        TableView &view = stage.window.pages().currentWidget()->findChild<TablePanel *>()->view();
        view.setCurrentIndex(view.model()->index(120, 0));
        view.scrollTo(view.currentIndex(), QAbstractItemView::PositionAtCenter);
        const QString chosen = view.currentIndex().data(NodeIdRole).toString();
        const int scrolled = view.verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        const auto ids = stage.desk.fleet.nodes().keys();
        for (const QString &id : ids)
            stage.desk.fleet.update(id, NodeAspect::All,
                                    [](FleetNode &node) { node.link = LinkState::Waiting; });
        QTRY_COMPARE(view.model()->index(0, 2).data().toString().endsWith(u'?'), true);
        QCOMPARE(view.currentIndex().data(NodeIdRole).toString(), chosen);
        QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    }

    void expansionSurvivesUpdates()
    {
        Stage stage;
        auto *tree = stage.window.findChild<FleetPanel *>();
        const auto indexOf = [tree](const QString &key) {
            return tree->model()
                ->match(tree->model()->index(0, 0), KeyRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive)
                .value(0);
        };
        QTRY_VERIFY(indexOf(u"system/db-frame-1"_s).isValid());
        tree->collapse(indexOf(u"system/db-frame-1"_s));
        tree->expand(indexOf(u"system/app-frame-05"_s));
        stage.desk.fleet.update(u"node-app-frame-05-a"_s, NodeAspect::State,
                                [](FleetNode &node) { node.state->health = Health::Critical; });
        QTRY_COMPARE(indexOf(u"node/node-app-frame-05-a"_s).data(MarkRole).toInt(), int(Mark::Critical));
        QVERIFY(tree->isExpanded(indexOf(u"system/app-frame-05"_s)));
        QVERIFY(!tree->isExpanded(indexOf(u"system/db-frame-1"_s)));
    }

    void followingEndsWhenOneScrollsUp()
    {
        Stage stage;
        stage.desk.events.prepend(story::hourOfEvents(300));
        stage.window.open({Place::Page::Events, {}});
        auto *events = stage.window.pages().currentWidget()->findChild<EventPanel *>();
        QScrollBar *bar = events->table().view().verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        stage.desk.fleet.appendEvents({story::unitEvent(story::drawerId('a'), 900, Health::OK, u"one"_s)});
        QTRY_COMPARE(stage.desk.events.rowCount(), 302);
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(events->isFollowing());
        bar->setValue(0);
        QVERIFY(!events->isFollowing());
        stage.desk.fleet.appendEvents({story::unitEvent(story::drawerId('a'), 901, Health::OK, u"two"_s),
                                       story::unitEvent(story::drawerId('a'), 902, Health::OK, u"three"_s)});
        QTRY_COMPARE(events->newEvents(), 2);
        QCOMPARE(bar->value(), 0);
        bar->setValue(bar->maximum());
        QVERIFY(events->isFollowing());
        QCOMPARE(events->newEvents(), 0);
    }

    void aTableIsCopiedByKeys()
    {
        Stage stage;
        stage.window.open({Place::Page::Failures, {}});
        TableView &view = stage.window.pages().currentWidget()->findChild<TablePanel *>()->view();
        view.setFocus();
        QTest::keySequence(&view, QKeySequence::Copy);
        QVERIFY(QApplication::clipboard()->text().contains(u"fan-control.service\tdrawer-b\tfailed"_s));
    }

    void everythingHasAName()
    {
        Stage stage;
        for (const auto page :
             {Place::Page::Attention, Place::Page::Nodes, Place::Page::Failures, Place::Page::Dumps,
              Place::Page::Events, Place::Page::Jobs, Place::Page::Found})
            stage.window.open({page, {}});
        stage.window.open({Place::Page::Node, story::drawerId('b')});
        const auto widgets = stage.window.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (qobject_cast<const QToolButton *>(widget) || qobject_cast<const QAbstractItemView *>(widget)
                || (qobject_cast<const QLineEdit *>(widget)
                    && !qobject_cast<QComboBox *>(widget->parentWidget()))) {
                const bool isPart =
                    widget->objectName().startsWith(u"qt_"_s)
                    || QByteArrayView(widget->metaObject()->className()).startsWith("QLineEditIcon")
                    || QByteArrayView(widget->metaObject()->className()).startsWith("QHeaderView")
                    || QByteArrayView(widget->metaObject()->className()).startsWith("QComboBox");
                QVERIFY2(isPart || !widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void aRemovedNodeIsLeft()
    {
        Stage stage;
        stage.window.open({Place::Page::Node, u"node-lab-bench-3"_s});
        stage.desk.fleet.removeNode(u"node-lab-bench-3"_s);
        QCOMPARE(stage.window.pages().place().page, Place::Page::Attention);
    }

    void sizesAreRemembered()
    {
        Stage stage;
        stage.window.setEvidenceWanted(false);
        stage.window.resize(790, 600);
        stage.window.close();
        MainWindow again(stage.desk.parts);
        again.show();
        QCOMPARE(again.size(), QSize(790, 600));
        QVERIFY(!again.isEvidenceShown());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestMainWindow)
#include "tst_mainwindow.moc"
