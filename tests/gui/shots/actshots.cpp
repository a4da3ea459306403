// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/shots/actshots.h"

#include "console/views/dialogs/actsheet.h"
#include "shared/model/codec.h"
#include "tests/gui/support/actstory.h"
#include "tests/gui/support/windowstage.h"

#include <QPushButton>
#include <QTest>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int SettleTime = 300; ///< milliseconds; for pictures only

void shot(const QString &folder, const QString &name, ThemeChoice theme, QSize size,
          const std::optional<SystemAct> &act, const std::optional<Error> &error = {})
{
    WindowStage stage;
    stage.desk.theme.setChoice(theme);
    stage.desk.theme.applyTo(*qApp);
    const auto answer = [&](const QString &method, const QByteArray &json) {
        stage.desk.actions.callAnswers.insert(method, json);
    };
    answer(u"state.preview"_s, toJson(story::outlook(u"db-frame-1"_s)));
    answer(u"state.act"_s, toJson(ActStarted{u"job-1"_s, 3}));
    if (error)
        stage.desk.actions.callAnswers.insert(u"state.preview"_s, std::unexpected(*error));
    if (act)
        answer(u"state.acted"_s, toJson(*act));
    auto *sheet =
        new ActSheet(stage.desk.parts, {u"db-frame-1"_s, {}, ControlAction::PowerOff}, &stage.window);
    sheet->resize(size);
    sheet->show();
    QTest::qWait(SettleTime);
    const auto buttons = sheet->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (act && button->text().startsWith("Power off"_L1))
            button->click();
    }
    QTest::qWait(SettleTime);
    const QString file = u"%1/%2.png"_s.arg(folder, name);
    if (sheet->grab().save(file))
        QTextStream(stdout) << file << Qt::endl;
}

} // namespace

void takeActShots(const QString &folder, const QString &word)
{
    const QSize large(980, 460);
    const QSize small(640, 380);
    const SystemAct running =
        story::act({story::part(1, 'a', ActStep::Done), story::part(2, 'b', ActStep::Awaited),
                    story::part(3, 'c', ActStep::Asked)});
    const SystemAct failed =
        story::act({story::part(1, 'a', ActStep::Done),
                    story::part(2, 'b', ActStep::Failed, u"its chassis is still On after 5 minutes"_s),
                    story::part(3, 'c', ActStep::Unreachable, u"it has not been heard for 12 seconds"_s)},
                   true);
    const Error silent{ErrorCode::Unavailable, u"drawer-a is not connected"_s, {}, {}, {}};
    struct Picture
    {
        QString name;
        ThemeChoice theme;
        QSize size;
        std::optional<SystemAct> act = {};
        std::optional<Error> error = {};
    };
    const QList<Picture> pictures{{u"act-light"_s, ThemeChoice::Light, large},
                                  {u"act-small"_s, ThemeChoice::Light, small},
                                  {u"act-running-dark"_s, ThemeChoice::Dark, large, running},
                                  {u"act-failed-light"_s, ThemeChoice::Light, large, failed},
                                  {u"act-contrast"_s, ThemeChoice::HighContrast, large, failed},
                                  {u"act-error"_s, ThemeChoice::Light, large, {}, silent}};
    for (const Picture &one : pictures) {
        if (one.name.contains(word))
            shot(folder, one.name, one.theme, one.size, one.act, one.error);
    }
}

} // namespace muster::console
