// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/shots/stateshots.h"

#include "console/views/dialogs/schedulesheet.h"
#include "console/views/pages/bootspanel.h"
#include "console/views/pages/schedulepanel.h"
#include "console/views/widgets/historystrip.h"
#include "shared/model/codec.h"
#include "tests/gui/support/bootstory.h"
#include "tests/gui/support/historystory.h"
#include "tests/gui/support/statestory.h"
#include "tests/gui/support/windowstage.h"

#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTest>
#include <QTextStream>

#include <functional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int StateSettleTime = 400; ///< milliseconds; for pictures only
constexpr QSize StateLarge(1440, 900);
constexpr QSize StateSmall(900, 600);

using StageAct = std::function<QWidget *(WindowStage &)>; ///< @return what the picture is of

class StateShots
{
public:
    StateShots(const QString &folder, const QString &word)
        : m_folder(folder)
        , m_word(word)
    {
    }

    void shot(const QString &name, ThemeChoice theme, QSize size, const StageAct &act) const
    {
        if (!name.contains(m_word))
            return;
        WindowStage stage(size);
        stage.desk.theme.setChoice(theme);
        stage.desk.theme.applyTo(*qApp);
        stage.desk.actions.kept = story::dayOfState(now());
        stage.desk.actions.callAnswers.insert(u"state.schedules"_s, toJson(story::schedules(now())));
        QWidget *subject = act(stage);
        QTest::qWait(StateSettleTime);
        const QString file = u"%1/%2.png"_s.arg(m_folder, name);
        if (subject && subject->grab().save(file))
            QTextStream(stdout) << file << Qt::endl;
    }

private:
    QString m_folder;
    QString m_word;
};

StageAct systems(int count, bool isTiled, const QString &filter = {})
{
    return [=](WindowStage &stage) {
        story::fillSystems(stage.desk.fleet, count);
        story::tellState(stage.desk.fleet, u"db-frame-1"_s);
        stage.window.open({Place::Page::Systems, {}});
        QWidget *page = stage.window.pages().currentWidget();
        for (QPushButton *one : page->findChildren<QPushButton *>()) {
            if (one->isCheckable())
                one->setChecked(isTiled);
        }
        QTest::qWait(StateSettleTime);
        auto *panel = page->findChild<TablePanel *>(u"systems"_s);
        panel->filter().setText(filter);
        panel->view().setCurrentIndex(panel->proxy().index(0, 0));
        return &stage.window;
    };
}

QTabWidget *openSystem(WindowStage &stage)
{
    story::tellState(stage.desk.fleet, u"db-frame-1"_s);
    stage.window.open({Place::Page::System, u"db-frame-1"_s});
    return stage.window.pages().currentWidget()->findChild<QTabWidget *>();
}

StageAct history(bool isPicked)
{
    return [isPicked](WindowStage &stage) {
        QTabWidget *tabs = openSystem(stage);
        tabs->setCurrentIndex(1);
        QTest::qWait(StateSettleTime);
        auto *strip = tabs->findChild<HistoryStrip *>();
        if (isPicked)
            strip->pick(0, 4);
        tabs->currentWidget()->findChild<QScrollArea *>()->ensureWidgetVisible(strip);
        return &stage.window;
    };
}

StageAct schedule(const std::function<void(WindowStage &)> &prepare = {})
{
    return [prepare](WindowStage &stage) {
        if (prepare)
            prepare(stage);
        QTabWidget *tabs = openSystem(stage);
        tabs->setCurrentWidget(tabs->findChild<SchedulePanel *>());
        return &stage.window;
    };
}

} // namespace

void takeStateShots(const QString &folder, const QString &word)
{
    const StateShots shots(folder, word);
    using enum ThemeChoice;
    shots.shot(u"overview-light"_s, Light, StateLarge, systems(30, true));
    shots.shot(u"overview-dark"_s, Dark, StateLarge, systems(30, true));
    shots.shot(u"overview-contrast"_s, HighContrast, StateLarge, systems(30, true));
    shots.shot(u"overview-small"_s, Light, StateSmall, systems(30, true));
    shots.shot(u"overview-500"_s, Light, StateLarge, systems(500, true));
    shots.shot(u"overview-rows"_s, Light, StateLarge, systems(500, false));
    shots.shot(u"overview-rows-small"_s, Dark, StateSmall, systems(30, false));
    shots.shot(u"overview-nothing"_s, Light, StateLarge, systems(30, true, u"no such thing"_s));
    shots.shot(u"history-light"_s, Light, StateLarge, history(true));
    shots.shot(u"history-dark"_s, Dark, StateLarge, history(false));
    shots.shot(u"history-contrast"_s, HighContrast, StateLarge, history(true));
    shots.shot(u"history-small"_s, Light, StateSmall, history(true));
    shots.shot(u"schedule-light"_s, Light, StateLarge, schedule());
    shots.shot(u"schedule-dark"_s, Dark, StateLarge, schedule());
    shots.shot(u"schedule-small"_s, Light, StateSmall, schedule());
    shots.shot(u"schedule-empty"_s, Light, StateLarge, schedule([](WindowStage &stage) {
                   ScheduleList list = story::schedules(now());
                   list.schedules.clear();
                   stage.desk.actions.callAnswers.insert(u"state.schedules"_s, toJson(list));
               }));
    shots.shot(
        u"schedule-error"_s, Light, StateLarge, schedule([](WindowStage &stage) {
            stage.desk.actions.callAnswers.insert(
                u"state.schedules"_s,
                std::unexpected(Error{
                    ErrorCode::Timeout, u"it did not answer in time"_s, u"drawer-a"_s, {}, u"try again"_s}));
        }));
    for (const auto &[name, theme] : {std::pair(u"boots-light"_s, Light), std::pair(u"boots-dark"_s, Dark)}) {
        shots.shot(name, theme, StateLarge, [](WindowStage &stage) -> QWidget * {
            stage.desk.actions.callAnswers.insert(u"state.boots"_s, toJson(story::boots(now())));
            stage.window.open({Place::Page::Node, story::drawerId('c')});
            auto *tabs = stage.window.pages().currentWidget()->findChild<QTabWidget *>();
            tabs->setCurrentWidget(tabs->findChild<BootsPanel *>());
            return &stage.window;
        });
    }
    shots.shot(u"schedule-sheet"_s, Light, StateLarge, [](WindowStage &stage) -> QWidget * {
        openSystem(stage);
        auto *sheet = new ScheduleSheet(stage.desk.parts, u"db-frame-1"_s, &stage.window);
        sheet->show();
        return sheet;
    });
}

} // namespace muster::console
