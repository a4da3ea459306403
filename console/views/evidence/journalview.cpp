// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/journalview.h"

#include "console/views/text/ages.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextImageFormat>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int ErrorPriority = 3; // syslog's, 0 is the worst
constexpr int WarningPriority = 4;
constexpr int MarkSize = 11;
constexpr int MaxHeight = 420;

Colour colourOf(const JournalLine &line)
{
    if (line.priority <= ErrorPriority)
        return Colour::CriticalText;
    if (line.priority == WarningPriority)
        return Colour::CareText;
    return line.priority >= 7 ? Colour::Dim : Colour::Text;
}

QString timeOf(const JournalLine &line)
{
    return toDateTime(line.at).toLocalTime().toString(u"HH:mm:ss"_s);
}

} // namespace

JournalView::JournalView(const Theme &theme, QWidget *parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAccessibleName(tr("Last lines of the journal"));
    document()->setDocumentMargin(0);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &JournalView::fitHeight);
    connect(&theme, &Theme::changed, this, &JournalView::fill);
}

void JournalView::setLines(const QList<JournalLine> &lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    fill();
}

void JournalView::fitHeight()
{
    const int whole = int(std::ceil(document()->size().height()));
    setVerticalScrollBarPolicy(whole > MaxHeight ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::clamp(whole, 2 * fontMetrics().height(), MaxHeight));
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
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

void JournalView::fill()
{
    clear();
    setFont(m_theme.fixedFont());
    QTextCursor cursor(document());
    QTextBlockFormat block;
    // Long lines go on under the message, not under the time.
    const qreal indent = QFontMetricsF(m_theme.fixedFont()).horizontalAdvance(u"00:00:00 "_s);
    block.setLeftMargin(indent);
    block.setTextIndent(-indent);
    block.setBottomMargin(2);
    cursor.setBlockFormat(block);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (i > 0)
            cursor.insertBlock(block);
        insert(cursor, m_lines.at(i));
    }
}

void JournalView::insert(QTextCursor &cursor, const JournalLine &line)
{
    QTextCharFormat format;
    format.setForeground(m_theme.colour(Colour::Dim));
    cursor.insertText(timeOf(line) + u' ', format);
    if (line.priority <= WarningPriority) {
        insertMark(cursor, line.priority <= ErrorPriority ? Mark::Critical : Mark::Care);
        cursor.insertText(u" "_s, format);
    }
    format.setForeground(m_theme.colour(colourOf(line)));
    QString message = line.message;
    // One line of the journal stays one block here.
    message.replace(u'\n', QChar::LineSeparator);
    cursor.insertText(message, format);
}

void JournalView::insertMark(QTextCursor &cursor, Mark mark)
{
    const QImage picture = m_theme.mark(mark, devicePixelRatioF(), MarkSize).toImage();
    const QString name = u"mark%1"_s.arg(int(mark));
    document()->addResource(QTextDocument::ImageResource, QUrl(name), picture);
    QTextImageFormat format;
    format.setName(name);
    format.setWidth(MarkSize);
    format.setHeight(MarkSize);
    cursor.insertImage(format);
}

} // namespace muster::console
