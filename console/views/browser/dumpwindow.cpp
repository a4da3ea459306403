// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/dumpwindow.h"

#include "console/views/browser/compareview.h"
#include "console/views/browser/dumpview.h"
#include "console/views/browser/extractsheet.h"
#include "console/views/browser/memberview.h"
#include "console/views/browser/searchpanel.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/iconbutton.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

QStringList draggedFiles(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

DumpWindow::DumpWindow(const ViewParts &parts, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_parts(parts)
    , m_compareMenu(new QMenu(this))
    , m_tabs(new QTabWidget)
    , m_stack(new QStackedWidget)
    , m_search(new SearchPanel(parts))
{
    //: title of a window
    setWindowTitle(tr("Dumps on this machine"));
    resize(1280, 820);
    setAcceptDrops(true);
    auto *bar = new QWidget;
    buildBar(bar);
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    auto *empty = new EmptyState(parts.theme);
    empty->set(
        Mark::Unknown, tr("No dump is open"),
        tr("Open a dump that was brought to this machine, or drop it here: of Muster, OpenBMC or SONiC, a "
           "sos "
           "report, or any .tar, .tar.zst, .tar.xz, .tar.gz, .tar.bz2 or .zip. Nothing of it is unpacked to "
           "your folders."),
        tr("Open dump file\u2026"));
    connect(empty, &EmptyState::actionWanted, this, &DumpWindow::chooseFiles);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_tabs);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_search);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({560, 240});
    m_search->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(splitter, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DumpWindow::showState);
    connect(m_search, &SearchPanel::hitWanted, this, &DumpWindow::showHit);
    connect(m_compareMenu, &QMenu::aboutToShow, this, &DumpWindow::fillCompareMenu);
    buildShortcuts();
    showState();
}

DumpWindow::~DumpWindow() = default;

void DumpWindow::buildBar(QWidget *bar)
{
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(3 * Theme::Step, 2 * Theme::Step, 3 * Theme::Step, 2 * Theme::Step);
    layout->setSpacing(2 * Theme::Step);
    auto *open = new QPushButton(tr("&Open\u2026"));
    m_extract = new QPushButton(tr("&Extract\u2026"));
    //: button with a menu: which dump to compare the present one with
    m_compare = new QPushButton(tr("&Compare with"));
    m_compare->setMenu(m_compareMenu);
    m_find = new QPushButton(tr("&Search all"));
    m_find->setCheckable(true);
    layout->addWidget(open);
    layout->addWidget(m_extract);
    layout->addWidget(m_compare);
    layout->addStretch(1);
    layout->addWidget(m_find);
    connect(open, &QPushButton::clicked, this, &DumpWindow::chooseFiles);
    connect(m_extract, &QPushButton::clicked, this, &DumpWindow::extract);
    connect(m_find, &QPushButton::toggled, m_search, &QWidget::setVisible);
    connect(m_find, &QPushButton::toggled, this, [this](bool isShown) {
        if (isShown)
            m_search->open();
    });
}

void DumpWindow::buildShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(QKeySequence::Open, &DumpWindow::chooseFiles);
    on(Qt::CTRL | Qt::SHIFT | Qt::Key_F, &DumpWindow::showSearch);
    on(QKeySequence::Find, [this] {
        if (DumpView *dump = currentDump())
            dump->member().find();
    });
    const auto next = [this](int direction) {
        if (DumpView *dump = currentDump())
            dump->member().findNext(direction);
    };
    on(QKeySequence::FindNext, [next] { next(1); });
    on(QKeySequence::FindPrevious, [next] { next(-1); });
    on(Qt::CTRL | Qt::Key_L, [this] {
        if (DumpView *dump = currentDump())
            dump->focusFilter();
    });
    on(Qt::CTRL | Qt::Key_E, &DumpWindow::extract);
    on(QKeySequence::Close, [this] {
        if (m_tabs->count() > 0)
            closeTab(m_tabs->currentWidget());
        else
            close();
    });
}

QList<DumpView *> DumpWindow::dumps() const
{
    QList<DumpView *> all;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (auto *dump = qobject_cast<DumpView *>(m_tabs->widget(tab)))
            all.append(dump);
    }
    return all;
}

DumpView *DumpWindow::currentDump() const
{
    return qobject_cast<DumpView *>(m_tabs->currentWidget());
}

void DumpWindow::openFile(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    openTab(whole, [whole](const WorkWatch &watch) { return DumpArchive::open(whole, {}, watch); });
}

void DumpWindow::openMember(const SharedDump &outer, qsizetype entry)
{
    const QString path = outer->path() + u'/' + outer->entries().at(entry).path;
    openTab(path, [outer, entry, path](const WorkWatch &watch) {
        return DumpArchive::openMember(*outer, entry, path, {}, watch);
    });
}

void DumpWindow::openTab(const QString &path,
                         const std::function<Result<SharedDump>(const WorkWatch &)> &open)
{
    const QList<DumpView *> all = dumps();
    const auto known = std::ranges::find(all, path, &DumpView::path);
    if (known != all.cend()) {
        m_tabs->setCurrentWidget(*known);
        return;
    }
    auto *view = new DumpView(m_parts, path, open);
    connect(view, &DumpView::opened, this, &DumpWindow::showState);
    connect(view, &DumpView::archiveWanted, this,
            [this, view](qsizetype entry) { openMember(view->dump(), entry); });
    m_tabs->setTabToolTip(addTab(view, QFileInfo(path).fileName()), path);
    showState();
}

void DumpWindow::openFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        openFile(path);
}

void DumpWindow::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Open dump files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Archives (*.tar *.tar.* *.tgz *.txz *.tzst *.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &DumpWindow::openFiles);
    dialog->open();
}

void DumpWindow::showSearch()
{
    m_find->setChecked(true);
    m_search->open();
}

void DumpWindow::compare(const SharedDump &left, const SharedDump &right)
{
    auto *view = new CompareView(m_parts, left, right);
    //: title of a tab: two files are compared
    const QString title =
        tr("%1 and %2").arg(QFileInfo(left->path()).fileName(), QFileInfo(right->path()).fileName());
    addTab(view, title);
}

void DumpWindow::fillCompareMenu()
{
    m_compareMenu->clear();
    const DumpView *current = currentDump();
    const QList<DumpView *> all = dumps();
    for (const DumpView *other : all) {
        if (!current || other == current || !other->dump())
            continue;
        QAction *action = m_compareMenu->addAction(QFileInfo(other->path()).fileName());
        connect(action, &QAction::triggered, this,
                [this, left = current->dump(), right = other->dump()] { compare(left, right); });
    }
}

void DumpWindow::extract()
{
    const DumpView *current = currentDump();
    if (!current || !current->dump())
        return;
    (new ExtractSheet(m_parts, current->dump(), current->selected(), this))->open();
}

int DumpWindow::addTab(QWidget *view, const QString &title)
{
    // An & in a name is no mark of a key.
    const int tab = m_tabs->addTab(view, QString(title).replace(u'&', u"&&"_s));
    //: button of a tab; %1 is a file
    auto *close = new IconButton(m_parts.theme, u"close"_s, tr("Close %1").arg(title));
    close->setFocusPolicy(Qt::NoFocus); // Ctrl+W does it.
    connect(close, &QToolButton::clicked, view, [this, view] { closeTab(view); });
    m_tabs->tabBar()->setTabButton(tab, QTabBar::RightSide, close);
    m_tabs->setCurrentIndex(tab);
    return tab;
}

void DumpWindow::closeTab(QWidget *view)
{
    m_tabs->removeTab(m_tabs->indexOf(view));
    view->deleteLater();
    showState();
}

void DumpWindow::showHit(const SharedDump &dump, qsizetype entry, qint64 line)
{
    const QList<DumpView *> all = dumps();
    const auto found = std::ranges::find(all, dump, &DumpView::dump);
    if (found == all.cend())
        return; // It was closed meanwhile.
    m_tabs->setCurrentWidget(*found);
    (*found)->member().setSearched(m_search->text(), m_search->isRegularExpression(),
                                   m_search->isCaseSensitive());
    (*found)->show(entry, line);
}

void DumpWindow::showState()
{
    m_stack->setCurrentIndex(m_tabs->count() > 0 ? 1 : 0);
    QList<SharedDump> open;
    const QList<DumpView *> all = dumps();
    for (const DumpView *view : all) {
        if (view->dump())
            open.append(view->dump());
    }
    m_search->setDumps(open);
    const bool hasDump = currentDump() && currentDump()->dump();
    m_extract->setEnabled(hasDump);
    m_compare->setEnabled(hasDump && open.size() > 1);
}

void DumpWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!draggedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DumpWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openFiles(draggedFiles(*event->mimeData()));
}

} // namespace muster::console
