// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/dumpcontents.h"

#include "console/dumps/awaitdump.h"
#include "console/fleet/nodecall.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

DumpContents::DumpContents(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_heading(new Label(parts.theme, Label::Kind::Heading, Colour::Dim))
    , m_remark(wrappedLabel(parts.theme, {}, Colour::Dim))
    , m_lines(new LineView(parts.theme))
{
    //: heading: the files of a dump
    m_heading->setText(tr("What is in it"));
    m_lines->setAccessibleName(m_heading->text());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Theme::Step, 0, 0);
    layout->setSpacing(2 * Theme::Step);
    layout->addWidget(m_heading);
    layout->addWidget(m_remark);
    layout->addWidget(m_lines);
    hide();
}

void DumpContents::show(const QString &nodeId, const DumpEntry *entry)
{
    const bool isWhole = entry && isOver(entry->state) && entry->state != DumpState::Failed;
    setVisible(isWhole);
    if (!isWhole) {
        m_key.clear();
        return;
    }
    const qint64 ended = entry->finishedAt ? entry->finishedAt->time_since_epoch().count() : 0;
    const QString key = u"%1/%2/%3"_s.arg(nodeId, entry->id).arg(ended);
    if (key == m_key)
        return;
    m_key = key;
    m_nodeId = nodeId;
    m_dumpId = entry->id;
    if (!m_kept.contains(key))
        fetch();
    showDetails();
}

void DumpContents::fetch()
{
    if (m_asked == m_key)
        return;
    m_asked = m_key;
    QCoro::connect(callNode<api::DumpsShow>(m_parts.actions, m_nodeId, {m_dumpId}), this,
                   [this, key = m_key](const Result<DumpDetails> &details) { take(key, details); });
}

void DumpContents::take(const QString &key, const Result<DumpDetails> &details)
{
    if (m_asked == key)
        m_asked.clear();
    if (m_kept.size() >= MaxKept)
        m_kept.clear();
    m_kept.insert(key, details);
    if (key == m_key)
        showDetails();
    // What could not be had is asked for again the next time.
    if (!details)
        m_kept.remove(key);
}

void DumpContents::showDetails()
{
    const auto details = m_kept.constFind(m_key);
    const bool isThere = details != m_kept.cend();
    const bool hasLines = isThere && *details && (*details)->manifest;
    m_lines->setVisible(hasLines);
    m_remark->setVisible(!hasLines);
    if (hasLines)
        m_lines->setLines(linesOf(*(*details)->manifest));
    else if (!isThere)
        m_remark->setText(tr("The node is asked for it\u2026"));
    else if (!*details)
        //: %1 says why
        m_remark->setText(tr("It could not be had: %1").arg(Phrases::error(details->error())));
    else
        m_remark->setText(tr("The node does not tell."));
}

QList<LineView::Line> DumpContents::linesOf(const DumpManifest &manifest)
{
    QList<LineView::Line> lines;
    for (const DumpPiece &piece : manifest.pieces) {
        const bool isWhole = piece.missing.isEmpty();
        const QString name = u"%1 %2"_s.arg(piece.instance).arg(piece.node);
        lines.append({.mark = isWhole ? Mark::Well : Mark::Care,
                      .text = isWhole ? u"%1, %2"_s.arg(name, DumpPhrases::size(piece.size))
                                      : u"%1: %2"_s.arg(name, piece.missing)});
    }
    for (const DumpMember &member : manifest.members) {
        QString text = member.missing.isEmpty() || member.size > 0
                           ? u"%1, %2"_s.arg(member.name, DumpPhrases::size(member.size))
                           : member.name;
        if (member.redacted > 0)
            //: of a file in a dump: so many passwords and the like were replaced
            text += u", "_s + tr("%n secrets replaced", nullptr, int(member.redacted));
        if (!member.missing.isEmpty())
            text += u": "_s + member.missing;
        lines.append({.mark = member.missing.isEmpty() ? std::optional<Mark>() : Mark::Care,
                      .text = text,
                      .colour = member.missing.isEmpty() ? Colour::Text : Colour::Dim});
    }
    return lines;
}

QString DumpContents::asText() const
{
    return isHidden() || m_lines->isHidden() ? QString()
                                             : u"\n%1\n%2"_s.arg(m_heading->text(), m_lines->asText());
}

} // namespace muster::console
