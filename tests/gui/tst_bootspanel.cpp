// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/boottablemodel.h"
#include "console/views/pages/bootspanel.h"
#include "console/views/widgets/banner.h"
#include "shared/model/codec.h"
#include "tests/gui/support/bootstory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct BootsStage : WindowStage
{
    BootsStage()
    {
        tell(story::boots(now()));
        window.open({Place::Page::Node, story::drawerId('c')});
        panel = window.pages().currentWidget()->findChild<BootsPanel *>();
        boots = panel->findChild<TablePanel *>(u"boots"_s);
        stages = panel->findChild<TablePanel *>(u"bootStages"_s);
    }
    void tell(const BootHistory &history)
    {
        desk.actions.callAnswers.insert(u"state.boots"_s, toJson(history));
    }
    void look()
    {
        auto *tabs = window.pages().currentWidget()->findChild<QTabWidget *>();
        tabs->setCurrentWidget(panel);
    }
    void happens(QLatin1StringView kind)
    {
        FleetEvent event = story::unitEvent(story::drawerId('c'), 9000, Health::OK, u"a boot went on"_s);
        event.event.kind = kind;
        desk.fleet.appendEvents({event});
        desk.fleet.flush();
    }
    [[nodiscard]] int times() const
    {
        return int(desk.actions.asked.count(u"call %1 state.boots"_s.arg(story::drawerId('c'))));
    }
    [[nodiscard]] static QString text(TablePanel *table, int row, int column)
    {
        return table->proxy().index(row, column).data().toString();
    }

    BootsPanel *panel = nullptr;
    TablePanel *boots = nullptr;
    TablePanel *stages = nullptr;
};

} // namespace

class TestBootsPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void theLatestIsShownWithItsStages()
    {
        BootsStage stage;
        QCOMPARE(stage.times(), 0);
        stage.look();
        QTRY_COMPARE(stage.boots->proxy().rowCount(), 5);
        QCOMPARE(BootsStage::text(stage.boots, 0, BootTableModel::Ended), u"Boots"_s);
        QCOMPARE(stage.stages->proxy().rowCount(), 3);
        QCOMPARE(BootsStage::text(stage.stages, 2, BootStageModel::Stage), u"PCI"_s);
        QVERIFY(BootsStage::text(stage.stages, 2, BootStageModel::Remark).startsWith(u"it stalls"_s));
        QCOMPARE(BootsStage::text(stage.stages, 2, BootStageModel::Usual), u"20.0 s"_s);
        QVERIFY(stage.panel->findChild<Banner *>()->isVisible());
    }

    void anotherBootsStagesAreItsOwn()
    {
        BootsStage stage;
        stage.look();
        QTRY_COMPARE(stage.boots->proxy().rowCount(), 5);
        stage.boots->view().setCurrentIndex(stage.boots->proxy().index(4, 0));
        QCOMPARE(stage.stages->proxy().rowCount(), 4);
        QCOMPARE(BootsStage::text(stage.stages, 2, BootStageModel::Remark), QString());
    }

    void whatHappensIsAskedFor()
    {
        BootsStage stage;
        stage.look();
        QTRY_COMPARE(stage.boots->proxy().rowCount(), 5);
        BootHistory history = story::boots(now());
        history.stall.reset();
        history.boots.first().outcome = BootOutcome::Running;
        stage.tell(history);
        stage.happens(events::UnitChanged);
        QCOMPARE(stage.times(), 1);
        stage.happens(events::BootEnded);
        QTRY_COMPARE(BootsStage::text(stage.boots, 0, BootTableModel::Ended), u"Booted"_s);
        QVERIFY(!stage.panel->findChild<Banner *>()->isVisible());
        QCOMPARE(stage.times(), 2);
    }

    void anOlderAgentIsNoEmptyHistory()
    {
        BootsStage stage;
        stage.desk.actions.callAnswers.insert(
            u"state.boots"_s,
            std::unexpected(
                Error{ErrorCode::Unsupported, u"this agent does not know state.boots"_s, {}, {}, {}}));
        stage.look();
        QTRY_VERIFY(stage.panel->findChild<Banner *>()->isVisible());
        QCOMPARE(stage.boots->proxy().rowCount(), 0);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestBootsPanel)
#include "tst_bootspanel.moc"
