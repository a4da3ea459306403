// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/shell/mainwindow.h"
#include "console/views/shell/pagestack.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/story.h"

#include <QApplication>

namespace muster::console {

/// The application looks by a theme for as long as there is one: its style must not outlive the theme.
class Dressed
{
public:
    explicit Dressed(Theme &theme)
    {
        theme.setChoice(ThemeChoice::Light);
        theme.applyTo(*qApp);
    }
    ~Dressed() { qApp->setStyle(QStringLiteral("fusion")); }
    Q_DISABLE_COPY_MOVE(Dressed)
};

/// The whole window over the story's fleet.
struct WindowStage
{
    explicit WindowStage(QSize size = {1440, 900})
    {
        desk.actions.evidenceAnswers.insert(story::failureId(), story::fanEvidence());
        story::fillFleet(desk.fleet);
        window.resize(size);
        window.show();
    }

    /// A table of a page, when that is open; any where there is only one.
    TablePanel &table(Place::Page page, const QString &name = {})
    {
        window.open({page, {}});
        return *window.pages().currentWidget()->findChild<TablePanel *>(name);
    }

    Desk desk;
    Dressed dressed{desk.theme};
    MainWindow window{desk.parts};
};

} // namespace muster::console
