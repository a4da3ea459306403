// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/shots/browsershots.h"

#include "console/views/browser/compareview.h"
#include "console/views/browser/dumpview.h"
#include "console/views/browser/dumpwindow.h"
#include "console/views/browser/extractsheet.h"
#include "console/views/browser/memberview.h"
#include "console/views/browser/searchpanel.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/dumpfiles.h"
#include "tests/support/archivemaker.h"

#include <QApplication>
#include <QTabWidget>
#include <QTest>
#include <QTextStream>

#include <functional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct BrowserStage
{
    Desk desk;
    QString one = story::writeDump(desk.folder.path(), u"bmc-20261121-143420"_s, 3);
    QString other = story::writeDump(desk.folder.path(), u"bmc-20261121-150113"_s, 4);
    DumpWindow window{desk.parts};

    void open(const QString &path)
    {
        window.openFile(path);
        (void)QTest::qWaitFor([this] { return window.currentDump() && window.currentDump()->dump(); });
        QTest::qWait(300); // For pictures only: the member loads.
    }
    void look(const QString &member, qint64 line = -1)
    {
        DumpView *view = window.currentDump();
        view->show(view->dump()->find(member).value_or(0), line);
        QTest::qWait(300);
    }
};

using Act = std::function<QWidget *(BrowserStage &)>;

class BrowserShots
{
public:
    BrowserShots(const QString &folder, const QString &word)
        : m_folder(folder)
        , m_word(word)
    {
    }

    void shot(const QString &name, ThemeChoice theme, const Act &act, QSize size = {1280, 820}) const
    {
        if (!name.contains(m_word))
            return;
        BrowserStage stage;
        stage.desk.theme.setChoice(theme);
        stage.desk.theme.applyTo(*qApp);
        stage.window.resize(size);
        stage.window.show();
        QWidget *subject = act(stage);
        QTest::qWait(300);
        const QString file = u"%1/%2.png"_s.arg(m_folder, name);
        if (subject && subject->grab().save(file))
            QTextStream(stdout) << file << Qt::endl;
    }

private:
    QString m_folder;
    QString m_word;
};

Act member(const QString &path, qint64 line = -1)
{
    return [=](BrowserStage &stage) -> QWidget * {
        stage.open(stage.one);
        stage.look(path, line);
        return &stage.window;
    };
}

} // namespace

void takeBrowserShots(const QString &folder, const QString &word)
{
    const BrowserShots shots(folder, word);
    for (const auto &[suffix, theme] : {std::pair(u"light"_s, ThemeChoice::Light),
                                        {u"dark"_s, ThemeChoice::Dark},
                                        {u"contrast"_s, ThemeChoice::HighContrast}}) {
        shots.shot(u"browser-journal-"_s + suffix, theme, member(u"journal.json"_s));
        shots.shot(u"browser-text-"_s + suffix, theme, member(u"var/log/kernel.log"_s, 120));
        shots.shot(u"browser-hex-"_s + suffix, theme, member(u"cores/fan-control.core"_s));
        shots.shot(u"browser-json-"_s + suffix, theme, member(u"etc/fan/zones.json"_s));
        shots.shot(u"browser-search-"_s + suffix, theme, [](BrowserStage &stage) -> QWidget * {
            stage.open(stage.one);
            stage.open(stage.other);
            stage.window.showSearch();
            stage.window.search().search(u"acknowledge"_s);
            QTest::qWait(300);
            Q_EMIT stage.window.search().hitWanted(stage.window.currentDump()->dump(), 5, 70);
            QTest::qWait(300);
            return &stage.window;
        });
        shots.shot(u"browser-compare-"_s + suffix, theme, [](BrowserStage &stage) -> QWidget * {
            stage.open(stage.one);
            const SharedDump left = stage.window.currentDump()->dump();
            stage.open(stage.other);
            stage.window.compare(left, stage.window.currentDump()->dump());
            QTest::qWait(400);
            return &stage.window;
        });
    }
    shots.shot(u"browser-find-light"_s, ThemeChoice::Light, [](BrowserStage &stage) -> QWidget * {
        QWidget *window = member(u"var/log/kernel.log.1.gz"_s)(stage);
        stage.window.currentDump()->member().find();
        QTest::keyClicks(QApplication::focusWidget(), u"warning"_s);
        QTest::qWait(400);
        return window;
    });
    shots.shot(u"browser-empty-light"_s, ThemeChoice::Light,
               [](BrowserStage &stage) -> QWidget * { return &stage.window; });
    shots.shot(u"browser-error-dark"_s, ThemeChoice::Dark, [](BrowserStage &stage) -> QWidget * {
        const QString letter = stage.desk.folder.filePath(u"letter.txt"_s);
        if (archivemaker::write(letter, QByteArray("Dear operator, ").repeated(100)))
            stage.window.openFile(letter);
        return &stage.window;
    });
    shots.shot(u"browser-small-light"_s, ThemeChoice::Light, member(u"journal.json"_s), {800, 560});
    shots.shot(u"browser-extract-light"_s, ThemeChoice::Light, [](BrowserStage &stage) -> QWidget * {
        stage.open(stage.one);
        auto *sheet =
            new ExtractSheet(stage.desk.parts, stage.window.currentDump()->dump(), {}, &stage.window);
        sheet->setFolder(stage.desk.folder.filePath(u"out"_s));
        sheet->open();
        sheet->run();
        QTest::qWait(300);
        return sheet;
    });
}

} // namespace muster::console
