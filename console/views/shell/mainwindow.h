// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpids.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"
#include "shared/error.h"

#include <QWidget>

#include <functional>
#include <memory>

class QMenu;
class QSplitter;

namespace muster::console {

class ActivityBar;
class Banner;
class CommandPalette;
class DumpWindow;
class EvidenceDock;
class EvidencePanel;
class FleetPanel;
class Page;
class PageStack;
class TopBar;

/// The console's window: fleet at the left, the page in the middle, evidence at the right, what runs below,
/// find or do anything on top.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MainWindow(const ViewParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const Place &place);
    void openPalette();
    void showFailure(const Subject &failure); ///< all of them, when it is of none
    void bringUp(); ///< to where it is seen
    void quit();
    /// Asked when the window is closed: whether the program goes on without it.
    void setHeldBy(const std::function<bool()> &isHeld) { m_isHeld = isHeld; }
    /// It is shown as soon as there is something to show.
    void setEvidenceWanted(bool isWanted);
    [[nodiscard]] bool isEvidenceShown() const;
    /// Tries at once to reach the nodes that do not answer, and to load what could not be loaded.
    void tryAgain();
    [[nodiscard]] EvidencePanel &evidence() { return *m_evidence; }
    [[nodiscard]] PageStack &pages() { return *m_pages; }

    /// Across the whole window: what keeps the console itself from working. An empty text takes it away.
    void setTrouble(const Error &error, const QString &action = {});

    // Dialogs; each is shown without blocking.
    void addNodes();
    void pair(const QStringList &addresses); ///< one after the other
    void editSystem(const QString &name, const QStringList &nodeIds);
    void unpair(const QString &nodeId);
    void dissolve(const QString &system);
    void handOver(const QString &system, const QString &nodeId);
    void tellAgain(const QString &system);
    void acknowledge(const QList<Subject> &failures);
    void createDumps(const QStringList &nodeIds);
    void deleteDumps(const QList<DumpId> &dumps);
    /// Asks for a folder first.
    void offloadDumps(const QList<DumpId> &dumps);
    void editWatchList(const QStringList &nodeIds); ///< they are ticked at first
    void openSettings();

    /// Looks into dumps that are on this machine: files or folders. Without any, one chooses.
    void openDumpFiles(const QStringList &paths);

Q_SIGNALS:
    void troubleActionWanted();
    void desktopSettingsChanged();
    void closed(); ///< for good: the program ends with it

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildLayout();
    void buildMenu(QMenu &menu);
    void buildShortcuts();
    void wire();
    void wirePage(Page *page);
    void showPlace(const Place &place);
    void acknowledgeShown(); ///< what the evidence is of, else all that nobody has acknowledged
    void restore();
    void keep() const;
    [[nodiscard]] QStringList shownNodes() const;

    const ViewParts m_parts;
    TopBar *m_top;
    Banner *m_trouble;
    FleetPanel *m_fleet;
    PageStack *m_pages;
    EvidencePanel *m_evidence;
    ActivityBar *m_activity;
    QSplitter *m_splitter;
    EvidenceDock *m_dock;
    CommandPalette *m_palette;
    std::unique_ptr<DumpWindow> m_dumpWindow; ///< made when it is wanted first
    std::function<bool()> m_isHeld;
    bool m_isQuitting = false;
};

} // namespace muster::console
