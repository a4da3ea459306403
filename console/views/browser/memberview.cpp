// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/memberview.h"

#include "console/archive/inbackground.h"
#include "console/views/browser/findbar.h"
#include "console/views/browser/hexview.h"
#include "console/views/browser/textview.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

MemberView::MemberView(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_title(new Label(parts.theme, Label::Kind::Fixed))
    , m_facts(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_modes(new QTabBar)
    , m_note(new Banner(parts.theme))
    , m_find(new FindBar(parts.theme))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(parts.theme))
    , m_text(new TextView(parts.theme))
    , m_hex(new HexView(parts.theme))
    , m_table(new TablePanel(parts, u"dumpJournal"_s, m_journal))
{
    for (QWidget *view : {static_cast<QWidget *>(m_empty), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_hex), static_cast<QWidget *>(m_table)})
        m_stack->addWidget(view);
    m_table->setContentsMargins(2 * Theme::Step, Theme::Step, 2 * Theme::Step, 0);
    m_table->view().setAccessibleName(tr("Journal"));
    m_table->setEmptyText(Mark::Unknown, tr("The journal is empty"), tr("It has no entry."));
    buildBars();
    connect(m_modes, &QTabBar::currentChanged, this,
            [this](int tab) { setMode(Mode(m_modes->tabData(tab).toInt())); });
    connect(m_note, &Banner::actionWanted, this, [this] { Q_EMIT archiveWanted(m_entry); });
    connect(m_find, &FindBar::patternChanged, m_text, &TextView::setPattern);
    connect(m_find, &FindBar::lineFound, m_text, &BytesView::goTo);
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_text->setPattern({});
        m_text->setFocus();
    });
    connect(&m_work, &BrowserWork::progressed, this, [this](int percent) {
        //: a file of a dump is unpacked; %1 is a number
        m_empty->set(Mark::Running, tr("Reading"), tr("%1 % read").arg(percent));
    });
    showNothing();
}

void MemberView::buildBars()
{
    m_title->setElided(true);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_modes->setDrawBase(false);
    m_modes->setExpanding(false);
    //: which way a file of a dump is shown
    m_modes->setAccessibleName(tr("View"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(3 * Theme::Step, Theme::Step, 2 * Theme::Step, Theme::Step);
    bar->setSpacing(3 * Theme::Step);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_facts);
    bar->addWidget(m_modes);
    m_note->hide();
    m_find->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_note);
    layout->addWidget(m_find);
    layout->addWidget(m_stack, 1);
}

void MemberView::showNothing()
{
    m_work.stop();
    m_entry = -1;
    m_loaded = {};
    m_title->setText({});
    m_facts->setText({});
    m_note->hide();
    m_modes->hide();
    m_empty->set(Mark::Unknown, tr("No member is selected"), tr("Select a file at the left to look at it."));
    m_stack->setCurrentWidget(m_empty);
}

void MemberView::showMissing(const QString &path, const QString &why)
{
    showNothing();
    m_title->setText(path);
    //: a file that a dump should have
    m_empty->set(Mark::Critical, tr("It is not in the dump"), why);
}

void MemberView::showMember(const SharedDump &dump, qsizetype entry, qint64 line)
{
    if (dump == m_dump && entry == m_entry && !m_work.isRunning())
        return goToLine(line);
    showNothing();
    m_dump = dump;
    m_entry = entry;
    m_line = line;
    const ArchiveEntry &file = dump->entries().at(entry);
    m_title->setText(dump->relativePath(file));
    if (file.kind == EntryKind::SymLink) {
        m_empty->set(Mark::Unknown, tr("A link"),
                     tr("It leads to %1. Links are not followed.").arg(file.target));
        return;
    }
    if (file.kind != EntryKind::File && file.kind != EntryKind::HardLink) {
        m_empty->set(Mark::Unknown,
                     file.kind == EntryKind::Folder ? tr("A folder") : tr("A device, pipe or socket"),
                     tr("There are no bytes to look at."));
        return;
    }
    m_empty->set(Mark::Running, tr("Reading"), {});
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([dump, entry, watch] { return loadMember(*dump, entry, watch); }), this,
                   [this, turn = m_work.turn()](const Result<LoadedMember> &loaded) {
                       if (turn == m_work.turn())
                           take(loaded);
                   });
}

void MemberView::take(const Result<LoadedMember> &loaded)
{
    m_work.end();
    if (!loaded) {
        m_empty->set(Mark::Critical, tr("It cannot be read"), Phrases::error(loaded.error()));
        return;
    }
    m_loaded = *loaded;
    m_journal.setRows(m_loaded.journal.rows);
    m_hex->setBytes(m_loaded.content.bytes);
    m_facts->setText(kindText());
    showNotes();
    if (m_loaded.content.bytes->size() == 0) {
        m_empty->set(Mark::Unknown, tr("It is empty"), tr("The file has no bytes."));
        return;
    }
    offerModes();
    goToLine(m_line);
}

QString MemberView::kindText() const
{
    const MemberContent &content = m_loaded.content;
    QStringList facts;
    if (m_loaded.lines)
        facts.append(tr("%Ln lines", nullptr, int(std::min(m_loaded.lines->count(), qint64(INT_MAX)))));
    facts.append(DumpPhrases::size(content.bytes->size()));
    if (!content.packing.isEmpty())
        //: a file in a dump is packed by itself; %1 is how: gzip
        facts.append(tr("unpacked from %1").arg(content.packing));
    if (content.kind == DumpContent::Core)
        //: kind of a file: memory of a process that was killed
        facts.append(tr("core file"));
    else if (content.kind == DumpContent::Archive)
        facts.append(tr("archive"));
    return facts.join(u" \u00b7 "_s);
}

void MemberView::showNotes()
{
    QStringList notes;
    if (!m_loaded.content.damage.isEmpty())
        //: of a file of a dump; %1 says why
        notes.append(tr("This is not all of it: %1").arg(m_loaded.content.damage));
    if (const DumpMember *member = m_dump->member(m_dump->entries().at(m_entry))) {
        if (!member->missing.isEmpty())
            notes.append(tr("The node did not collect all of it: %1").arg(member->missing));
        if (member->redacted > 0)
            notes.append(tr("%Ln secrets were replaced by the node", nullptr, int(member->redacted)));
    }
    if (m_loaded.journal.isCutShort)
        notes.append(
            tr("The table has the first %L1 entries; the text has all.").arg(m_loaded.journal.rows.size()));
    if (m_loaded.journal.badLines > 0)
        notes.append(tr("%Ln lines are no entries of a journal", nullptr,
                        int(std::min(m_loaded.journal.badLines, qint64(INT_MAX)))));
    if (m_loaded.content.kind == DumpContent::Archive)
        notes.append(tr("This is an archive in itself."));
    m_note->set(m_loaded.content.damage.isEmpty() ? Mark::Care : Mark::Critical, notes.join(u'\n'),
                //: button: an archive within an archive is opened
                m_loaded.content.kind == DumpContent::Archive ? tr("Look into it") : QString());
    m_note->setVisible(!notes.isEmpty());
}

void MemberView::offerModes()
{
    {
        const QSignalBlocker blocker(m_modes);
        while (m_modes->count() > 0)
            m_modes->removeTab(0);
        const auto offer = [this](Mode mode, const QString &text) {
            m_modes->setTabData(m_modes->addTab(text), mode);
        };
        if (!m_loaded.journal.rows.isEmpty())
            //: a way to show a journal
            offer(Table, tr("Table"));
        if (m_loaded.formatted)
            //: a way to show JSON: with a member a line
            offer(Formatted, tr("Formatted"));
        if (m_loaded.lines)
            //: a way to show a file
            offer(Text, tr("Text"));
        //: a way to show a file: hexadecimal
        offer(Raw, tr("Bytes"));
        m_modes->setCurrentIndex(0);
    }
    m_modes->setVisible(m_modes->count() > 1);
    setMode(Mode(m_modes->tabData(0).toInt()));
}

void MemberView::setMode(Mode mode)
{
    const bool isText = mode == Text || mode == Formatted;
    if (isText) {
        const auto &lines = mode == Formatted ? m_loaded.formatted : m_loaded.lines;
        const bool isJson = mode == Formatted || m_loaded.content.kind == DumpContent::Journal;
        m_text->setLines(lines, isJson ? TextView::Colouring::Json : TextView::Colouring::Log);
        m_find->setLines(lines);
    }
    if (!isText)
        m_find->hide();
    m_stack->setCurrentWidget(isText          ? static_cast<QWidget *>(m_text)
                              : mode == Table ? static_cast<QWidget *>(m_table)
                                              : static_cast<QWidget *>(m_hex));
}

void MemberView::goToLine(qint64 line)
{
    if (line < 0 || !m_loaded.lines)
        return;
    if (const int row = m_stack->currentWidget() == m_table ? m_journal.rowOfLine(line) : -1; row >= 0) {
        const QModelIndex shown = m_table->proxy().mapFromSource(m_journal.index(row, 0));
        m_table->view().setCurrentIndex(shown);
        m_table->view().scrollTo(shown, QAbstractItemView::PositionAtCenter);
        return;
    }
    for (int tab = 0; tab < m_modes->count(); ++tab) {
        if (m_modes->tabData(tab).toInt() == Text)
            m_modes->setCurrentIndex(tab);
    }
    m_text->goTo(line);
}

void MemberView::find()
{
    if (m_stack->currentWidget() == m_table)
        return m_table->filter().setFocus();
    if (m_stack->currentWidget() == m_text)
        m_find->open();
}

void MemberView::findNext(int direction)
{
    if (m_find->isVisible())
        m_find->next(direction);
    else
        find();
}

void MemberView::setSearched(const QString &text, bool isRegularExpression, bool isCaseSensitive)
{
    const auto pattern = TextPattern::make(text, {isRegularExpression, isCaseSensitive});
    m_text->setPattern(pattern ? std::optional(*pattern) : std::nullopt);
}

} // namespace muster::console
