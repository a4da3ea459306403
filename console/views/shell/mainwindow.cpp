// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/mainwindow.h"

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/fleet/openfailures.h"
#include "console/views/browser/dumpwindow.h"
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/dialogs/actsheet.h"
#include "console/views/dialogs/addnodesdialog.h"
#include "console/views/dialogs/confirmsheet.h"
#include "console/views/dialogs/dumpcreatesheet.h"
#include "console/views/dialogs/dumpdeletesheet.h"
#include "console/views/dialogs/dumpoffloadsheet.h"
#include "console/views/dialogs/pairingdialog.h"
#include "console/views/dialogs/schedulesheet.h"
#include "console/views/dialogs/settingsdialog.h"
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/dialogs/systemdialog.h"
#include "console/views/dialogs/watchlistdialog.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/pages/failurespage.h"
#include "console/views/pages/page.h"
#include "console/views/shell/activitybar.h"
#include "console/views/shell/commandpalette.h"
#include "console/views/shell/evidencedock.h"
#include "console/views/shell/fleetpanel.h"
#include "console/views/shell/pagestack.h"
#include "console/views/shell/topbar.h"
#include "console/views/text/phrases.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/banner.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QMenu>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int FleetWidth = 240;
constexpr int EvidenceWidth = 330;

/// What is in a container comes right after a widget when one presses Tab, in the order it has.
void moveInTabOrder(QWidget &container, QWidget &after)
{
    const auto isInside = [&](const QWidget *widget) {
        return widget == &container || container.isAncestorOf(widget);
    };
    QWidget *first = &container; // It need not come before what is in it.
    while (isInside(first->previousInFocusChain()))
        first = first->previousInFocusChain();
    QWidgetList inside;
    for (QWidget *widget = first; isInside(widget); widget = widget->nextInFocusChain()) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0)
            inside.append(widget);
    }
    QWidget *last = &after;
    for (QWidget *widget : inside)
        QWidget::setTabOrder(std::exchange(last, widget), widget);
}

enum Part { FleetPart, PagePart, EvidencePart };

} // namespace

MainWindow::MainWindow(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_top(new TopBar(parts))
    , m_trouble(new Banner(parts.theme))
    , m_fleet(new FleetPanel(parts))
    , m_pages(new PageStack(parts))
    , m_evidence(new EvidencePanel(parts))
    , m_activity(new ActivityBar(parts))
    , m_splitter(new QSplitter)
{
    setWindowTitle(tr("Muster"));
    setMinimumSize(760, 480);
    setFocusPolicy(Qt::ClickFocus);
    setAcceptDrops(true);
    buildLayout();
    buildMenu(m_top->menu());
    buildShortcuts();
    wire();
    m_palette = new CommandPalette(parts.theme, this);
    restore();
    open({Place::Page::Attention, {}});
    m_fleet->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    m_splitter->addWidget(m_fleet);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_evidence);
    m_splitter->setStretchFactor(PagePart, 1);
    m_splitter->setCollapsible(PagePart, false);
    m_splitter->setCollapsible(EvidencePart, false);
    m_fleet->setMinimumWidth(180);
    m_pages->setMinimumWidth(320);
    m_evidence->setMinimumWidth(260);
    m_dock = new EvidenceDock(*m_splitter, *m_evidence, m_parts.settings);
    m_trouble->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addWidget(m_trouble);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_activity);
}

void MainWindow::buildMenu(QMenu &menu)
{
    const auto add = [this, &menu](const QString &text, const QKeySequence &keys, auto method) {
        QAction *action = menu.addAction(text, keys);
        action->setShortcutContext(Qt::WindowShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, method);
    };
    add(tr("Add nodes\u2026"), Qt::CTRL | Qt::Key_N, &MainWindow::addNodes);
    add(tr("Create system\u2026"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, [this] { editSystem({}, {}); });
    //: a file with a dump, to be looked into
    add(tr("Open dump file\u2026"), QKeySequence::Open, [this] { openDumpFiles({}); });
    //: which units nodes watch
    add(tr("Edit watch lists\u2026"), QKeySequence(), [this] { editWatchList(shownNodes()); });
    menu.addSeparator();
    add(tr("Find on this page"), QKeySequence::Find, [this] { m_pages->page()->focusFilter(); });
    add(tr("Show or hide the evidence"), Qt::Key_F9, [this] { setEvidenceWanted(!isEvidenceShown()); });
    //: nodes that do not answer
    add(tr("Try silent nodes again"), QKeySequence::Refresh, &MainWindow::tryAgain);
    //: takes note of the failure that is selected, or of all
    add(tr("Acknowledge failures\u2026"), Qt::CTRL | Qt::SHIFT | Qt::Key_K, &MainWindow::acknowledgeShown);
    menu.addSeparator();
    //: how the window looks: light or dark
    QMenu *themes = menu.addMenu(tr("Theme"));
    auto *group = new QActionGroup(themes);
    const QList<std::pair<ThemeChoice, QString>> choices{
        {ThemeChoice::Desktop, tr("As the desktop")},
        {ThemeChoice::Light, tr("Light")},
        {ThemeChoice::Dark, tr("Dark")},
        {ThemeChoice::HighContrast, tr("High contrast")},
    };
    for (const auto &[choice, text] : choices) {
        QAction *action = group->addAction(themes->addAction(text));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, choice] {
            m_parts.theme.setChoice(choice);
            m_parts.settings.keep(m_parts.theme);
        });
        connect(themes, &QMenu::aboutToShow, action,
                [this, action, choice] { action->setChecked(m_parts.theme.choice() == choice); });
    }
    add(tr("Settings\u2026"), Qt::CTRL | Qt::Key_Comma, &MainWindow::openSettings);
    menu.addSeparator();
    add(tr("Quit"), QKeySequence::Quit, &MainWindow::quit);
}

void MainWindow::buildShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(Qt::CTRL | Qt::Key_K, &MainWindow::openPalette);
    on(Qt::ALT | Qt::Key_Left, [this] { m_pages->back(); });
    const QList<Place::Page> numbered{Place::Page::Attention, Place::Page::Failures, Place::Page::Dumps,
                                      Place::Page::Events,    Place::Page::Jobs,     Place::Page::Nodes,
                                      Place::Page::Systems};
    for (int i = 0; i < numbered.size(); ++i)
        on(QKeySequence(int(Qt::CTRL) | (Qt::Key_1 + i)),
           [this, page = numbered.at(i)] { open({page, {}}); });
}

void MainWindow::wire()
{
    connect(m_fleet, &FleetPanel::placeWanted, this, &MainWindow::open);
    connect(m_pages, &PageStack::pageMade, this, &MainWindow::wirePage);
    connect(m_pages, &PageStack::placeChanged, this, &MainWindow::showPlace);
    connect(m_evidence, &EvidencePanel::placeWanted, this, &MainWindow::open);
    connect(m_evidence, &EvidencePanel::acknowledgeWanted, this, &MainWindow::acknowledge);
    connect(m_top, &TopBar::searchWanted, this, &MainWindow::openPalette);
    connect(m_top, &TopBar::backWanted, m_pages, &PageStack::back);
    connect(m_top, &TopBar::evidenceWanted, this, [this] { setEvidenceWanted(true); });
    connect(m_dock, &EvidenceDock::changed, this, [this] { m_top->setCanShowEvidence(m_dock->canShow()); });
    const auto openJobs = [this] { open({Place::Page::Jobs, {}}); };
    connect(m_top, &TopBar::jobsWanted, this, openJobs);
    connect(m_activity, &ActivityBar::jobsWanted, this, openJobs);
    connect(m_activity, &ActivityBar::runningChanged, m_top, &TopBar::setRunning);
    connect(m_trouble, &Banner::actionWanted, this, &MainWindow::troubleActionWanted);
    m_top->setRunning(m_activity->running());
}

void MainWindow::wirePage(Page *page)
{
    connect(page, &Page::placeWanted, this, &MainWindow::open);
    connect(page, &Page::subjectChanged, this, [this, page](const Subject &subject) {
        if (page == m_pages->page())
            m_evidence->setSubject(subject);
    });
    connect(page, &Page::evidenceWanted, this, [this] { setEvidenceWanted(true); });
    connect(page, &Page::addNodesWanted, this, &MainWindow::addNodes);
    connect(page, &Page::pairingWanted, this, &MainWindow::pair);
    connect(page, &Page::systemWanted, this, &MainWindow::editSystem);
    connect(page, &Page::unpairWanted, this, &MainWindow::unpair);
    connect(page, &Page::acknowledgeWanted, this, &MainWindow::acknowledge);
    connect(page, &Page::createDumpsWanted, this, &MainWindow::createDumps);
    connect(page, &Page::offloadDumpsWanted, this, &MainWindow::offloadDumps);
    connect(page, &Page::openDumpFilesWanted, this, &MainWindow::openDumpFiles);
    connect(page, &Page::deleteDumpsWanted, this, &MainWindow::deleteDumps);
    connect(page, &Page::actWanted, this,
            [this](const ActWish &wish) { (new ActSheet(m_parts, wish, this))->open(); });
    connect(page, &Page::scheduleWanted, this,
            [this](const QString &system) { (new ScheduleSheet(m_parts, system, this))->open(); });
    connect(page, &Page::watchListWanted, this, &MainWindow::editWatchList);
    connect(page, &Page::dissolveWanted, this, &MainWindow::dissolve);
    connect(page, &Page::handOverWanted, this, &MainWindow::handOver);
    connect(page, &Page::repeatWanted, this, &MainWindow::tellAgain);
    moveInTabOrder(*page, *m_fleet);
}

void MainWindow::open(const Place &place)
{
    m_pages->open(place);
}

void MainWindow::showPlace(const Place &place)
{
    m_fleet->setPlace(place);
    m_top->setCanGoBack(m_pages->canGoBack());
    m_dock->uncoverPage();
    m_evidence->setSubject(m_pages->page()->subject());
}

void MainWindow::showFailure(const Subject &failure)
{
    bringUp();
    open({Place::Page::Failures, {}});
    if (auto *page = qobject_cast<FailuresPage *>(m_pages->page()); page && !failure.failureId.isEmpty()) {
        page->select(failure);
        setEvidenceWanted(true);
    }
}

void MainWindow::bringUp()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::quit()
{
    m_isQuitting = true;
    // A window that is hidden is not told that it is closed.
    if (isVisible())
        close();
    else
        Q_EMIT closed();
}

void MainWindow::openPalette()
{
    QList<Command> commands =
        FleetCommands::of(m_parts.fleet, [this](const Place &place, const Subject &subject) {
            open(place);
            if (!subject.nodeId.isEmpty())
                m_evidence->setSubject(subject);
        });
    //: what kind of thing was found: something that can be done
    const QString kind = tr("action");
    const QList<QAction *> all = actions();
    for (QAction *action : all)
        commands.append({.text = action->text(), .kind = kind, .run = [action] { action->trigger(); }});
    m_palette->open(commands);
}

void MainWindow::setEvidenceWanted(bool isWanted)
{
    m_dock->setWanted(isWanted);
}

bool MainWindow::isEvidenceShown() const
{
    return m_dock->isShown();
}

void MainWindow::tryAgain()
{
    for (const FleetNode &node : m_parts.fleet.nodes()) {
        if (node.isStale() && node.link != LinkState::Connecting)
            m_parts.actions.reconnect(node.nodeId);
    }
    m_evidence->tryAgain();
}

void MainWindow::setTrouble(const Error &error, const QString &action)
{
    m_trouble->setVisible(!error.text.isEmpty());
    m_trouble->set(Mark::Care, Phrases::error(error), action);
}

void MainWindow::addNodes()
{
    auto *dialog = new AddNodesDialog(m_parts, this);
    connect(dialog, &AddNodesDialog::pairingWanted, this, &MainWindow::pair);
    dialog->open();
}

void MainWindow::pair(const QStringList &addresses)
{
    if (addresses.isEmpty())
        return;
    QWidget *over = findChild<AddNodesDialog *>();
    auto *dialog = new PairingDialog(m_parts, addresses, over ? over : this);
    if (addresses.size() == 1)
        connect(dialog, &PairingDialog::paired, this,
                [this](const QString &nodeId) { open({Place::Page::Node, nodeId}); });
    dialog->open();
}

void MainWindow::editSystem(const QString &name, const QStringList &nodeIds)
{
    auto *dialog = new SystemDialog(m_parts, name, nodeIds, this);
    connect(dialog, &SystemDialog::saved, this,
            [this](const QString &saved) { open({Place::Page::System, saved}); });
    dialog->open();
}

void MainWindow::unpair(const QString &nodeId)
{
    openUnpairSheet(m_parts, nodeId, this);
}

void MainWindow::dissolve(const QString &system)
{
    const FleetSystem known = m_parts.fleet.systems().value(system);
    if (known.isOwn())
        openForgetSheet(m_parts, system, this);
    else
        (new SystemChangeSheet(m_parts, SystemOrders::dissolve(known), this))->open();
}

void MainWindow::handOver(const QString &system, const QString &nodeId)
{
    const FleetSystem known = m_parts.fleet.systems().value(system);
    const FleetNode *node = m_parts.fleet.node(nodeId);
    if (!node || known.isOwn())
        return;
    if (known.membership->terms.settings.coordinatorMode == CoordinatorMode::Etcd)
        openHandOverSheet(m_parts, known, *node, this);
    else
        (new SystemChangeSheet(m_parts, SystemOrders::handOver(known, *node), this))->open();
}

void MainWindow::tellAgain(const QString &system)
{
    const FleetSystem known = m_parts.fleet.systems().value(system);
    if (!known.isOwn())
        (new SystemChangeSheet(m_parts, SystemOrders::repeat(known), this))->open();
}

void MainWindow::acknowledge(const QList<Subject> &failures)
{
    if (!failures.isEmpty())
        (new AcknowledgeSheet(m_parts, failures, this))->open();
}

void MainWindow::createDumps(const QStringList &nodeIds)
{
    if (!nodeIds.isEmpty())
        (new DumpCreateSheet(m_parts, nodeIds, this))->open();
}

void MainWindow::offloadDumps(const QList<DumpId> &dumps)
{
    if (!dumps.isEmpty())
        (new DumpOffloadSheet(m_parts, dumps, this))->open();
}

void MainWindow::deleteDumps(const QList<DumpId> &dumps)
{
    if (!dumps.isEmpty())
        (new DumpDeleteSheet(m_parts, dumps, this))->open();
}

void MainWindow::acknowledgeShown()
{
    QList<Subject> unseen;
    for (const FleetNode &node : m_parts.fleet.nodes()) {
        for (const UnitFailure &failure : node.failures) {
            if (!isUnseen(node, failure))
                continue;
            const Subject one{node.nodeId, failure.id, failure.unit};
            if (one == m_evidence->subject())
                return acknowledge({one});
            unseen.append(one);
        }
    }
    acknowledge(unseen);
}

void MainWindow::editWatchList(const QStringList &nodeIds)
{
    (new WatchListDialog(m_parts, nodeIds, this))->open();
}

/// Those that the page is about.
QStringList MainWindow::shownNodes() const
{
    const Place &place = m_pages->place();
    QStringList ids;
    if (place.page == Place::Page::Node)
        ids.append(place.id);
    for (const SystemMember &member :
         m_parts.fleet.systems().value(place.page == Place::Page::System ? place.id : QString()).members)
        ids.append(member.nodeId);
    return ids;
}

void MainWindow::openSettings()
{
    auto *dialog = new SettingsDialog(m_parts, this);
    connect(dialog, &SettingsDialog::desktopChanged, this, &MainWindow::desktopSettingsChanged);
    dialog->open();
}

void MainWindow::openDumpFiles(const QStringList &paths)
{
    if (!m_dumpWindow)
        m_dumpWindow = std::make_unique<DumpWindow>(m_parts);
    m_dumpWindow->show();
    m_dumpWindow->raise();
    m_dumpWindow->activateWindow();
    if (paths.isEmpty())
        m_dumpWindow->chooseFiles();
    else
        m_dumpWindow->openFiles(paths);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!draggedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openDumpFiles(draggedFiles(*event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keep();
    event->accept();
    if (m_isQuitting || !m_isHeld || !m_isHeld()) {
        m_dumpWindow.reset();
        Q_EMIT closed();
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_palette->hide();
}

void MainWindow::restore()
{
    resize(1440, 900);
    m_splitter->setSizes({FleetWidth, width() - FleetWidth - EvidenceWidth, EvidenceWidth});
    restoreGeometry(m_parts.settings.state(u"geometry"_s));
    layout()->activate(); // The dock looks at how much room there is.
    m_dock->restore();
}

void MainWindow::keep() const
{
    m_parts.settings.setState(u"geometry"_s, saveGeometry());
    m_dock->keep();
}

} // namespace muster::console
