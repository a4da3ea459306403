// SPDX-License-Identifier: Apache-2.0
#include "console/views/gui.h"

#include "console/console.h"
#include "console/dumps/dumpfeed.h"
#include "console/offload/offloaddesk.h"
#include "console/views/dialogs/keystoragedialog.h"
#include "console/views/models/eventtablemodel.h"
#include "console/views/shell/mainwindow.h"
#include "console/views/shell/trayicon.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/translations.h"
#include "console/views/theme/theme.h"
#include "console/views/viewsettings.h"

#include <QApplication>
#include <QCoroTask>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QLocale>

#include <ranges>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int EventsFromBefore = 2'000; ///< of the kept events, so many are shown at once

/// From start to end of the window: reads, unlocks, connects; and says in the window what goes wrong.
class GuiSession : public QObject
{
public:
    GuiSession(Console &console, const ViewParts &parts, MainWindow &window)
        : m_console(console)
        , m_parts(parts)
        , m_window(window)
    {
        connect(&console, &Console::storeFailed, this,
                [this](const Error &reason) { m_window.setTrouble(reason); });
        connect(&window, &MainWindow::troubleActionWanted, this, [this] { unlock({}); });
        connect(&window, &MainWindow::closed, this,
                [this] { QCoro::connect(m_console.close(), this, [] { QCoreApplication::quit(); }); });
    }

    void start()
    {
        QCoro::connect(m_console.open(), this, [this](const Result<void> &opened) {
            if (!opened)
                return m_window.setTrouble(opened.error());
            loadEvents();
            unlock({});
        });
    }

private:
    void loadEvents()
    {
        EventQuery latest;
        latest.limit = EventsFromBefore;
        QCoro::connect(m_console.keptEvents(latest), this, [this](const Result<QList<FleetEvent>> &kept) {
            if (kept)
                m_parts.events.prepend(*kept | std::views::reverse | std::ranges::to<QList<FleetEvent>>());
        });
    }

    void unlock(std::optional<KeyStorage> choice)
    {
        QCoro::connect(m_console.unlock(choice), this, [this](const Result<void> &unlocked) {
            if (!unlocked)
                return askForStorage(unlocked.error());
            m_window.setTrouble({});
            m_console.connectAll();
        });
    }

    void askForStorage(const Error &reason)
    {
        m_window.setTrouble(reason, MainWindow::tr("Choose again\u2026"));
        auto *dialog = new KeyStorageDialog(m_parts, reason, &m_window);
        connect(dialog, &KeyStorageDialog::chosen, this, [this](KeyStorage storage) { unlock(storage); });
        dialog->open();
    }

    Console &m_console;
    const ViewParts m_parts;
    MainWindow &m_window;
};

void holdInTray(MainWindow &window, TrayIcon &tray)
{
    window.setHeldBy([&tray] { return tray.canHoldWindow(); });
    QObject::connect(&tray, &TrayIcon::windowWanted, &window, &MainWindow::bringUp);
    QObject::connect(&tray, &TrayIcon::failureWanted, &window, &MainWindow::showFailure);
    QObject::connect(&tray, &TrayIcon::quitWanted, &window, &MainWindow::quit);
    QObject::connect(&window, &MainWindow::desktopSettingsChanged, &tray, &TrayIcon::applySettings);
}

/// Beside the fleet's own file and named after it: each fleet has its own window.
QString settingsFile(const QString &fleetFile)
{
    const QFileInfo file(fleetFile);
    return file.dir().filePath(file.completeBaseName() + u".window.ini"_s);
}

} // namespace

int runGui(QApplication &application, Console &console, const QStringList &dumpFiles)
{
    QGuiApplication::setApplicationDisplayName(u"Muster"_s);
    QGuiApplication::setDesktopFileName(u"muster"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/muster/muster.svg"_s));
    QGuiApplication::setQuitOnLastWindowClosed(false); // The console writes what is left first.
    loadTranslations(application, QLocale());
    ViewSettings settings(settingsFile(console.paths().fleetFile));
    Theme theme;
    settings.restore(theme);
    theme.applyTo(application);
    AgeTicker ticker;
    EventTableModel events(console.fleet());
    DumpBook dumps;
    OffloadDesk offloads;
    QObject::connect(&console, &Console::offloadsBegun, &offloads,
                     [&] { offloads.setQueue(console.offloads()); });
    const DumpFeed feed(console.fleet(), console.actions(), dumps);
    const ViewParts parts{console.fleet(), console.actions(), theme, ticker, settings, events,
                          dumps,           offloads};
    MainWindow window(parts);
    FailureWatch watch(console.fleet());
    TrayIcon tray(parts, watch);
    holdInTray(window, tray);
    GuiSession session(console, parts, window);
    window.show();
    session.start();
    if (!dumpFiles.isEmpty())
        window.openDumpFiles(dumpFiles);
    return QApplication::exec();
}

} // namespace muster::console
