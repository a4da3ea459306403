// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/searchpanel.h"

#include "console/archive/inbackground.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int TakeMilliseconds = 50;

} // namespace

SearchPanel::SearchPanel(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_text(new QLineEdit)
    , m_isExpression(new QCheckBox(tr("Regular e&xpression")))
    , m_isCaseSensitive(new QCheckBox(tr("&Match case")))
    //: search: also in files that are no text
    , m_isWithBinaries(new QCheckBox(tr("&Binary members, too")))
    , m_start(new QPushButton)
    , m_outcome(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_table(new TablePanel(parts, u"dumpSearch"_s, m_hits))
{
    buildLayout();
    m_take.setInterval(TakeMilliseconds);
    connect(&m_take, &QTimer::timeout, this, &SearchPanel::takeHits);
    connect(m_text, &QLineEdit::returnPressed, this, &SearchPanel::start);
    connect(m_text, &QLineEdit::textChanged, this, &SearchPanel::showState);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (!m_work.isRunning())
            return start();
        takeHits();
        m_work.stop();
        m_take.stop();
        //: a search was stopped by a person
        m_outcome->setText(tr("Stopped: %Ln lines until then", nullptr, m_hits.rowCount()));
        showState();
    });
    const auto want = [this](const QModelIndex &row) {
        if (row.isValid())
            Q_EMIT hitWanted(m_hits.dumpOf(row.row()), m_hits.hit(row.row()).entry,
                             m_hits.hit(row.row()).line);
    };
    connect(m_table, &TablePanel::currentChanged, this, want);
    connect(m_table, &TablePanel::activated, this, want);
    showState();
}

void SearchPanel::buildLayout()
{
    m_text->setPlaceholderText(tr("Search in all open dumps"));
    m_text->setAccessibleName(tr("Search in all open dumps"));
    m_text->setClearButtonEnabled(true);
    m_outcome->setElided(true);
    m_table->setBarVisible(false);
    m_table->view().setAccessibleName(tr("Lines found"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(3 * Theme::Step, 2 * Theme::Step, 3 * Theme::Step, Theme::Step);
    bar->setSpacing(2 * Theme::Step);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_start);
    bar->addWidget(m_isExpression);
    bar->addWidget(m_isCaseSensitive);
    bar->addWidget(m_isWithBinaries);
    m_outcome->setContentsMargins(3 * Theme::Step, 0, 3 * Theme::Step, Theme::Step);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_outcome);
    layout->addWidget(m_table, 1);
}

void SearchPanel::setDumps(const QList<SharedDump> &dumps)
{
    m_dumps = dumps;
    showState();
}

void SearchPanel::open()
{
    m_text->setFocus();
    m_text->selectAll();
}

void SearchPanel::search(const QString &text)
{
    m_text->setText(text);
    start();
}

QString SearchPanel::text() const
{
    return m_text->text();
}

bool SearchPanel::isRegularExpression() const
{
    return m_isExpression->isChecked();
}

bool SearchPanel::isCaseSensitive() const
{
    return m_isCaseSensitive->isChecked();
}

QString SearchPanel::outcomeText() const
{
    return m_outcome->text();
}

void SearchPanel::start()
{
    const auto pattern = TextPattern::make(m_text->text(), {isRegularExpression(), isCaseSensitive()});
    if (!pattern) {
        m_outcome->setText(pattern.error().text);
        return;
    }
    m_hits.start(m_dumps);
    m_inbox = std::make_shared<Inbox>();
    m_take.start();
    m_outcome->setText(tr("Searching\u2026"));
    m_table->setEmptyText(Mark::Running, tr("Searching"), {});
    const SearchOrder order{m_dumps, *pattern, m_isWithBinaries->isChecked()};
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([order, watch, inbox = m_inbox] {
                       return searchDumps(order, watch, [&inbox](const QList<SearchHit> &hits) {
                           const QMutexLocker lock(&inbox->mutex);
                           inbox->hits += hits;
                       });
                   }),
                   this, [this, turn = m_work.turn()](const SearchOutcome &outcome) {
                       if (turn == m_work.turn())
                           takeOutcome(outcome);
                   });
    showState();
}

void SearchPanel::takeHits()
{
    QMutexLocker lock(&m_inbox->mutex);
    const QList<SearchHit> hits = std::exchange(m_inbox->hits, {});
    lock.unlock();
    m_hits.append(hits);
}

void SearchPanel::takeOutcome(const SearchOutcome &outcome)
{
    m_work.end();
    m_take.stop();
    takeHits();
    QStringList said;
    //: a search has ended
    said.append(outcome.isCutShort ? tr("The first %Ln lines; there are more", nullptr, int(outcome.hits))
                                   : tr("%Ln lines", nullptr, int(outcome.hits)));
    said.append(tr("%Ln members searched", nullptr, int(outcome.members)));
    if (outcome.skipped > 0)
        //: a search left out files that are no text
        said.append(tr("%Ln binary ones left out", nullptr, int(outcome.skipped)));
    if (!outcome.unread.isEmpty())
        //: a search: %1 is a file, %2 says why it could not be read
        said.append(tr("%Ln could not be read, first %1: %2", nullptr, int(outcome.unread.size()))
                        .arg(outcome.unread.first().first, outcome.unread.first().second));
    m_outcome->setText(said.join(u" \u00b7 "_s));
    showState();
}

void SearchPanel::showState()
{
    const bool isSearching = m_work.isRunning();
    //: button
    m_start->setText(isSearching ? tr("Stop") : tr("Search"));
    m_start->setEnabled(isSearching || (!m_dumps.isEmpty() && !m_text->text().isEmpty()));
    if (isSearching)
        return;
    if (m_hits.rowCount() == 0 && !m_outcome->text().isEmpty())
        m_table->setEmptyText(Mark::Unknown, tr("Nothing was found"),
                              tr("No line of the members that were searched holds it."));
    else
        m_table->setEmptyText(
            Mark::Unknown, tr("Nothing is searched for yet"),
            tr("Type a word, and press Enter. All members of all open dumps are searched."));
}

} // namespace muster::console
