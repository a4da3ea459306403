// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/journalview.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int ErrorPriority = 3; // syslog's, 0 is the worst
constexpr int WarningPriority = 4;

Colour colourOf(const JournalLine &line)
{
    if (line.priority <= ErrorPriority)
        return Colour::CriticalText;
    if (line.priority == WarningPriority)
        return Colour::CareText;
    return line.priority >= 7 ? Colour::Dim : Colour::Text;
}

std::optional<Mark> markOf(const JournalLine &line)
{
    if (line.priority > WarningPriority)
        return std::nullopt;
    return line.priority <= ErrorPriority ? Mark::Critical : Mark::Care;
}

QString timeOf(const JournalLine &line)
{
    return toDateTime(line.at).toLocalTime().toString(u"HH:mm:ss"_s);
}

} // namespace

JournalView::JournalView(const Theme &theme, QWidget *parent)
    : LineView(theme, parent)
{
    setAccessibleName(tr("Last lines of the journal"));
}

void JournalView::setJournal(const QList<JournalLine> &journal)
{
    QList<Line> lines;
    for (const JournalLine &line : journal)
        lines.append(
            {.lead = timeOf(line), .mark = markOf(line), .text = line.message, .colour = colourOf(line)});
    setLines(lines);
}

QString JournalView::asText(const QList<JournalLine> &lines)
{
    QString text;
    for (const JournalLine &line : lines)
        text += u"%1 <%2> %3: %4\n"_s.arg(QString::fromLatin1(toIso(line.at)))
                    .arg(line.priority)
                    .arg(line.source, line.message);
    return text;
}

} // namespace muster::console
