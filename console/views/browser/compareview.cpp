// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/compareview.h"

#include "console/archive/inbackground.h"
#include "console/views/browser/textview.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// As `diff -u` writes it: a sign, then the line; where lines were left out, the numbers of those that
/// follow.
QByteArray unified(const TextDifference &difference)
{
    QByteArray text;
    qint64 left = -1;
    qint64 right = -1;
    for (const DiffLine &line : difference.lines) {
        const bool isBoth = line.side == DiffLine::Side::Both;
        if (isBoth && (line.left != left + 1 || line.right != right + 1))
            text += "@@ " + QByteArray::number(line.left + 1) + " | " + QByteArray::number(line.right + 1)
                    + " @@\n";
        text += isBoth ? ' ' : line.side == DiffLine::Side::Left ? '-' : '+';
        text += line.text + '\n';
        left = line.left >= 0 ? line.left : left;
        right = line.right >= 0 ? line.right : right;
    }
    return text;
}

} // namespace

CompareView::CompareView(const ViewParts &parts, const SharedDump &left, const SharedDump &right,
                         QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_left(left)
    , m_right(right)
    , m_model(left, right)
    , m_summary(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    //: two dumps are compared: also files that are the same in both
    , m_isWithSame(new QCheckBox(tr("Show what is the &same")))
    , m_table(new TablePanel(parts, u"dumpComparison"_s, m_model))
    , m_below(new QStackedWidget)
    , m_empty(new EmptyState(parts.theme))
    , m_lines(new TextView(parts.theme))
{
    buildLayout();
    const auto filter = [this] {
        m_table->proxy().setCondition([this, isWithSame = m_isWithSame->isChecked()](const QModelIndex &row) {
            return isWithSame || m_model.member(row.row()).difference != MemberDifference::Same;
        });
    };
    filter();
    connect(m_isWithSame, &QCheckBox::toggled, this, filter);
    connect(m_table, &TablePanel::currentChanged, this, &CompareView::showDifference);
    connect(&m_work, &BrowserWork::progressed, this, [this](int percent) {
        //: two dumps are compared
        m_table->setEmptyText(Mark::Running, tr("Comparing"), tr("%1 % compared").arg(percent));
    });
    m_table->setEmptyText(Mark::Running, tr("Comparing"), {});
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([left, right, watch] { return compareDumps(*left, *right, watch); }), this,
                   [this](const Result<QList<ComparedMember>> &members) { take(members); });
}

void CompareView::buildLayout()
{
    //: two dumps are compared: %1 and %2 are their files
    m_summary->setText(tr("First: %1 \u00b7 second: %2").arg(m_left->path(), m_right->path()));
    m_summary->setElided(true);
    m_summary->setContentsMargins(3 * Theme::Step, 2 * Theme::Step, 3 * Theme::Step, Theme::Step);
    m_table->setContentsMargins(3 * Theme::Step, Theme::Step, 3 * Theme::Step, 0);
    m_table->addTool(m_isWithSame);
    m_table->view().setAccessibleName(tr("Members that differ"));
    m_table->view().sortByColumn(ComparisonModel::Difference, Qt::AscendingOrder);
    m_lines->setAccessibleName(tr("Lines that differ"));
    m_below->addWidget(m_empty);
    m_below->addWidget(m_lines);
    m_empty->set(Mark::Unknown, tr("No member is selected"),
                 tr("Select one above to see how its lines differ."));
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(m_below);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(splitter, 1);
}

void CompareView::take(const Result<QList<ComparedMember>> &members)
{
    m_work.end();
    if (!members) {
        m_table->setEmptyText(Mark::Critical, tr("They cannot be compared"), Phrases::error(members.error()));
        return;
    }
    m_model.setMembers(*members);
    m_table->setEmptyText(Mark::Well, tr("They are the same"), tr("Every member is the same in both dumps."));
    m_summary->setText(m_summary->text() + u" \u00b7 "_s
                       + tr("%Ln of %1 members differ", nullptr, m_model.differing()).arg(members->size()));
    m_table->selectFirst();
}

void CompareView::showDifference(const QModelIndex &row)
{
    m_lineWork.stop();
    m_below->setCurrentWidget(m_empty);
    if (!row.isValid())
        return m_empty->set(Mark::Unknown, tr("No member is selected"),
                            tr("Select one above to see how its lines differ."));
    const ComparedMember member = m_model.member(row.row());
    if (member.difference != MemberDifference::Changed)
        return m_empty->set(Mark::Unknown, tr("There are no lines to compare"),
                            tr("Only what is in both dumps, and not the same, has lines that differ."));
    m_empty->set(Mark::Running, tr("Comparing lines"), {});
    const WorkWatch watch = m_lineWork.begin();
    QCoro::connect(inBackground([left = m_left, right = m_right, member, watch] {
                       return compareTexts(*left, member.left, *right, member.right, watch);
                   }),
                   this, [this, turn = m_lineWork.turn()](const Result<TextDifference> &difference) {
                       if (turn == m_lineWork.turn())
                           takeDifference(difference);
                   });
}

void CompareView::takeDifference(const Result<TextDifference> &difference)
{
    m_lineWork.end();
    if (!difference)
        return m_empty->set(Mark::Unknown, tr("Its lines cannot be compared"),
                            Phrases::error(difference.error()));
    if (difference->lines.isEmpty())
        return m_empty->set(Mark::Unknown, tr("Its lines are the same"),
                            difference->isCutShort
                                ? tr("The texts are longer than what was compared.")
                                : tr("Only how it is packed, or how its lines end, differs."));
    const auto lines = TextLines::of(bytesOf(unified(*difference)), {});
    if (!lines)
        return;
    m_lines->setLines(*lines, TextView::Colouring::Difference);
    m_below->setCurrentWidget(m_lines);
}

} // namespace muster::console
