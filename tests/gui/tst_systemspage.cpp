// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/systemtablemodel.h"
#include "console/views/pages/pageheader.h"
#include "console/views/pages/systemspage.h"
#include "console/views/widgets/systemtiles.h"
#include "tests/gui/support/statestory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Kind = Place::Page;

struct SystemsStage : WindowStage
{
    SystemsStage()
    {
        window.open({Kind::Systems, {}});
        page = window.pages().currentWidget();
        panel = page->findChild<TablePanel *>(u"systems"_s);
        tiles = page->findChild<SystemTiles *>();
        for (QPushButton *one : page->findChildren<QPushButton *>()) {
            if (one->isCheckable())
                tiled = one;
        }
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return panel->proxy().index(row, column).data().toString();
    }
    [[nodiscard]] int rowOf(const QString &system) const
    {
        for (int row = 0; row < panel->proxy().rowCount(); ++row) {
            if (text(row, SystemTableModel::Name) == system)
                return row;
        }
        return -1;
    }

    QWidget *page = nullptr;
    TablePanel *panel = nullptr;
    SystemTiles *tiles = nullptr;
    QPushButton *tiled = nullptr;
};

} // namespace

class TestSystemsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void theUnwellComeFirst()
    {
        SystemsStage stage;
        QCOMPARE(stage.panel->proxy().rowCount(), int(stage.desk.fleet.systems().size()));
        QCOMPARE(stage.text(0, SystemTableModel::Name), u"db-frame-1"_s);
        QVERIFY(stage.text(0, SystemTableModel::Wrong).contains(u"fan-control.service"_s));
        QCOMPARE(stage.text(0, SystemTableModel::Answering), u"3 of 4"_s);
    }

    void theStateOfTheWholeIsThere()
    {
        SystemsStage stage;
        QCOMPARE(stage.text(0, SystemTableModel::Host), u"\u2013"_s);
        story::tellState(stage.desk.fleet, u"db-frame-1"_s);
        QTRY_COMPARE(stage.text(stage.rowOf(u"db-frame-1"_s), SystemTableModel::Host), u"Starting?"_s);
        const QModelIndex tile = stage.panel->proxy().index(stage.rowOf(u"db-frame-1"_s), 0);
        QVERIFY(tile.data(SystemTableModel::BootShareRole).toDouble() > 0);
        QCOMPARE(tile.data(SystemTableModel::MemberMarksRole).value<QList<int>>().size(), 4);
    }

    void whatBecomesUnwellIsSeenWithItsMember()
    {
        SystemsStage stage;
        story::fillSystems(stage.desk.fleet, 20);
        QTRY_VERIFY(stage.rowOf(u"frame-007"_s) > 0);
        const FleetSystem system = stage.desk.fleet.systems().value(u"frame-007"_s);
        const QString member = system.members.at(2).nodeId;
        stage.desk.fleet.update(member, NodeAspect::State, [](FleetNode &node) {
            node.state->health = Health::Critical;
            node.state->bmcState = BmcState::Quiesced;
        });
        const auto index = [&] { return stage.panel->proxy().index(stage.rowOf(u"frame-007"_s), 0); };
        QTRY_COMPARE(index().data(MarkRole).toInt(), int(Mark::Critical));
        QCOMPARE(index().data(SystemTableModel::MemberMarksRole).value<QList<int>>().at(2),
                 int(Mark::Critical));
        QCOMPARE(index().data(NodeIdRole).toString(), member);
        QTRY_VERIFY(stage.rowOf(u"frame-007"_s) < 2); // among the first without being asked
    }

    void whatIsGoneIsGone()
    {
        SystemsStage stage;
        story::addGroup(stage.desk.fleet);
        QTRY_VERIFY(stage.rowOf(u"bench"_s) >= 0);
        stage.desk.fleet.removeSystem(u"bench"_s);
        QTRY_COMPARE(stage.rowOf(u"bench"_s), -1);
    }

    void tilesAndRowsAreTheSame()
    {
        SystemsStage stage;
        stage.tiled->setChecked(true);
        QVERIFY(stage.tiles->isVisible());
        stage.panel->filter().setText(u"db-frame-1"_s);
        QTRY_COMPARE(stage.tiles->model()->rowCount(), 1);
        stage.tiles->setCurrentIndex(stage.tiles->model()->index(0, 0));
        stage.tiled->setChecked(false);
        QVERIFY(!stage.tiles->isVisible());
        QCOMPARE(stage.panel->view().currentIndex().row(), 0);
        stage.panel->filter().setText(u"nothing like it"_s);
        stage.tiled->setChecked(true);
        QTRY_VERIFY(!stage.tiles->isVisible()); // words why there is nothing
    }

    void enterOpensTheSystem()
    {
        SystemsStage stage;
        stage.tiled->setChecked(true);
        stage.tiles->setFocus();
        stage.tiles->setCurrentIndex(stage.tiles->model()->index(0, 0));
        QTest::keyClick(stage.tiles, Qt::Key_Return);
        QCOMPARE(stage.window.pages().place(), (Place{Kind::System, u"db-frame-1"_s}));
    }

    void thePersonsChoiceIsKept()
    {
        SystemsStage stage;
        stage.tiled->setChecked(false);
        QCOMPARE(stage.desk.settings.flag(u"systemsAsTiles"_s, true), false);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestSystemsPage)
#include "tst_systemspage.moc"
