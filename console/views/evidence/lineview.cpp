// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/lineview.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextImageFormat>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int LineMarkSize = 11;
constexpr int MaxHeight = 420;
constexpr int DepthWidth = 4 * Theme::Step;

} // namespace

LineView::LineView(const Theme &theme, QWidget *parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &LineView::fitHeight);
    connect(&theme, &Theme::changed, this, &LineView::fill);
}

void LineView::setLines(const QList<Line> &lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    fill();
}

QString LineView::asText() const
{
    QString text;
    for (const Line &line : m_lines)
        text += QString(2 * line.depth, u' ')
                + (line.lead.isEmpty() ? line.text : line.lead + u' ' + line.text) + u'\n';
    return text;
}

void LineView::fitHeight()
{
    const int whole = int(std::ceil(document()->size().height()));
    setVerticalScrollBarPolicy(whole > MaxHeight ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::clamp(whole, fontMetrics().height(), MaxHeight));
    scroll();
}

/// To what is marked, else to the end.
void LineView::scroll()
{
    const auto marked = std::ranges::find(std::as_const(m_lines), true, &Line::isMarked);
    if (marked == m_lines.cend())
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    const QTextBlock block = document()->findBlockByNumber(int(marked - m_lines.cbegin()));
    const QRectF place = document()->documentLayout()->blockBoundingRect(block);
    verticalScrollBar()->setValue(int(place.bottom()) - height() * 2 / 3);
}

void LineView::fill()
{
    clear();
    setFont(m_theme.fixedFont());
    QTextCursor cursor(document());
    const bool hasLeads = std::ranges::any_of(m_lines, [](const Line &line) { return !line.lead.isEmpty(); });
    // Long lines go on under the text, not under the time.
    const qreal indent =
        hasLeads ? QFontMetricsF(m_theme.fixedFont()).horizontalAdvance(u"00:00:00 "_s) : DepthWidth;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines.at(i);
        QTextBlockFormat block;
        block.setLeftMargin(indent + line.depth * DepthWidth);
        block.setTextIndent(-indent);
        block.setBottomMargin(2);
        if (line.isMarked)
            block.setBackground(m_theme.colour(Colour::CriticalGround));
        if (i > 0)
            cursor.insertBlock(block);
        else
            cursor.setBlockFormat(block);
        insert(cursor, line);
    }
    scroll();
}

void LineView::insert(QTextCursor &cursor, const Line &line)
{
    QTextCharFormat format;
    format.setForeground(m_theme.colour(Colour::Dim));
    if (!line.lead.isEmpty())
        cursor.insertText(line.lead + u' ', format);
    if (line.mark) {
        insertMark(cursor, *line.mark);
        cursor.insertText(QString(QChar::Nbsp), format); // so that no line ends with a mark
    }
    format.setForeground(m_theme.colour(line.colour));
    if (line.isMarked)
        format.setFontWeight(QFont::DemiBold);
    QString text = line.text;
    // One line stays one block here.
    text.replace(u'\n', QChar::LineSeparator);
    cursor.insertText(text, format);
}

void LineView::insertMark(QTextCursor &cursor, Mark mark)
{
    const QImage picture = m_theme.mark(mark, devicePixelRatioF(), LineMarkSize).toImage();
    const QString name = u"mark%1"_s.arg(int(mark));
    document()->addResource(QTextDocument::ImageResource, QUrl(name), picture);
    QTextImageFormat format;
    format.setName(name);
    format.setWidth(LineMarkSize);
    format.setHeight(LineMarkSize);
    cursor.insertImage(format);
}

} // namespace muster::console
