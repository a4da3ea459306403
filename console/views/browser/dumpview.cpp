// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/dumpview.h"

#include "console/archive/inbackground.h"
#include "console/views/browser/memberview.h"
#include "console/views/text/ages.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int TreeWidth = 360;
constexpr int SizeWidth = 90;
constexpr int FewMembers = 40; ///< so many are shown unfolded at first

} // namespace

DumpView::DumpView(const ViewParts &parts, const QString &path, const Open &open, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_path(path)
    , m_open(open)
    , m_filter(m_tree)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(parts.theme))
    , m_summary(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_note(new Banner(parts.theme))
    , m_words(new QLineEdit)
    , m_members(new QTreeView)
    , m_member(new MemberView(parts))
{
    auto *content = new QWidget;
    buildContent(content);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_empty, &EmptyState::actionWanted, this, &DumpView::load);
    connect(m_member, &MemberView::archiveWanted, this, &DumpView::archiveWanted);
    connect(&m_work, &BrowserWork::progressed, this, [this](int percent) {
        //: a dump is read
        m_empty->set(Mark::Running, tr("Reading the dump"), tr("%1 % read").arg(percent));
    });
    load();
}

void DumpView::buildContent(QWidget *content)
{
    m_words->setPlaceholderText(tr("Filter members"));
    m_words->setAccessibleName(tr("Filter members"));
    m_words->setClearButtonEnabled(true);
    m_members->setModel(&m_filter);
    m_members->setAccessibleName(tr("Members of the dump"));
    m_members->setItemDelegate(new ItemDelegate(m_parts.theme, ItemDelegate::Lines::One, m_members));
    m_members->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_members->setUniformRowHeights(true);
    m_members->setFrameShape(QFrame::NoFrame);
    m_members->header()->setStretchLastSection(false);
    m_members->header()->setSectionResizeMode(MemberTree::Name, QHeaderView::Stretch);
    m_members->header()->resizeSection(MemberTree::Size, SizeWidth);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(3 * Theme::Step, 2 * Theme::Step, 3 * Theme::Step, 2 * Theme::Step);
    m_note->hide();
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(2 * Theme::Step, Theme::Step, 0, 0);
    leftLayout->addWidget(m_words);
    leftLayout->addWidget(m_members, 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(m_member);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({TreeWidth, 3 * TreeWidth});
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_note);
    layout->addWidget(splitter, 1);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter.setWords(words);
        if (!words.isEmpty())
            m_members->expandAll();
    });
    connect(m_members->selectionModel(), &QItemSelectionModel::currentChanged, this, &DumpView::showCurrent);
}

void DumpView::load()
{
    m_stack->setCurrentWidget(m_empty);
    m_empty->set(Mark::Running, tr("Reading the dump"), m_path);
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([open = m_open, watch] { return open(watch); }), this,
                   [this, turn = m_work.turn()](const Result<SharedDump> &opened) {
                       if (turn == m_work.turn())
                           take(opened);
                   });
}

void DumpView::take(const Result<SharedDump> &opened)
{
    m_work.end();
    if (!opened) {
        m_empty->set(Mark::Critical, tr("The dump cannot be opened"), Phrases::error(opened.error()),
                     tr("Try again"));
        return;
    }
    m_dump = *opened;
    m_tree.setDump(m_dump);
    showSummary();
    m_stack->setCurrentIndex(1);
    if (m_dump->entries().size() <= FewMembers)
        m_members->expandAll();
    m_members->setCurrentIndex(m_filter.mapFromSource(m_tree.firstFile()));
    m_members->setFocus();
    Q_EMIT this->opened();
}

void DumpView::showSummary()
{
    QStringList facts;
    if (const auto &manifest = m_dump->manifest()) {
        //: %1 is a type of dump, as "bmc", %2 a node
        facts.append(tr("%1 dump of %2").arg(manifest->type, manifest->node));
        facts.append(Ages::full(manifest->at));
        if (!manifest->reason.isEmpty())
            facts.append(manifest->reason);
        if (!manifest->unit.isEmpty())
            facts.append(manifest->unit);
    }
    const auto files = std::ranges::count(m_dump->entries(), EntryKind::File, &ArchiveEntry::kind);
    facts.append(tr("%Ln files", nullptr, int(files)));
    facts.append(m_dump->packedSize() > 0
                     ? u"%1, %2"_s.arg(m_dump->format(), DumpPhrases::size(m_dump->packedSize()))
                     : m_dump->format());
    m_summary->setText(facts.join(u" \u00b7 "_s));
    QStringList notes;
    if (m_dump->damage())
        notes.append(Phrases::error(*m_dump->damage()));
    if (m_tree.missing() > 0)
        notes.append(tr("%Ln members are missing; the tree says why.", nullptr, m_tree.missing()));
    m_note->set(m_dump->damage() ? Mark::Critical : Mark::Care, notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

void DumpView::showCurrent()
{
    const QModelIndex index = m_filter.mapToSource(m_members->currentIndex());
    if (!index.isValid())
        return m_member->showNothing();
    if (const qsizetype entry = m_tree.entryOf(index); entry >= 0)
        m_member->showMember(m_dump, entry);
    else if (const QString why = m_tree.troubleOf(index); !why.isEmpty())
        m_member->showMissing(m_tree.pathOf(index), why);
    else
        m_member->showNothing();
}

QList<qsizetype> DumpView::selected() const
{
    QList<qsizetype> entries;
    const QModelIndexList rows = m_members->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        entries += m_tree.entriesOf(m_filter.mapToSource(row));
    return entries;
}

void DumpView::show(qsizetype entry, qint64 line)
{
    m_words->clear();
    const QModelIndex index = m_filter.mapFromSource(m_tree.indexOf(entry));
    m_members->setCurrentIndex(index);
    m_members->scrollTo(index);
    m_member->showMember(m_dump, entry, line);
}

void DumpView::focusFilter()
{
    m_words->setFocus();
}

} // namespace muster::console
