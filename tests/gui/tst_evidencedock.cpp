// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/evidencepanel.h"
#include "console/views/shell/evidencedock.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QSplitter>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;
constexpr QSize Small(900, 600);

bool isOver(const WindowStage &stage, const QWidget &panel)
{
    return panel.parentWidget() == &stage.window;
}

} // namespace

class TestEvidenceDock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void isBesideThePageWhereThereIsRoom()
    {
        WindowStage stage;
        QTRY_VERIFY(stage.window.isEvidenceShown());
        QVERIFY(!isOver(stage, stage.window.evidence()));
        QVERIFY(stage.window.evidence().width() >= 260);
    }

    void isShownOnlyWithSomethingToShow()
    {
        WindowStage stage;
        stage.desk.events.prepend(story::hourOfEvents(10));
        TableView &view = stage.table(Kind::Events).view();
        QVERIFY(!stage.window.isEvidenceShown());
        view.setCurrentIndex(view.model()->index(0, 0));
        QVERIFY(stage.window.isEvidenceShown());
        view.setCurrentIndex({});
        QVERIFY(!stage.window.isEvidenceShown());
    }

    void goesWithTheNodeItWasAbout()
    {
        WindowStage stage;
        TableView &view = stage.table(Kind::Jobs).view();
        view.setCurrentIndex(view.model()->index(0, 0));
        QVERIFY(stage.window.isEvidenceShown());
        stage.desk.fleet.removeNode(story::drawerId('b'));
        QVERIFY(!stage.window.isEvidenceShown());
    }

    void aPageThatIsNotSeenDoesNotChangeIt()
    {
        WindowStage stage;
        stage.table(Kind::Failures);
        stage.window.open({Kind::Node, story::drawerId('a')});
        QVERIFY(stage.window.evidence().asText().startsWith(u"drawer-a"_s));
        stage.desk.fleet.update(story::drawerId('c'), NodeAspect::Failures, [](FleetNode &node) {
            UnitFailure failure;
            failure.id = u"x.service/1"_s;
            failure.unit = u"x.service"_s;
            failure.at = now();
            node.failures = {failure};
        });
        stage.desk.fleet.removeNode(story::drawerId('b'));
        TableView &failures = stage.window.pages().findChildren<TablePanel *>().first()->view();
        QTRY_VERIFY(failures.currentIndex().isValid());
        QVERIFY(stage.window.evidence().asText().startsWith(u"drawer-a"_s));
    }

    void liesOverThePageWhereThereIsLittleRoom()
    {
        WindowStage stage(Small);
        const EvidencePanel &panel = stage.window.evidence();
        QVERIFY(!stage.window.isEvidenceShown());
        const int pageWidth = stage.window.pages().width();
        stage.table(Kind::Failures);
        stage.window.setEvidenceWanted(true);
        QVERIFY(stage.window.isEvidenceShown());
        QVERIFY(isOver(stage, panel));
        QCOMPARE(stage.window.pages().width(), pageWidth);
        QCOMPARE(panel.geometry().right(), stage.window.rect().right());
    }

    void escapeUncoversThePage()
    {
        WindowStage stage(Small);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        TableView &view = stage.table(Kind::Failures).view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_VERIFY(stage.window.isEvidenceShown());
        QVERIFY(stage.window.evidence().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!stage.window.isEvidenceShown());
        QVERIFY(view.hasFocus());
    }

    void anotherPageIsNotCovered()
    {
        WindowStage stage(Small);
        stage.table(Kind::Failures);
        stage.window.setEvidenceWanted(true);
        stage.window.open({Kind::Node, story::drawerId('a')});
        QVERIFY(!stage.window.isEvidenceShown());
    }

    void goesBackBesideThePage()
    {
        WindowStage stage;
        QTRY_VERIFY(stage.window.isEvidenceShown());
        auto *splitter = stage.window.findChild<QSplitter *>();
        const QList<int> before = splitter->sizes();
        stage.window.resize(Small);
        QTRY_VERIFY(!stage.window.isEvidenceShown());
        stage.window.resize(1440, 900);
        QTRY_VERIFY(stage.window.isEvidenceShown());
        QVERIFY(!isOver(stage, stage.window.evidence()));
        QCOMPARE(splitter->sizes(), before);
        QVERIFY(!splitter->isCollapsible(splitter->count() - 1));
    }

    void sizesFromALargeWindowSurviveASmallOne()
    {
        WindowStage stage;
        QTRY_VERIFY(stage.window.isEvidenceShown());
        auto *splitter = stage.window.findChild<QSplitter *>();
        splitter->setSizes({300, 700, 438});
        const QList<int> set = splitter->sizes();
        stage.window.resize(Small);
        stage.window.close();
        MainWindow again(stage.desk.parts);
        again.resize(1440, 900);
        again.show();
        QTRY_VERIFY(again.isEvidenceShown());
        QCOMPARE(again.findChild<QSplitter *>()->sizes(), set);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestEvidenceDock)
#include "tst_evidencedock.moc"
