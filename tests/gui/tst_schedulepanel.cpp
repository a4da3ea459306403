// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/schedulesheet.h"
#include "console/views/models/scheduletablemodel.h"
#include "console/views/pages/schedulepanel.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/schedulecalendar.h"
#include "shared/model/codec.h"
#include "tests/gui/support/historystory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include <QDateTimeEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

const QString TimedFrame = u"db-frame-1"_s;

QPushButton *buttonOf(const QWidget *in, const QString &text)
{
    for (QPushButton *one : in->findChildren<QPushButton *>()) {
        if (one->text().remove(u'&') == text && one->isVisible())
            return one;
    }
    return nullptr;
}

struct ScheduleStage : WindowStage
{
    ScheduleStage()
    {
        desk.actions.callAnswers.insert(u"state.schedules"_s, toJson(story::schedules(now())));
        window.open({Place::Page::System, TimedFrame});
        panel = window.pages().currentWidget()->findChild<SchedulePanel *>();
        table = panel->findChild<TablePanel *>(u"schedules"_s);
    }
    void look()
    {
        auto *tabs = window.pages().currentWidget()->findChild<QTabWidget *>();
        tabs->setCurrentWidget(panel);
    }
    [[nodiscard]] int times(const QString &method) const
    {
        return int(desk.actions.asked.count(u"call %1 %2"_s.arg(story::drawerId('a'), method)));
    }
    void changed()
    {
        FleetEvent event = story::unitEvent(story::drawerId('b'), 9000, Health::OK, u"a schedule changed"_s);
        event.event.kind = events::ScheduleChanged;
        desk.fleet.appendEvents({event});
        desk.fleet.flush();
    }
    [[nodiscard]] ScheduleSheet *openSheet()
    {
        look();
        if (!QTest::qWaitFor([this] { return table->proxy().rowCount() > 0; }))
            return nullptr;
        buttonOf(panel, u"Schedule\u2026"_s)->click();
        return window.findChild<ScheduleSheet *>();
    }

    SchedulePanel *panel = nullptr;
    TablePanel *table = nullptr;
};

} // namespace

class TestSchedulePanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void nobodyIsAskedBeforeItIsLookedAt()
    {
        ScheduleStage stage;
        QCOMPARE(stage.times(u"state.schedules"_s), 0);
        stage.look();
        QTRY_COMPARE(stage.table->proxy().rowCount(), 4);
        QCOMPARE(stage.times(u"state.schedules"_s), 1);
    }

    void aChangeIsAskedForAgain()
    {
        ScheduleStage stage;
        stage.look();
        QTRY_COMPARE(stage.table->proxy().rowCount(), 4);
        ScheduleList fewer = story::schedules(now());
        fewer.schedules.removeLast();
        stage.desk.actions.callAnswers.insert(u"state.schedules"_s, toJson(fewer));
        stage.changed();
        QTRY_COMPARE(stage.table->proxy().rowCount(), 3);
    }

    void aDayOfTheCalendarLeadsToItsRow()
    {
        ScheduleStage stage;
        stage.look();
        QTRY_COMPARE(stage.table->proxy().rowCount(), 4);
        auto *calendar = stage.panel->findChild<ScheduleCalendar *>();
        const Timestamp at = story::schedules(now()).schedules.first().at;
        calendar->setSelectedDate(QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count()).date());
        QCOMPARE(
            stage.table->view().currentIndex().siblingAtColumn(ScheduleTableModel::Outcome).data().toString(),
            u"Missed"_s);
    }

    void onlyWhatWaitsCanBeTakenBack()
    {
        ScheduleStage stage;
        stage.look();
        QTRY_COMPARE(stage.table->proxy().rowCount(), 4);
        QPushButton *back = buttonOf(stage.panel, u"Take back"_s);
        stage.table->view().setCurrentIndex(stage.table->proxy().index(0, 0)); // missed
        QVERIFY(!back->isEnabled());
        stage.table->view().setCurrentIndex(stage.table->proxy().index(2, 0));
        QVERIFY(back->isEnabled());
        stage.desk.actions.callAnswers.insert(
            u"state.cancelSchedule"_s,
            std::unexpected(Error{ErrorCode::Conflict, u"it is claimed already"_s, u"s-off"_s, {}, {}}));
        back->click();
        QTRY_VERIFY(stage.panel->findChild<Banner *>()->isVisible());
        QCOMPARE(stage.times(u"state.cancelSchedule"_s), 1);
        QVERIFY(stage.desk.actions.params.contains(R"({"id":"s-off"})"_ba));
    }

    void whatIsRefusedKeepsWhatWasTyped()
    {
        ScheduleStage stage;
        const QPointer<ScheduleSheet> sheet = stage.openSheet();
        QVERIFY(sheet);
        auto *at = sheet->findChild<QDateTimeEdit *>();
        const QDateTime wanted = QDateTime::currentDateTime().addDays(2);
        at->setDateTime(wanted);
        sheet->findChild<QListWidget *>()->item(1)->setCheckState(Qt::Unchecked);
        stage.desk.actions.callAnswers.insert(
            u"state.schedule"_s,
            std::unexpected(
                Error{ErrorCode::Conflict, u"the clock of drawer-c is 40 s behind"_s, {}, {}, {}}));
        buttonOf(sheet, u"Shut down at this time"_s)->click();
        QTRY_VERIFY(sheet->failureText().contains(u"40 s behind"_s));
        QCOMPARE(at->dateTime().toSecsSinceEpoch() / 60, wanted.toSecsSinceEpoch() / 60);
        const auto asked = fromJson<ScheduleParams>(stage.desk.actions.params.last());
        QVERIFY(asked);
        QCOMPARE(asked->members, (QList<int>{1, 3, 4}));
        QCOMPARE(asked->action, ControlAction::SoftOff);
        // Then it goes.
        Schedule set = story::schedules(now()).schedules.at(2);
        stage.desk.actions.callAnswers.insert(u"state.schedule"_s, toJson(set));
        buttonOf(sheet, u"Shut down at this time"_s)->click();
        QTRY_VERIFY(!sheet);
    }

    void aWarningIsReadBeforeItCloses()
    {
        ScheduleStage stage;
        const QPointer<ScheduleSheet> sheet = stage.openSheet();
        QVERIFY(sheet);
        stage.desk.actions.callAnswers.insert(u"state.schedule"_s,
                                              toJson(story::schedules(now()).schedules.at(3)));
        buttonOf(sheet, u"Shut down at this time"_s)->click();
        QTRY_VERIFY(buttonOf(sheet, u"Close"_s));
        QVERIFY(!buttonOf(sheet, u"Shut down at this time"_s));
    }

    void noTimeThatHasPassedAndNobody()
    {
        ScheduleStage stage;
        const QPointer<ScheduleSheet> sheet = stage.openSheet();
        QVERIFY(sheet);
        QPushButton *set = buttonOf(sheet, u"Shut down at this time"_s);
        QVERIFY(set->isEnabled());
        sheet->findChild<QDateTimeEdit *>()->setDateTime(QDateTime::currentDateTime().addDays(-1));
        QVERIFY(!set->isEnabled());
        sheet->findChild<QDateTimeEdit *>()->setDateTime(QDateTime::currentDateTime().addDays(1));
        QVERIFY(set->isEnabled());
        auto *members = sheet->findChild<QListWidget *>();
        for (int row = 0; row < members->count(); ++row)
            members->item(row)->setCheckState(Qt::Unchecked);
        QVERIFY(!set->isEnabled());
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestSchedulePanel)
#include "tst_schedulepanel.moc"
